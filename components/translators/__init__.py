"""Engines that translate sentences, one a file; :mod:`polycite.components.translating` makes a component of them."""
