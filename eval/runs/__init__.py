"""Runs: a suite of systems and data sets, its rows kept, compared with another run, and held against a baseline."""
