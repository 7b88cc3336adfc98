"""A card says what went in, what came out and where it is weak."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from polycite.pipeline.registry import Record, Registry, card


def test_a_card_names_data_base_recipe_figures_and_weaknesses(
    registry: Registry, record: Callable[..., Record], checkpoint: Callable[[bytes], Path]
) -> None:
    known = record(source="the shipped support questions", seconds=90.0, device="2 CPU cores")
    said = card(registry.add("reader", checkpoint(b"1"), known))
    assert "| Korean (ko) | F1 | 50.0 | 62.5 | +12.5 | +2.5 to +20.0 | 100 |" in said
    assert "| German (de) (no examples) | F1 | 70.0 | 69.0 | -1.0 |  | 40 |" in said
    assert "| Thai (th) | 8 |" in said
    for part in ("`shipped/gloss_reader`", "0" * 64, "the shipped support questions", "1.5 minutes on 2 CPU cores"):
        assert part in said
    weaknesses = said.partition("## Known weaknesses")[2]
    for weakness in ("Worse than its base in de", "Fewer than 32 examples: th", "Not measured: th", "little: de"):
        assert weakness in weaknesses


def test_the_card_says_which_run_it_is_or_that_it_is_their_mean(
    registry: Registry, record: Callable[..., Record], checkpoint: Callable[[bytes], Path]
) -> None:
    mean, first = (
        card(registry.add("reader", checkpoint(b"%d" % averaged), record(averaged=averaged)))
        for averaged in (True, False)
    )
    assert "seeds 0, 1; the mean of their weights; " in mean
    assert "of a run that had not seen it" in mean
    assert "seeds 0, 1; the first of them; " in first
    assert "had not seen it" not in first


def test_a_card_without_figures_says_so(
    registry: Registry, record: Callable[..., Record], checkpoint: Callable[[bytes], Path]
) -> None:
    said = card(registry.add("reader", checkpoint(b"1"), record(scores=(), deployable=False, verdict="No gain.")))
    assert "Not measured." in said
    assert "Not to be deployed: No gain." in said


def test_the_card_of_an_adapter_names_its_base_and_its_language(
    registry: Registry, record: Callable[..., Record], tmp_path: Path
) -> None:
    (tmp_path / "adapter").mkdir()
    (tmp_path / "adapter" / "adapter_config.json").write_text("{}")
    said = card(registry.add("reader_adapter_ko", tmp_path / "adapter", record(method="adapter")))
    for part in (
        "pipeline_tag: question-answering",
        "base_model: shipped/gloss_reader",
        '`reader_adapters = {"ko" = "deployed/reader_adapter_ko"}`',
        "for passages in Korean (ko)",
        "read as without it",
    ):
        assert part in said
