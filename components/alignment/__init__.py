"""Which words of two texts say the same, and which of them a span covers."""
