"""Intrinsic probes of an embedder: what its space of vectors is like before any question is asked."""
