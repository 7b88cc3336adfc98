"""``python -m polycite``."""

from polycite.pipeline.cli import main

if __name__ == "__main__":
    main()
