"""Questions with gold spans, and the originals they speak of."""
