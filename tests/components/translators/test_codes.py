"""Our codes as others write them."""

from polycite.components.languages.language_codes import SUPPORTED
from polycite.components.translators.codes import FLORES, language_of


def test_every_language_is_known_by_the_code_that_nllb_has_for_it() -> None:
    from transformers.models.nllb.tokenization_nllb import FAIRSEQ_LANGUAGE_CODES

    assert set(FLORES) == set(SUPPORTED)
    assert set(FLORES.values()) <= set(FAIRSEQ_LANGUAGE_CODES)
    assert [language_of(tag) for tag in FLORES.values()] == list(FLORES)


def test_codes_of_other_makers_are_read_and_unknown_ones_are_none() -> None:
    assert [language_of(tag) for tag in ("spa", "cmn_Hans", "zh_TW", "pt_XX", "no", "zlm", "en")] == [
        "es", "zh", "zh-hant", "pt", "nb", "ms", "en",
    ]  # fmt: skip
    assert [language_of(tag) for tag in ("oci", "nno", "nn", "hbs", "roa", "")] == [None] * 6
