"""What is measured, one subject a file; each definition stands in its docstring with its source."""
