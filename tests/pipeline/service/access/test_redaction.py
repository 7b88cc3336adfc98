from __future__ import annotations

import pytest

from polycite.pipeline.service.access.redaction import redact


@pytest.mark.parametrize(
    ("text", "put"),
    [
        ("Schreib an maria.müller+shop@example.co.uk bitte", "Schreib an [email] bitte"),
        ("连络 张伟@例子.中国", "连络 [email]"),
        ("call +49 (0)151 / 234-5678 now", "call [number] now"),
        ("اتصل بي على ٠٥٠١٢٣٤٥٦٧ غدا", "اتصل بي على [number] غدا"),
        ("تماس ۰۹۱۲ ۳۴۵ ۶۷۸۹", "تماس [number]"),
        ("मेरा नंबर ९८७६५४३२१०", "मेरा नंबर [number]"),
        ("โทร ๐๘๑-๒๓๔-๕๖๗๘", "โทร [number]"),
        ("電話は０３－１２３４－５６７８です", "電話は[number]です"),
        ("card 4111 1111 1111 1111 exp 12/29", "card [number]"),
        ("IBAN DE89 3704 0044 0532 0130 00, danke", "IBAN [iban], danke"),
        ("iban gb29nwbk60161331926819", "iban [iban]"),
        ("רקע \u200e050\u200e-123\u200e-4567", "רקע \u200e[number]"),
        ("Authorization: Bearer abcdefgh12345", "Authorization: [key]"),
        ("pck_0123456789ab_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "[key]"),
    ],
)
def test_what_identifies_people_is_taken_out(text: str, put: str) -> None:
    assert redact(text).startswith(put)


@pytest.mark.parametrize(
    "text",
    [
        "Wie lange hält der Akku des B-5?",
        "R-310 supports 64 devices",
        "36 months, 12.5 kg, 230 V",
        "ราคา ๑๒๓ บาท",
        "a @ b",
    ],
)
def test_questions_stay_readable(text: str) -> None:
    assert redact(text) == text


def test_hostile_text_takes_no_time() -> None:
    for piece in ("a.", "1 ", "+1(", "DE89", "@", "a@b.", "-", "1\u200e"):
        redact(piece * 100_000)
