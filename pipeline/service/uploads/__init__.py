"""Uploaded files: taken out of a form, named, told apart, and read in a process of their own."""
