"""Work that is accepted at once and done in the background, and that survives the end of the process."""
