"""Models in the form in which a processor computes them fastest."""

from polycite.pipeline.exporting.export import FORMATS, Format, export

__all__ = ["FORMATS", "Format", "export"]
