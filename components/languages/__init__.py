"""Which language a text is in, and what languages are made of: codes, lists of words, locale data."""
