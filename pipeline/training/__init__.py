"""What makes the models in ``data/models``."""
