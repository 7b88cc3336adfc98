"""Turns of a conversation: understood, repeated, handed over."""
