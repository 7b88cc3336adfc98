"""Text before any model: words, sentences, stems, scripts, characters; everything with its place."""
