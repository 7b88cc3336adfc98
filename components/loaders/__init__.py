"""One file format a file: each reads decoded text or bytes into text with the way back to the file."""
