"""A small parallel data set of our own, a system that shares no code with ours, and suites of both."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

TEXTS = {
    "ar": ("يزن الجهاز {} كيلوغرامًا فقط.", "كم يزن الجهاز {}؟"),
    "hi": ("इस यंत्र का वज़न {} किलोग्राम है।", "यंत्र {} का वज़न कितना है?"),
    "th": ("เครื่องนี้หนัก {} กิโลกรัม", "เครื่อง {} หนักเท่าไร"),
    "zh": ("这台机器重{}公斤。", "机器{}有多重？"),
}
PER_LANGUAGE = 10

MODULE = '''
import random, re, time
from polycite.eval.predictions.prediction_parts import Cited, Place
from polycite.eval.predictions.predictions import Prediction

class Numbers:
    """Finds the document whose number the question names, and answers with it; slow and fallible on demand."""
    def __init__(self, seconds=0.0, fails_on="", wrong_in=""):
        self.seconds, self.fails_on, self.wrong_in, self.originals = seconds, fails_on, wrong_in, {}
    def index(self, originals, progress=None):
        self.originals = {one.id: one for one in originals}
    def predict(self, question):
        time.sleep(self.seconds)
        if self.fails_on and question.id.endswith(self.fails_on):
            raise ConnectionError("the model went away")
        number = re.search(r"[0-9]+", question.question).group()
        if self.wrong_in == question.language:
            number = "100"
        for one in self.originals.values():
            if one.language == question.language and number in one.text:
                start = one.text.index(number)
                return Prediction(question.id, number, citations=(Cited(one.id, start, start + len(number), number),),
                                  passages=(Place(one.id, 0, len(one.text)),), confidence=random.random())
        return Prediction(question.id, "", abstained=True, passages=())
    def close(self):
        pass

def make(**options):
    return Numbers(**options)

def nothing():
    return "no system"
'''


def rows_of(language: str, count: int = PER_LANGUAGE) -> list[dict[str, Any]]:
    context, question = TEXTS[language]
    made = []
    for number in range(101, 101 + count):
        text = context.format(number)
        made.append(
            {
                "id": f"q{number}",
                "context_id": f"c{number}",
                "context": text,
                "question": question.format(number),
                "answers": [{"text": str(number), "answer_start": text.index(str(number))}],
            }
        )
    return made


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Ten parallel questions in each of four languages."""
    folder = tmp_path / "data"
    folder.mkdir()
    for language in TEXTS:
        lines = [json.dumps(row, ensure_ascii=False) for row in rows_of(language)]
        (folder / f"{language}.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    return folder


@pytest.fixture
def suite(tmp_path: Path, data: Path) -> Callable[..., Path]:
    """Writes a suite of one Python system; keywords are its options."""

    def write(name: str = "suite.toml", top: str = "", dataset: str = "", **options: Any) -> Path:
        (tmp_path / "numbers_system.py").write_text(MODULE, "utf-8")
        given = ", ".join(f"{key} = {json.dumps(value)}" for key, value in options.items())
        path = tmp_path / name
        path.write_text(
            f'name = "weights"\n{top}\n'
            f'[[datasets]]\nname = "weights"\nformat = "squad"\npath = "data"\n{dataset}\n'
            f'[[systems]]\nname = "numbers"\ntype = "python"\nmake = "numbers_system:make"\noptions = {{{given}}}\n',
            "utf-8",
        )
        return path

    return write
