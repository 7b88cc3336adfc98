"""A team's own examples: tunes what is shipped, or any model, on a few to a few thousand of them."""
