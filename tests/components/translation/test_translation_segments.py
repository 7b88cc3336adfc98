"""What a translator is given of a text, and how the text is put together again."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from polycite.components.text.sentences import sentences
from polycite.components.translation.translation_segments import join, segments

GUIDE = """# Batería del T-5

- El router **R-310** admite 64 dispositivos. Pulse
  el botón.
> 2. Nada

| Modelo | Garantía |
|---|---|
| R-330 | 36 meses |

```
apt install polycite
```
12 V
"""


def wanted(text: str, language: str | None = "es") -> list[str]:
    return [part for one in segments(text, language) for part in one.wanted]


def test_markup_numbers_codes_and_code_are_kept_from_the_translator() -> None:
    assert wanted(GUIDE) == [
        "Batería del T-5", "El router **R-310** admite 64 dispositivos.", "Pulse el botón.", "Nada", "Modelo",
        "Garantía", "36 meses",
    ]  # fmt: skip
    said, _, untranslated = join(GUIDE, segments(GUIDE, "es"), {part: f"<{part}>" for part in wanted(GUIDE)}, "en")
    assert untranslated == ()
    assert said.startswith("# <Batería del T-5>\n\n- <El router **R-310** admite 64 dispositivos.> <Pulse el botón.>\n")
    assert "| <Modelo> | <Garantía> |\n|---|---|\n| R-330 | <36 meses> |" in said
    assert said.endswith("```\napt install polycite\n```\n12 V\n")


def test_a_sentence_with_a_part_that_failed_stays_whole_in_the_original() -> None:
    text = "Uno solo. | Modelo | Garantía |\n\nDos cosas."
    found = segments(text, "es")
    said, _, untranslated = join(text, found, {"Modelo": "Model", "Dos cosas.": "Two things."}, "en")
    assert said == "Uno solo. | Modelo | Garantía |\n\nTwo things."
    assert untranslated == tuple(range(len(found) - 1))


def test_a_space_is_put_between_sentences_that_touch_where_the_target_has_spaces() -> None:
    text = "保修期为三年。请保留收据。"
    done = {"保修期为三年。": "Three years.", "请保留收据。": "Keep it."}
    assert join(text, segments(text, "zh"), done, "en")[0] == "Three years. Keep it."
    assert join(text, segments(text, "zh"), done, "ja")[0] == "Three years.Keep it."


def test_what_no_program_could_be_given_is_not() -> None:
    (part,) = wanted("Hola\x00 a \ud800todos\x01 juntos")
    assert part == "Hola a \ufffdtodos juntos"


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [
                    "# Uno dos",
                    "- Tres.",
                    "La casa. ",
                    "保修期。",
                    "\n\n",
                    " | ",
                    "\t",
                    "```\n",
                    "é\u0301",
                    "R-310 ",
                    "?\r\n",
                ]
            ),
            st.text(max_size=12),
        ),
        max_size=12,
    ).map("".join),
    st.sampled_from([None, "es", "zh", "th"]),
    st.sampled_from(["en", "ja"]),
    st.data(),
)
def test_spans_are_exact_in_both_texts_and_all_else_is_kept(
    text: str, language: str | None, target: str, data: st.DataObject
) -> None:
    found = segments(text, language)
    assert [(one.start, one.end) for one in found] == [(s.start, s.end) for s in sentences(text, language)]
    parts = {part for one in found for part in one.wanted}
    done = {part: f"¡{part[::-1]}!" for part in data.draw(st.sets(st.sampled_from(sorted(parts))))} if parts else {}
    said, pairs, untranslated = join(text, found, done, target)
    assert len(pairs) == len(found)
    end = target_end = 0
    for index, (one, pair) in enumerate(zip(found, pairs, strict=True)):
        gap, target_gap = text[end : pair.start], said[target_end : pair.target_start]
        assert target_gap == gap or (gap == "" and target_gap == " " and target == "en" and index)
        original, translated = text[pair.start : pair.end], said[pair.target_start : pair.target_end]
        if index in untranslated:
            assert translated == original
        else:
            assert translated == "".join(done[part] if want else part for part, want in one.parts)
        end, target_end = pair.end, pair.target_end
    assert text[end:] == said[target_end:]
