"""The offline grounding harness."""
