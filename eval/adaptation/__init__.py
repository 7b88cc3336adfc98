"""Whether an adapted model is better than the one it came from, and how much that takes: gain and few-shot curves."""
