"""What a language model is asked and what of its draft is kept."""
