"""From what a reader points at to what is said: candidates, confidence, compound questions, abstentions."""
