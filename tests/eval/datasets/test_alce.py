from __future__ import annotations

from typing import Any

import pytest

from polycite.components.errors import LoadingError
from polycite.eval.datasets.dataset import Dataset, load_dataset
from polycite.eval.predictions.predictions import Prediction

DOCS = [
    {"title": "पुल", "text": "यह पुल 30 मीटर लंबा है और पिछले साल खुला था।"},
    {"title": "नदी", "text": "यह नदी बहुत लंबी है और कई देशों से होकर बहती है।"},
]


def item(output: str, **values: Any) -> dict[str, Any]:
    gold = [
        {"question": "?", "short_answers": ["30 मीटर", "तीस मीटर"]},
        {"question": "?", "short_answers": ["30 मीटर"]},
    ]
    return {"question": "यह पुल कितना लंबा है और नदी कैसी है?", "output": output, "docs": DOCS, "qa_pairs": gold, **values}


def said(data: Dataset, question_id: str = "0") -> list[tuple[str, list[str]]]:
    """Each segment of an answer, with the originals that it cites."""
    assert data.predictions is not None
    prediction = data.predictions[question_id]
    return [
        ((prediction.answer or "")[s.start : s.end], [prediction.citations[n].original_id for n in s.citations])
        for s in prediction.segments
    ]


def test_sentences_rest_on_the_documents_they_mark(document: Any) -> None:
    data = load_dataset(
        document("out.json", {"args": {}, "data": [item("पुल 30 मीटर लंबा है [1][2]। नदी लंबी है।[2] बस।")]})
    )
    assert said(data) == [("पुल 30 मीटर लंबा है।", ["0/1", "0/2"]), ("नदी लंबी है।", ["0/2"]), ("बस।", [])]
    assert data.predictions is not None
    [prediction] = data.predictions.values()
    assert prediction.answer == "पुल 30 मीटर लंबा है। नदी लंबी है। बस।"
    texts = {original.id: original.text for original in data.originals}
    assert all(texts[c.original_id][c.start : c.end] == c.quote == texts[c.original_id] for c in prediction.citations)
    assert [place.original_id for place in prediction.passages or ()] == ["0/1", "0/2"]
    assert Prediction.from_dict(prediction.to_dict()) == prediction
    [question] = data.questions
    assert ([text.text for text in question.texts], question.language) == (["30 मीटर", "तीस मीटर"], "hi")
    assert {original.language for original in data.originals} == {"hi"}


@pytest.mark.parametrize(
    ("language", "output", "segments"),
    [
        ("zh", "桥长30米[1]。河很长[1, 2]。", [("桥长30米。", ["0/1"]), ("河很长。", ["0/1", "0/2"])]),
        ("ar", "طول الجسر 30 مترا [2]. والنهر طويل [1].", [("طول الجسر 30 مترا.", ["0/2"]), ("والنهر طويل.", ["0/1"])]),
        ("th", "สะพานยาว 30 เมตร[1]\nแม่น้ำยาวมาก[2]", [("สะพานยาว 30 เมตร", ["0/1"]), ("แม่น้ำยาวมาก", ["0/2"])]),
        ("en", "[1] It is long.", [("It is long.", ["0/1"])]),
    ],
)
def test_marks_in_any_script(language: str, output: str, segments: object, document: Any) -> None:
    data = load_dataset(document("out.json", [item(output)]), language=language)
    assert said(data) == segments
    assert data.questions[0].language == language


def test_a_mark_of_a_document_that_is_not_there_stays_a_citation_of_nothing(document: Any) -> None:
    data = load_dataset(document("out.json", {"data": [item("यह लंबा है [7]।")]}))
    assert said(data) == [("यह लंबा है।", ["0/7"])]
    assert "0/7" not in {original.id for original in data.originals}
    assert data.predictions is not None
    assert Prediction.from_dict(data.predictions["0"].to_dict()) == data.predictions["0"]


def test_nothing_said_is_an_abstention_and_other_golds_are_read(document: Any) -> None:
    qampari = item("", sample_id="s", qa_pairs=None, answers=[["Rhein", "Rhin"], ["Elbe"]])
    eli5 = item("ok [1]", sample_id="e", qa_pairs=None, answer="A long answer.", language="en")
    data = load_dataset(document("out.json", {"data": [qampari, eli5]}))
    assert data.predictions is not None
    assert (data.predictions["s"].abstained, data.predictions["s"].segments) == (True, ())
    assert [[text.text for text in q.texts] for q in data.questions] == [["Rhein", "Rhin", "Elbe"], ["A long answer."]]
    assert data.questions[1].language == "en"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"output": None}, "'output' is None"),
        ({"docs": [7]}, "document 1 is 7"),
        ({"docs": [{"title": "x"}]}, "'text' is missing"),
        ({"qa_pairs": []}, "there is no right answer"),
        ({"qa_pairs": None, "answers": [1]}, "must be texts"),
        ({"language": "xx"}, "language 'xx' is unknown"),
        ({"id": "0"}, "the id '0' again, first in data[0]"),
    ],
)
def test_a_bad_item_is_named_by_its_place(values: dict[str, Any], said: str, document: Any) -> None:
    with pytest.raises(LoadingError) as raised:
        load_dataset(document("out.json", {"data": [item("है [1]।"), item("है [1]।") | values]}))
    assert "out.json: data[1]: " in str(raised.value)
    assert said in str(raised.value)
