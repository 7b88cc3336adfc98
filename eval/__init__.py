"""The offline grounding harness.

``systems`` answer the questions of ``datasets``; ``predictions`` reads what they said, ``scoring`` and ``metrics``
judge it, ``report`` shows it, ``runs`` keeps, compares and gates it. ``experiments``, ``probes``, ``inspection`` and
``adaptation`` measure parts, models and trainings; ``benchmarks`` measures speed and other libraries.
"""
