"""What one command measures: a part of polycite, or a parallel corpus."""
