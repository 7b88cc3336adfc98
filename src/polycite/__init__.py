"""Polycite: ask in any language, be answered in yours, check every word against the original.

The public names live in :mod:`polycite.pipeline`; importing ``polycite`` alone is cheap.
"""

import os

# Nothing is sent anywhere unless the user names a remote model (the map, point 7).
# Set before Haystack or the hub client can be imported, because both read it then.
os.environ.setdefault("HAYSTACK_TELEMETRY_ENABLED", "False")
os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

__version__ = "0.1.0"
