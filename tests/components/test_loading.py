"""Loading: every format to originals that map back to their files, and every mistake said with its mend."""

from pathlib import Path

import pytest
from docx import Document
from haystack import Pipeline
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

import polycite.data
from polycite.components.errors import SettingsError
from polycite.components.evidence import OffsetMap, Original, sha256_of
from polycite.components.loading import Failure, OriginalLoader, expand

RUSSIAN = "Это обычный русский текст, который сохранён в старой кодировке. Он достаточно длинный, чтобы её узнать.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "kb").mkdir()
    return tmp_path / "kb"


def load(path: Path, **settings: object) -> list[Original | Failure]:
    return list(OriginalLoader(**settings).load([path]))  # type: ignore[arg-type]


def only(path: Path, **settings: object) -> Original:
    (found,) = load(path, **settings)
    assert isinstance(found, Original), found
    return found


def failure(path: Path, **settings: object) -> Failure:
    (found,) = load(path, **settings)
    assert isinstance(found, Failure)
    assert found.source == path.as_posix()
    assert found.problem
    assert found.mend
    return found


def test_each_format_is_read(folder: Path) -> None:
    (folder / "a.txt").write_text("text ü")
    (folder / "b.md").write_text("# T\n\n*x*")
    (folder / "c.html").write_text("<title>T</title><p>x")
    (folder / "d.jsonl").write_text('{"id": "r", "text": "x"}')
    (folder / "e.csv").write_text("text,k\nx,v\n")
    document = Document()
    document.add_paragraph("x")
    document.save(str(folder / "f.docx"))
    canvas = Canvas(str(folder / "g.pdf"))
    canvas.drawString(72, 72, "x")
    canvas.save()
    result = OriginalLoader().run([str(folder)])
    assert result["failures"] == []
    assert [(o.id, o.text, o.metadata["format"]) for o in result["originals"]] == [
        ("kb/a.txt", "text ü", "text"),
        ("kb/b.md", "T\n\nx", "markdown"),
        ("kb/c.html", "x", "html"),
        ("kb/d.jsonl#r", "x", "jsonl"),
        ("kb/e.csv#1", "x", "csv"),
        ("kb/f.docx", "x", "docx"),
        ("kb/g.pdf", "x", "pdf"),
    ]
    text, markdown, html, row = result["originals"][:4]
    assert text.source == (folder / "a.txt").as_posix()
    assert row.source == (folder / "d.jsonl").as_posix() + "#r"
    assert text.metadata == {"format": "text", "bytes": 7}
    assert markdown.metadata["title"] == html.metadata["title"] == "T"
    assert "bytes" not in row.metadata
    assert all(original.sha256 == sha256_of(original.text) for original in result["originals"])
    assert [o.raw_map.unit for o in result["originals"][4:]] == ["character", "paragraph", "page"]


@given(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1).filter(str.strip), st.data()
)
def test_plain_text_is_the_decoded_file(
    tmp_path_factory: pytest.TempPathFactory, text: str, data: st.DataObject
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.txt"
    path.write_bytes(text.encode(data.draw(st.sampled_from(["utf-8-sig", "utf-16"]))))
    original = only(path)
    assert original.text == text
    assert original.raw_map == OffsetMap.identity(len(text))


def test_crlf_stays(folder: Path) -> None:
    (folder / "a.txt").write_bytes(b"one\r\ntwo\r\n")
    assert only(folder / "a.txt").text == "one\r\ntwo\r\n"


def test_another_encoding_is_said_and_can_be_named(folder: Path) -> None:
    path = folder / "a.txt"
    path.write_bytes(b"ASCII first\n" + (RUSSIAN * 2).encode("windows-1251"))
    said = failure(path)
    assert "position 12 (line 2)" in said.problem
    assert "iconv -f WINDOWS-1251 -t UTF-8" in said.mend
    assert "encoding='windows-1251'" in said.mend
    assert only(path, encoding="windows-1251").text == "ASCII first\n" + RUSSIAN * 2


def test_a_byte_order_mark_outranks_the_named_encoding(folder: Path) -> None:
    (folder / "a.txt").write_text(RUSSIAN, encoding="utf-8-sig")
    assert only(folder / "a.txt", encoding="windows-1251").text == RUSSIAN


def test_a_damaged_file_is_not_taken_for_another_encoding(folder: Path) -> None:
    (folder / "a.txt").write_bytes(RUSSIAN.encode() + b"\xd0")
    assert "damaged" in failure(folder / "a.txt").mend


def test_files_that_are_no_text_are_said(folder: Path) -> None:
    for name, data, word in (
        ("empty.md", b"", "empty"),
        ("blank.txt", b" \n\t\n", "no text"),
        ("bom.txt", b"\xef\xbb\xbf", "no text"),
        ("tags.html", b"<p> </p>", "no text"),
        ("image.md", b"\x89PNG\r\n\x1a\n\0\0", "NUL"),
        ("nul.txt", b"a\0b", "NUL bytes (the first at position 1)"),
        ("utf16.txt", "no mark".encode("utf-16-le"), "NUL"),
        ("rows.jsonl", b"\n\n", "no rows"),
        ("rows.csv", b"id,text\n", "no rows"),
        ("columns.csv", b"a,b\n1,2\n", "no column 'text'"),
        ("broken.pdf", b"%PDF-1.7", "broken"),
        ("broken.docx", b"PK", "broken"),
    ):
        (folder / name).write_bytes(data)
        assert word in failure(folder / name).problem
    assert len(OriginalLoader().run([str(folder)])["failures"]) == 12


def test_limits_are_said(folder: Path) -> None:
    (folder / "a.txt").write_text("123456")
    (folder / "a.jsonl").write_text('{"text": "123456"}\n{"text": "12345"}\n')
    assert only(folder / "a.txt", max_bytes=6, max_characters=6).text == "123456"
    assert "limit is 5" in failure(folder / "a.txt", max_bytes=5).problem
    assert "limit is 5" in failure(folder / "a.txt", max_characters=5).problem
    long, short = load(folder / "a.jsonl", max_characters=5)
    assert isinstance(long, Failure)
    assert "Row '1'" in long.problem
    assert isinstance(short, Original)
    assert short.id == "a.jsonl#2"


def test_rows_keep_their_fields(folder: Path) -> None:
    (folder / "a.csv").write_text('\ufeffkey;body;lang;format\nk;"a ""b""";de;x\n')
    original = only(folder / "a.csv", text_field="body", id_field="key", language_field="lang")
    assert (original.id, original.text, original.language) == ("a.csv#k", 'a "b"', "de")
    assert original.metadata == {"format": "csv"}


def test_bad_files_do_not_stop_good_ones(folder: Path) -> None:
    (folder / "a.md").write_text("")
    (folder / "b.md").write_text("good")
    (folder / "c.md").symlink_to(folder / "nowhere")
    first, second, third = load(folder)
    assert isinstance(first, Failure)
    assert isinstance(second, Original)
    assert isinstance(third, Failure)
    assert "cannot be read" in third.problem


def test_loading_is_one_at_a_time(folder: Path) -> None:
    (folder / "a.md").write_text("a")
    (folder / "b.md").write_text("b")
    loader = OriginalLoader()
    assert loader.count([folder]) == 2
    items = loader.load([folder])
    assert isinstance(next(items), Original)
    (folder / "b.md").unlink()
    assert isinstance(next(items), Failure)


def test_files_and_failures_of_sources(folder: Path) -> None:
    (folder / "a.md").write_text("a")
    files, failures = expand([folder, folder / "no.md"])
    assert files == [(folder / "a.md", "kb/a.md")]
    assert [f.source for f in failures] == [(folder / "no.md").as_posix()]
    assert str(failures[0]).startswith(f"{failures[0].source}: It does not exist.")


def test_wrong_settings_are_refused() -> None:
    with pytest.raises(SettingsError, match="klingon"):
        OriginalLoader(encoding="klingon")
    with pytest.raises(SettingsError, match="max_bytes"):
        OriginalLoader(max_bytes=0)


def test_it_is_a_haystack_component(folder: Path) -> None:
    (folder / "a.md").write_text("a")
    pipeline = Pipeline()
    pipeline.add_component("load", OriginalLoader(text_field="body"))
    again = Pipeline.loads(pipeline.dumps(), allowed_modules=["polycite"])
    assert again.get_component("load").text_field == "body"  # type: ignore[attr-defined]
    assert [o.id for o in again.run({"load": {"sources": [str(folder)]}})["load"]["originals"]] == ["kb/a.md"]


def test_the_shipped_knowledge_base_maps_back() -> None:
    folder = Path(str(polycite.data.__file__)).parent / "knowledge_base"
    for original in OriginalLoader().load([folder]):
        assert isinstance(original, Original), original
        with open(original.source.split("#")[0], encoding="utf-8-sig", newline="") as file:
            raw = file.read()
        assert original.raw_map is not None
        covered = 0
        for start, end, raw_start, raw_end in original.raw_map.runs:
            covered += end - start
            if end - start == raw_end - raw_start:
                assert original.text[start:end] == raw[raw_start:raw_end]
        assert covered > 0.9 * len(original.text)
