"""The same questions, models and machine through polycite and its peers: ``make bench``.

Quality, speed, memory and span fidelity side by side. Every peer runs in a process of its own, so that one's memory
and imports are not another's; its predictions are written to ``<output>/<peer>.jsonl`` in the harness's format.

Means are over languages, so that every language weighs the same; the weakest one is told. Recall depends on the size
of passages, which is each library's own advice: their length is in the table. A peer that gives no offsets has its
words searched in the document it names, as its users would. Each computes in the type it takes by default: polycite
in bfloat16 where the processor has it, the others in float32.

The table goes to the standard output; with ``--json`` the figures, language by language, go there instead.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from importlib.resources import files
from pathlib import Path

from rich.console import Console

from polycite.components.errors import LoadingError, PolyciteError
from polycite.components.evidence import Original
from polycite.eval.benchmarks.peers import PEERS
from polycite.eval.benchmarks.peers.inputs import documents, sample
from polycite.eval.benchmarks.peers.measuring import Measured, measure
from polycite.eval.benchmarks.peers.table import Scored, scored, table
from polycite.eval.datasets.questions import Question, load_questions
from polycite.eval.environment import environment
from polycite.eval.predictions.prediction_files import load_predictions

_SHIPPED = Path(str(files("polycite.data")))
_QUIET = {
    "ANONYMIZED_TELEMETRY": "False",
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_OFFLINE": "1",
    "TOKENIZERS_PARALLELISM": "false",
    "TQDM_DISABLE": "1",
    "TRANSFORMERS_VERBOSITY": "error",
}
"""Nothing is fetched, nobody is told, and only our own progress is shown."""


def run_all(
    names: Sequence[str], originals: Sequence[Original], questions: Sequence[Question], output: Path
) -> tuple[list[Measured], dict[str, str]]:
    """Measure each peer in a new process; what was measured, and what went wrong by the name of the peer."""
    os.environ.update({name: os.environ.get(name, value) for name, value in _QUIET.items()})
    measured: list[Measured] = []
    failed: dict[str, str] = {}
    for name in names:
        spawn = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(1, mp_context=spawn, max_tasks_per_child=1) as processes:
            try:
                measured.append(processes.submit(measure, name, list(originals), list(questions), output).result())
            except PolyciteError as error:
                failed[name] = str(error)
            except Exception as error:
                # Whatever one library raises must not cost what the others have been measured for minutes.
                failed[name] = f"{type(error).__name__}: {error}"
    return measured, failed


def report(
    measured: Sequence[Measured], originals: Sequence[Original], questions: Sequence[Question], output: Path
) -> list[Scored]:
    """The figures of every peer, from the predictions that were written."""
    ids = [question.id for question in questions]
    known = {original.id: original for original in originals}
    return [scored(one, questions, load_predictions(output / f"{one.peer}.jsonl", ids), known) for one in measured]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, write the predictions and print."""
    parser = argparse.ArgumentParser(
        prog="python -m polycite.eval.benchmarks.peers",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    shipped = _SHIPPED / "questions" / "support.jsonl"
    parser.add_argument("--questions", type=Path, default=shipped, help="a question file (default: the shipped one)")
    parser.add_argument("--documents", type=Path, default=_SHIPPED / "knowledge_base", help="folder to index")
    parser.add_argument("--split", choices=("fit", "test", "all"), default="test", help="(default: %(default)s)")
    parser.add_argument("--limit", type=int, help="questions a language, spread evenly (default: all)")
    parser.add_argument("--peer", action="append", choices=list(PEERS), help="only this one; may come again")
    parser.add_argument("--output", type=Path, default=Path("runs/peers"), help="folder (default: %(default)s)")
    parser.add_argument("--json", action="store_true", help="figures instead of the table")
    options = parser.parse_args(arguments)
    if options.limit is not None and options.limit < 1:
        parser.error("--limit must be at least 1")
    err = Console(stderr=True)
    try:
        questions = [one for one in load_questions(options.questions) if options.split in ("all", one.split)]
        questions = sample(questions, options.limit)
        if not questions:
            raise LoadingError(f"{options.questions} has no question of split {options.split}.", "Use --split all.")
        originals = documents(options.documents)
        measured, failed = run_all(options.peer or list(PEERS), originals, questions, options.output)
        peers = report(measured, originals, questions, options.output)
    except PolyciteError as error:
        err.print(str(error), style="red", markup=False, soft_wrap=True)
        raise SystemExit(1) from None
    languages = len({question.language for question in questions})
    title = f"{len(questions)} questions in {languages} languages, {len(originals)} documents"
    if options.json:
        counts = {"questions": len(questions), "languages": languages, "documents": len(originals)}
        told = {"environment": environment(data=options.questions), **counts, "failed": failed}
        print(json.dumps({**told, "peers": [one.to_dict() for one in peers]}, indent=1))
    elif peers:
        Console(width=200).print(table(peers, title))
        for one in peers:
            for note in one.measured.notes:
                print(f"{one.measured.peer}: {note}.")
    for name, problem in failed.items():
        err.print(f"{name} was not measured. {problem}", style="red", markup=False, soft_wrap=True)
    if failed:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
