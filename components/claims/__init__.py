"""Whether evidence carries a claim, across languages."""
