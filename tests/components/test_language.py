import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from haystack import Pipeline
from hypothesis import given, settings
from hypothesis import strategies as st

from polycite.components.errors import SettingsError
from polycite.components.language import SUPPORTED, Detection, LanguageDetector, normalise_code

DETECTOR = LanguageDetector()


def spans_of(text: str, hint: str | None = None) -> list[tuple[str, str]]:
    return [(text[span.start : span.end], span.language) for span in DETECTOR.detect(text, hint).spans]


@pytest.mark.parametrize(
    ("written", "meant"),
    [("pt-BR", "pt"), ("zh-TW", "zh-hant"), ("zh_Hant", "zh-hant"), ("zh-Hans-HK", "zh"), ("no", "nb"), (" DE ", "de")],
)
def test_codes_are_read_as_people_write_them(written: str, meant: str) -> None:
    assert normalise_code(written) == meant


@pytest.mark.parametrize(("wrong", "near"), [("german", "'de'"), ("enn", "'en'"), ("ger", "'de'")])
def test_an_unknown_code_is_refused_with_a_near_one(wrong: str, near: str) -> None:
    with pytest.raises(SettingsError) as error:
        normalise_code(wrong)
    assert wrong in error.value.problem
    assert near in error.value.mend


@pytest.mark.parametrize("wrong", ["", "xx", "de-", "d", "🙂"])
def test_no_code_is_guessed(wrong: str) -> None:
    with pytest.raises(SettingsError):
        normalise_code(wrong)


def test_at_least_sixty_languages() -> None:
    assert len(SUPPORTED) >= 60
    assert all(normalise_code(code) == code for code in SUPPORTED)


@pytest.mark.parametrize("text", ["", " \n", "12 345,6 %", "🙂👍🏽", "?!…", "٣٤", "\ud800"])
def test_text_without_letters_has_no_language(text: str) -> None:
    assert DETECTOR.detect(text) == Detection(None, 0.0, ())


@pytest.mark.parametrize("text", ["R-310", "https://example.org/a?b=c", "GPU", "10 kWh", "a.b@example.com"])
def test_technical_material_alone_has_no_language(text: str) -> None:
    assert DETECTOR.detect(text).language is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("როგორ ჩავრთო?", "ka"), ("วิธีรีเซ็ตเครื่อง", "th"), ("Πώς το ανοίγω;", "el"), ("איך מדליקים?", "he"),
        ("어떻게 켜요?", "ko"), ("電源の入れ方", "ja"), ("保修多久", "zh"), ("保固條款", "zh-hant"),
        ("як це ввімкнути", "uk"), ("Як гэта ўключыць?", "be"), ("Как это включить?", "ru"),
        ("دستگاه را چگونه روشن کنم؟", "fa"), ("یہ کیسے چلتا ہے؟", "ur"), ("كيف أشغله؟", "ar"),
        ("wie", "de"), ("cómo", "es"), ("hvordan virker det", "da"), ("hvordan fungerer dette", "nb"), ("hoe", "nl"),
        ("como cambio la contrasena del wifi", "es"), ("lam sao de doi mat khau", "vi"),
        ("sifremi unuttum ne yapmaliyim", "tr"), ("mera order abhi tak nahi aaya kyu", "hi"),
        ("WIE SETZE ICH MEIN PASSWORT ZURÜCK", "de"), ("ŞİFREMİ UNUTTUM", "tr"),
        ("Was bedeutet W-27 beim R-310 mit 5 GHz?", "de"), ("Gde mogu da pronađem uputstvo?", "sr"),
        ("hello", "en"), ("gracias", "es"), ("¿Qué significa B-03?", "es"),
    ],
)  # fmt: skip
def test_short_texts(text: str, language: str) -> None:
    assert DETECTOR.detect(text).language == language


def test_the_script_of_no_supported_language_is_not_guessed_at() -> None:
    assert DETECTOR.detect("සිංහල භාෂාව").language is None


def test_function_words_outweigh_borrowed_nouns() -> None:
    text = "Deploy model này lên GPU server như thế nào?"
    assert DETECTOR.detect(text).language == "vi"
    assert spans_of(text) == [("Deploy model", "en"), ("GPU server", "en")]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("VPN को router पर कैसे set करें", [("router", "en"), ("set", "en")]),
        ("deploy한 다음 서버가 느려요", [("deploy", "en")]),
        ("怎么rollback到上一个stable release？", [("rollback", "en"), ("stable release", "en")]),
        ("Comment faire un rollback sans coupure ?", [("rollback", "en")]),
        ("How does the 充电桩 work?", [("充电桩", "zh")]),
        ("Der Knopf mit „please wait here“ blinkt noch", [("please wait here", "en")]),
        ("The label says nicht kippen, is that important?", [("nicht kippen", "de")]),
        ("Comment relier le R-310 au P-600 ?", []),
        ("İİİİ için router nerede?", []),
        ("Wie installiere ich das Update im Browser?", []),
    ],
)
def test_spans_of_other_languages(text: str, spans: list[tuple[str, str]]) -> None:
    assert spans_of(text) == spans


def test_spans_count_code_points_of_the_text_as_given() -> None:
    text = "👍🏽 İİ cafe\u0301 \u200d: này deploy model như thế nào?"
    assert spans_of(text) == [("deploy model", "en")]


def test_decomposed_text_is_told_as_composed() -> None:
    import unicodedata

    text = "Làm sao để đổi mật khẩu?"
    assert DETECTOR.detect(unicodedata.normalize("NFD", text)).language == "vi"


def test_a_hint_overrides_with_certainty_and_still_shows_spans() -> None:
    detection = DETECTOR.detect("Router restart", hint="zh-TW")
    assert (detection.language, detection.confidence) == ("zh-hant", 1.0)
    assert DETECTOR.detect("", hint="pt-BR").language == "pt"
    assert spans_of("Wo ist mein shipping label?", "de") == [("shipping label", "en")]


def test_confidence_is_lower_where_there_is_less_to_go_by() -> None:
    sure = DETECTOR.detect("Warum blinkt die Lampe am Gerät seit gestern rot?").confidence
    unsure = DETECTOR.detect("bateria").confidence
    assert sure > 0.95
    assert unsure < 0.7


def test_candidates_narrow_the_choice() -> None:
    detector = LanguageDetector(candidates=["no", "sv-SE"])
    assert detector.detect("Jak dlouho to trvá?").language in {"nb", "sv"}
    assert detector.detect("Как долго?").language is None


@pytest.mark.parametrize("candidates", [[], ["klingon"]])
def test_wrong_candidates_are_refused(candidates: list[str]) -> None:
    with pytest.raises(SettingsError):
        LanguageDetector(candidates=candidates)


def test_run_takes_overrides_text_by_text() -> None:
    detections = DETECTOR.run(texts=["wie lange", "hvor lenge"], languages=[None, "da"])["detections"]
    assert [detection.language for detection in detections] == ["de", "da"]
    with pytest.raises(SettingsError, match="1 languages for 2 texts"):
        DETECTOR.run(texts=["a", "b"], languages=["en"])
    with pytest.raises(SettingsError, match="klingon"):
        DETECTOR.run(texts=["a"], languages=["klingon"])


def test_a_pipeline_with_it_is_saved_and_loaded() -> None:
    pipeline = Pipeline()
    pipeline.add_component("language", LanguageDetector(candidates=["de", "en"]))
    loaded = Pipeline.loads(pipeline.dumps(), allowed_modules=["polycite"])
    detections = loaded.run({"language": {"texts": ["Where is it?"]}})["language"]["detections"]
    assert detections[0].language == "en"


def test_a_long_document_is_judged_by_more_than_its_start() -> None:
    imprint = "Copyright notice. All rights reserved by the maker of this manual. " * 12
    body = "Die Batterie darf nur von einer Fachkraft angeschlossen werden, sonst erlischt die Garantie. " * 400
    detection = DETECTOR.detect(imprint + body)
    assert detection.language == "de"
    assert detection.spans == ()


def test_the_same_answer_from_many_threads() -> None:
    texts = ["wie lange", "cuánto dura", "hur lång tid", "как долго", "combien de temps", "보증 기간"] * 5
    expected = [DETECTOR.detect(text) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(DETECTOR.detect, texts)) == expected


def test_identification_loads_neither_models_nor_haystack_on_import() -> None:
    code = (
        "import json, sys, polycite.components.languages.language_identification; "
        "print(json.dumps([m for m in ('torch', 'haystack', 'py3langid', 'langdetect') if m in sys.modules]))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(result.stdout) == []


WORDS = ["Deploy", "model", "này", "lên", "GPU", "R-310", "को", "router", "कैसे", "設定", "の", "«", "»", "“", "”", "'"]
WORDS += [
    "l'imprimante",
    "https://a.bc/d",
    "İ",
    "e\u0301",
    "👍🏽",
    "сервер",
    "como",
    "the",
    "of",
    "\n",
    "server,",
    "사용",
]


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)))
def test_spans_lie_in_the_text_in_order_and_apart(text: str) -> None:
    detection = DETECTOR.detect(text)
    assert 0.0 <= detection.confidence < 1.0
    assert (detection.language is None) == (detection.confidence == 0.0)
    position = 0
    for span in detection.spans:
        assert position <= span.start < span.end <= len(text)
        assert span.language != detection.language
        assert span.language in SUPPORTED
        assert text[span.start : span.end].strip() == text[span.start : span.end]
        position = span.end
