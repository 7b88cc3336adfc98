"""Files, folders and patterns: stable ids, nothing twice, a word on each source without files."""

import os
from pathlib import Path

import pytest

from polycite.components.loaders.failure import Failure
from polycite.components.loaders.sources import find_sources


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (
        "kb/b.md",
        "kb/a.TXT",
        "kb/de/a.md",
        "kb/de/deep/x.html",
        "kb/.hidden.md",
        "kb/.git/y.md",
        "kb/~$w.docx",
        "kb/z.png",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return tmp_path


def ids(*sources: str | Path) -> list[str]:
    return [found[1] for found in find_sources(sources) if not isinstance(found, Failure)]


def failures(*sources: str | Path) -> list[Failure]:
    found = [found for found in find_sources(sources) if isinstance(found, Failure)]
    assert all(failure.source and failure.problem and failure.mend for failure in found)
    return found


def test_a_folder_is_searched_for_supported_files(folder: Path) -> None:
    assert ids(folder / "kb") == ["kb/a.TXT", "kb/b.md", "kb/de/a.md", "kb/de/deep/x.html"]
    assert ids(str(folder / "kb") + "/") == ids(folder / "kb")
    assert [path for path, _ in find_sources([folder / "kb/de"]) if isinstance(path, Path)] == [  # type: ignore[misc]
        folder / "kb/de/a.md",
        folder / "kb/de/deep/x.html",
    ]


def test_relative_sources_have_the_same_ids(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder / "kb")
    assert ids(".") == ids(folder / "kb")
    assert ids("*.md") == ["kb/b.md"]
    assert ids("de/../b.md") == ["b.md"]


def test_a_file_is_called_by_its_name_even_a_hidden_one(folder: Path) -> None:
    assert ids(folder / "kb/de/a.md", folder / "kb/.hidden.md") == ["a.md", ".hidden.md"]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("kb/**/*.md", ["kb/b.md", "kb/de/a.md"]),
        ("kb/*.md", ["kb/b.md"]),
        ("kb/*/?.md", ["kb/de/a.md"]),
        ("kb/**", ["kb/a.TXT", "kb/b.md", "kb/de/a.md", "kb/de/deep/x.html"]),
        ("kb/d[ef]/**/*", ["kb/de/a.md", "kb/de/deep/x.html"]),
        ("kb/**/deep/**/*.html", ["kb/de/deep/x.html"]),
    ],
)
def test_patterns(folder: Path, pattern: str, expected: list[str]) -> None:
    assert ids(folder / pattern) == expected


def test_a_name_with_pattern_characters_is_a_name(folder: Path) -> None:
    (folder / "kb/[x].md").write_text("x")
    assert ids(folder / "kb/[x].md") == ["[x].md"]


def test_a_file_is_found_once(folder: Path) -> None:
    (folder / "kb/link.md").symlink_to(folder / "kb/b.md")
    assert ids(folder / "kb", folder / "kb/**/*.md", folder / "kb/de/a.md") == ids(folder / "kb")
    assert len(ids(folder / "kb")) == 4
    assert failures(folder / "kb", folder / "kb") == []


def test_two_files_of_one_id_are_a_failure_for_the_second(folder: Path) -> None:
    sources = (folder / "kb/de/a.md", folder / "other/a.md")
    (folder / "other").mkdir()
    (folder / "other/a.md").write_text("x")
    assert ids(*sources) == ["a.md"]
    (failure,) = failures(*sources)
    assert str(sources[0]) in str(failure)
    assert str(sources[1]) in str(failure)
    assert "folder above" in failure.mend


def test_links_in_a_circle_end(folder: Path) -> None:
    (folder / "kb/de/up").symlink_to(folder / "kb")
    (folder / "kb/self").symlink_to(folder / "kb/self")
    (folder / "kb/de/side").symlink_to(folder / "kb/de")
    assert ids(folder / "kb") == ["kb/a.TXT", "kb/b.md", "kb/de/a.md", "kb/de/deep/x.html"]
    assert ids(folder / "kb/**/*.md") == ["kb/b.md", "kb/de/a.md"]


def test_linked_folders_are_followed(folder: Path) -> None:
    (folder / "kb/more").symlink_to(folder / "far")
    (folder / "far").mkdir()
    (folder / "far/f.md").write_text("x")
    assert "kb/more/f.md" in ids(folder / "kb")


def test_sources_without_files_are_said(folder: Path) -> None:
    (folder / "empty").mkdir()
    os.mkfifo(folder / "kb/pipe.txt")
    for source, word in (
        (folder / "nope.md", "does not exist"),
        (folder / "empty", "no file of a supported format"),
        (folder / "kb/z.png", "'.png'"),
        (folder / "kb/*.pdf", "matches"),
        (folder / "nowhere/*.md", "matches"),
        (folder / "kb/pipe.txt", "neither"),
        ("https://example.org/a.md", "nothing is fetched"),
        ("", "empty"),
        ("x" * 5000, "does not exist"),
    ):
        (failure,) = failures(source)
        assert word in failure.problem
    assert "kb/pipe.txt" not in ids(folder / "kb")


def test_a_name_that_is_no_text_is_said(folder: Path) -> None:
    (folder / os.fsdecode(b"kb/\xff.md")).write_text("x")
    (failure,) = failures(folder / "kb")
    assert "UTF-8" in failure.problem
    str(failure).encode()
