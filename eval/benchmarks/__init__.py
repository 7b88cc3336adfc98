"""Measurements of speed and size; none is a test."""
