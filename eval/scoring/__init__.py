"""From predictions to figures: rows of questions, slices, intervals, curves, failures."""
