"""Numbers that are written as words: "three", "dreißig", "пяти", "ثلاثة", "세", "三十"."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import regex

from polycite.components.languages.locale_words import formatted, plain, words_of
from polycite.components.text.words import UNSPACED

HAN = regex.compile(r"[〇零一二两兩三四五六七八九十百千万萬亿億兆]+")
_VALUES = (*range(1, 101), *range(200, 1001, 100), 0)
_RULES = (
    *(f"cardinal{kind}" for kind in ("", "-masculine", "-feminine", "-neuter", "-n", "-r", "-m", "-native")),
    *(f"cardinal-{kind}" for kind in ("native-attributive", "genitive", "partitive", "alternate2")),
    *(f"cardinal-{sex}-{case}" for sex in ("masculine", "feminine") for case in ("genitive", "dative", "accusative")),
    *("cardinal-masculine-instrumental", "cardinal-masculine-locative"),
    *(f"ordinal{kind}" for kind in ("", "-masculine", "-feminine", "-neuter", "-n", "-r", "-m", "-native")),
    *(f"ordinal-{sex}-{case}" for sex in ("masculine", "feminine") for case in ("genitive", "dative", "accusative")),
)


@lru_cache(maxsize=128)
def number_words(language: str) -> Mapping[str, int]:
    """Cardinals and ordinals in their inflected forms, words of a phrase joined by spaces: spelling -> value.

    From 0 to 100, and the hundreds to 1000, by ICU's rules; where ICU has none for the language, a
    hand-written table from 0 to 12 and of the tens.
    """
    found = {_key(word, language): value for word, value in _written(_MORE.get(language, "")).items()}
    if language in _WITHOUT_RULES:
        return found
    plainly = formatted(language, "{n,spellout}", _VALUES)
    for rule in _RULES:
        pattern = f"{{n,spellout,%spellout-{rule}}}"
        # An unknown rule falls back to the plain one: three values tell.
        if rule == "cardinal" or formatted(language, pattern, (1, 2, 5)) != [plainly[i] for i in (0, 1, 4)]:
            for value, text in zip(_VALUES, formatted(language, pattern, _VALUES), strict=True):
                if not any(c.isdigit() for c in text):
                    found.setdefault(_key(text, language), value)
    return {word: value for word, value in found.items() if word not in _AMBIGUOUS.get(language, ())}


@lru_cache(maxsize=128)
def spellings(language: str) -> Mapping[int, tuple[str, ...]]:
    """The inverse of :func:`number_words`: value -> its spellings, longest first."""
    found: dict[int, list[str]] = {}
    for word, value in number_words(language).items():
        found.setdefault(value, []).append(word)
    return {value: tuple(sorted(words, key=len, reverse=True)) for value, words in found.items()}


def han_value(run: str) -> int | None:
    """The value of a run of Han numerals, or None when it is none.

    Usage::

        han_value("三十"), han_value("二〇二四"), han_value("三百五十万")    # 30, 2024, 3500000
    """
    if not any(c in _HAN_UNITS for c in run):
        return int("".join(str(_HAN_DIGITS[c]) for c in run)) if len(run) < 19 else None
    if run[0] in _HAN_UNITS and run[0] != "十":
        return None  # 千葉, 万能: a unit alone counts nothing
    total = section = digit = 0
    for c in run:
        if c in _HAN_DIGITS:
            digit = _HAN_DIGITS[c]
        elif (unit := _HAN_UNITS[c]) < 10_000:
            section += (digit or 1) * unit
            digit = 0
        else:
            total += (section + digit) * unit
            section = digit = 0
    return total + section + digit


_HAN_DIGITS = {c: value for value, chars in enumerate(("〇零", *"一二三四五六七八九")) for c in chars} | {
    "两": 2,
    "兩": 2,
}
_HAN_UNITS = {
    "十": 10, "百": 100, "千": 1000, "万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12,
}  # fmt: skip


def _key(text: str, language: str) -> str:
    # Soft hyphens and zero-width spaces mark where ICU joined the parts of one word.
    return ("" if language in UNSPACED else " ").join(words_of(plain(text), language))


def _written(table: str) -> dict[str, int]:
    """``table`` names the values 0 to 12, then 20, 30 ... 100, alternatives joined by "/"; "x=5" adds one."""
    values = iter((*range(13), *range(20, 101, 10)))
    found: dict[str, int] = {}
    for entry in table.split():
        word, _, value = entry.partition("=")
        number = int(value) if value else next(values)
        found.update(dict.fromkeys(word.replace("_", " ").split("/"), number))
    return found


_WITHOUT_RULES = frozenset({"bn", "eu", "gl", "ha", "mr", "pa", "te", "ur", "yo"})
# Common words that only look like numbers: no evidence that a number was kept.
_AMBIGUOUS = {
    "vi": ("không", "linh", "lẻ"),
    "fr": ("second", "seconde"),
    "en": ("second",),
    "it": ("sei",),
    "ko": ("이", "일", "공", "사", "오", "구", "백", "천"),
}

_MORE = {
    "en": "dozen=12",
    "bn": """শূন্য এক/একটি/একটা দুই/দুটি/দুটো/দু তিন/তিনটি চার/চারটি পাঁচ/পাঁচটি ছয়/ছয় সাত আট নয়/নয় দশ এগারো/এগার
        বারো/বার বিশ/কুড়ি ত্রিশ/তিরিশ চল্লিশ পঞ্চাশ ষাট সত্তর আশি নব্বই একশ/একশো প্রথম=1 দ্বিতীয়=2 তৃতীয়=3
        চতুর্থ=4 পঞ্চম=5""",
    "eu": """zero/huts bat/bakar bi hiru lau bost sei zazpi zortzi bederatzi hamar hamaika hamabi hogei hogeita_hamar
        berrogei berrogeita_hamar hirurogei hirurogeita_hamar laurogei laurogeita_hamar ehun lehen=1 lehenengo=1
        bigarren=2 hirugarren=3 laugarren=4""",
    "gl": """cero un/unha dous/dúas tres catro cinco seis sete oito nove dez once doce vinte trinta corenta cincuenta
        sesenta setenta oitenta noventa cen/cento primeiro/primeira=1 segundo/segunda=2 terceiro/terceira=3
        cuarto/cuarta=4 quinto/quinta=5""",
    "ha": """sifili ɗaya/daya biyu uku huɗu/hudu biyar shida bakwai takwas tara goma goma_sha_ɗaya goma_sha_biyu
        ashirin talatin arba'in hamsin sittin saba'in tamanin casa'in ɗari/dari na_farko=1 na_biyu=2 na_uku=3""",
    "mr": """शून्य एक/एकच दोन/दोन्ही तीन/तिन्ही चार पाच सहा सात आठ नऊ दहा अकरा बारा वीस तीस चाळीस पन्नास साठ सत्तर ऐंशी
        नव्वद शंभर पहिला/पहिली/पहिले/पहिल्या=1 दुसरा/दुसरी/दुसरे/दुसऱ्या=2 तिसरा/तिसरी/तिसरे/तिसऱ्या=3
        चौथा/चौथी/चौथ्या=4""",
    "pa": """ਸਿਫ਼ਰ/ਸਿਫਰ ਇੱਕ/ਇਕ ਦੋ/ਦੋਵੇਂ ਤਿੰਨ ਚਾਰ ਪੰਜ ਛੇ ਸੱਤ ਅੱਠ ਨੌਂ ਦਸ/ਦੱਸ ਗਿਆਰਾਂ ਬਾਰਾਂ ਵੀਹ ਤੀਹ ਚਾਲੀ ਪੰਜਾਹ ਸੱਠ ਸੱਤਰ
        ਅੱਸੀ ਨੱਬੇ ਸੌ ਪਹਿਲਾ/ਪਹਿਲੀ/ਪਹਿਲੇ=1 ਦੂਜਾ/ਦੂਜੀ/ਦੂਜੇ=2 ਤੀਜਾ/ਤੀਜੀ/ਤੀਜੇ=3""",
    "te": """సున్నా ఒక/ఒకటి/ఒకే రెండు/ఇద్దరు మూడు/ముగ్గురు నాలుగు ఐదు ఆరు ఏడు ఎనిమిది తొమ్మిది పది పదకొండు పన్నెండు
        ఇరవై ముప్పై నలభై యాభై అరవై డెబ్బై ఎనభై తొంభై వంద మొదటి=1 రెండవ/రెండో=2 మూడవ/మూడో=3 నాల్గవ=4""",
    "ur": """صفر ایک دو/دونوں تین/تینوں چار پانچ چھ/چھہ سات آٹھ نو دس گیارہ بارہ بیس تیس چالیس پچاس ساٹھ ستر اسی نوے سو
        پہلا/پہلی/پہلے=1 دوسرا/دوسری/دوسرے=2 تیسرا/تیسری/تیسرے=3 چوتھا/چوتھی=4""",
    "yo": """òdo kan/ọ̀kan/ẹyọ_kan méjì/èjì mẹ́ta/ẹ̀ta mẹ́rin/ẹ̀rin márùn-ún/márùn/àrún mẹ́fà/ẹ̀fà méje/èje mẹ́jọ/ẹ̀jọ
        mẹ́sàn-án/mẹ́sàn mẹ́wàá/ẹ̀wá mọ́kànlá méjìlá ogún ọgbọ̀n ogójì àádọ́ta ọgọ́ta àádọ́rin ọgọ́rin àádọ́rùn-ún
        ọgọ́rùn-ún kìíní=1 kejì=2 kẹta=3""",
    "ar": """صفر/الصفر واحد/واحدة/أحد/إحدى اثنان/اثنين/اثنتان/اثنتين/إثنين ثلاث/ثلاثة أربع/أربعة خمس/خمسة ست/ستة
        سبع/سبعة ثماني/ثمانية/ثمان تسع/تسعة عشر/عشرة أحد_عشر/إحدى_عشرة اثنا_عشر/اثني_عشر/اثنتا_عشرة عشرون/عشرين
        ثلاثون/ثلاثين أربعون/أربعين خمسون/خمسين ستون/ستين سبعون/سبعين ثمانون/ثمانين تسعون/تسعين مئة/مائة
        أول/أولى/الأول/الأولى=1 ثاني/ثانية/ثان=2 ثالث/ثالثة=3 رابع/رابعة=4 خامس/خامسة=5""",
    "ru": """ноль один/одна/одно/одного/одной два/две/двое/двух/двум/двумя три/трое/трёх/трем/трём/тремя
        четыре/четырёх/четырем/четырём пять/пяти/пятью шесть/шести семь/семи восемь/восьми девять/девяти
        десять/десяти одиннадцать двенадцать дюжина=12 оба/обе/обоих=2""",
    "hi": """शून्य/ज़ीरो एक दो/दोनों तीन/तीनों चार/चारों पाँच/पांच छह/छः/छ सात आठ नौ दस ग्यारह बारह/बारहवें बीस तीस
        चालीस पचास साठ सत्तर अस्सी नब्बे सौ पहला/पहली/पहले=1 दूसरा/दूसरी/दूसरे=2 तीसरा/तीसरी/तीसरे=3
        चौथा/चौथी/चौथे=4 पाँचवाँ/पांचवां/पाँचवें=5""",
    "ja": """一つ/ひとつ/一人=1 二つ/ふたつ/二人=2 三つ/みっつ=3 四つ/よっつ=4 五つ/いつつ=5
        ゼロ=0 六つ=6 七つ=7 八つ=8 九つ=9""",
    "ko": """하나/한/첫/일=1 둘/두/둘째=2 셋/세/석/서=3 넷/네/넉/너=4 다섯=5 여섯=6 일곱=7 여덟=8 아홉=9
        열=10 영/제로=0""",
    "tr": "sıfır=0 ilk=1 birinci=1 ikinci/ikisi/iki=2 üçüncü/üçü=3 dördüncü/dört/dördü=4 beşinci=5",
    "de": "ein/eine/einen/einem/einer=1 zwei/zwo/beide/beiden=2",
    "vi": "nhất=1 tư=4 mươi=10 lăm=5",
    "th": "แรก=1",
    "fa": "اول/نخست=1 دوم=2 سوم=3 چهارم=4 پنجم=5",
    "he": """אחד/אחת/ראשון/ראשונה=1 שני/שתי/שניים/שתיים=2 שלוש/שלושה=3 ארבע/ארבעה=4 חמש/חמישה=5 שש/שישה=6 שבע/שבעה=7
        שמונה=8 תשע/תשעה=9 עשר/עשרה=10""",
}  # fmt: skip
