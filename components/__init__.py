"""One Haystack component a file; each file is named after its noun."""
