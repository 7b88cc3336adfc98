"""``python -m polycite.eval.benchmarks.peers``."""

from polycite.eval.benchmarks.peers.run import main

if __name__ == "__main__":
    main()
