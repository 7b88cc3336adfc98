"""Sentences through a translator and back to their original; what is cached, reviewed, refused."""
