"""What polycite ships: a knowledge base, questions and models."""
