"""Systems to evaluate: ours, Haystack pipelines, HTTP endpoints, prediction files, Python objects."""

from polycite.eval.systems.searching import PolyciteSystem, index_originals, opened, prepared
from polycite.eval.systems.system import EvaluatedSystem

__all__ = ["EvaluatedSystem", "PolyciteSystem", "index_originals", "opened", "prepared"]
