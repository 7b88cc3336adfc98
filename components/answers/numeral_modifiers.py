"""The words that bound a number: "at most", "more than", "about", "every". A quantity without them says something else.

Linguistics calls them numeral modifiers (Geurts and Nouwen 2007, "At least et al."). Written by hand.
"""

from __future__ import annotations

from functools import cache

import regex

_REACH = 40  # code points within which the modifiers at one side of a number stand
_MOST = 2  # of them at one side: "up to about"
_SPACE = r"[ \u00a0\u202f]"
# What may lie between a modifier and the number in the languages where it need not be a space.
_BETWEEN = {"he": r"[-\u05be ]?", "ja": " ?", "th": " ?", "zh": " ?"}
# A modifier is a word of its own; where words are not told apart by spaces, it is not the end of these.
_ALONE = r"(?<![\w'’-])"
_NOT_WITHIN = {"ja": "(?<![予契節規条制])", "th": "", "zh": "(?<![预合契节条制])"}
_NOT_IN_RANGE = rf"(?<!\d{_SPACE}?)"  # "8 to 10"
_ATTACHED = frozenset({"ja", "ko", "th", "zh"})  # what follows a number is written with it


def with_modifiers(text: str, start: int, end: int, language: str | None) -> tuple[int, int]:
    """``[start, end)``, half-open in code points, with the modifiers of the numbers at its edges.

    Usage::

        with_modifiers("Lasts up to 10 hours.", 12, 20, "en")     # (6, 20): "up to 10 hours"

    Args:
        text: that the span is of.
        start: of the span.
        end: of the span.
        language: of ``text``, a BCP 47 code; one without a list leaves the span as it is.
    """
    before, after = _patterns((language or "").split("-")[0])
    if before and any(c.isdigit() for c in text[start : min(start + 4, end)]):
        for _ in range(_MOST):
            if not (found := before.search(text, max(0, start - _REACH), start)):
                break
            start = found.start()
    if after and any(c.isdigit() for c in text[start:end]):
        for _ in range(_MOST):
            if not (found := after.match(text, end)):
                break
            end = found.end()
    return start, end


@cache
def _patterns(language: str) -> tuple[regex.Pattern[str] | None, regex.Pattern[str] | None]:
    """What stands before a number, up to it, and what stands after it."""
    before, after = MODIFIERS.get(language, ("", ""))
    left = rf"{_NOT_IN_RANGE}{_NOT_WITHIN.get(language, _ALONE)}(?:{_any(before)}){_BETWEEN.get(language, _SPACE)}$"
    right = rf" ?(?:{_any(after)})" if language in _ATTACHED else rf"{_SPACE}(?:{_any(after)})(?!\w)"
    return (
        regex.compile(left, regex.IGNORECASE) if before else None,
        regex.compile(right, regex.IGNORECASE) if after else None,
    )


def _any(words: str) -> str:
    longest_first = sorted((word.strip() for word in words.split(",")), key=len, reverse=True)
    return "|".join(regex.escape(word, literal_spaces=True) for word in longest_first)


# Before the number; after it.
MODIFIERS: dict[str, tuple[str, str]] = {
    "ar": (
        "نحو, بنحو, حوالي, حوالى, تقريبا, تقريبًا, قرابة, زهاء, ما يقارب, أكثر من, أقل من, أقوى من, أعلى من, أدنى من, "
        "أطول من, على الأقل, على الأكثر, لا يقل عن, لا تقل عن, لا يزيد على, لا تزيد على, لا يزيد عن, لا تزيد عن, لا "
        "يتجاوز, لا تتجاوز, حتى, بحد أقصى, بحد أدنى, كل, خلال, بين, ما بين, فوق, تحت, دون",
        "على الأقل, على الأكثر, كحد أقصى, كحد أدنى, بحد أقصى, بحد أدنى, تقريبا, تقريبًا, فأكثر, أو أكثر, أو أقل",
    ),
    "bn": (
        "প্রায়, আনুমানিক, অন্তত, কমপক্ষে, ন্যূনতম, সর্বোচ্চ, সর্বনিম্ন, সর্বাধিক, বড়জোর, প্রতি",
        "এর বেশি, এর কম, এর মধ্যে, পর্যন্ত, অন্তর, পরপর, বা তার বেশি, বা তার কম",
    ),
    "cs": (
        "asi, zhruba, přibližně, okolo, kolem, cca, téměř, nejvýše, nejvíce, nejméně, alespoň, minimálně, maximálně, "
        "více než, méně než, přes, pod, nad, do, až, až do, každých, každé, každý, každou, během, mezi, nejpozději do",
        "a více, nebo více, a méně",
    ),
    "de": (
        "etwa, ca., circa, ungefähr, rund, gut, knapp, fast, höchstens, maximal, mindestens, wenigstens, minimal, "
        "mehr als, weniger als, über, unter, bis, bis zu, alle, jede, jeden, jedes, binnen, innerhalb von, zwischen, "
        "ab, nicht mehr als, frühestens, spätestens, bis spätestens",
        "oder mehr, und mehr, oder weniger",
    ),
    "el": (
        "περίπου, σχεδόν, γύρω στα, γύρω στις, τουλάχιστον, το πολύ, το λιγότερο, έως, μέχρι, ως, έως και, μέχρι και, "
        "πάνω από, κάτω από, περισσότερο από, λιγότερο από, περισσότερα από, λιγότερα από, περισσότερες από, "
        "λιγότερες από, κάθε, μέσα σε, εντός, μεταξύ, ελάχιστο, μέγιστο, από",
        "περίπου, τουλάχιστον, το πολύ, και πάνω, και άνω, ή περισσότερο",
    ),
    "en": (
        "about, around, approximately, approx., roughly, nearly, almost, some, at most, at least, up to, up to about, "
        "no more than, not more than, no less than, no fewer than, more than, less than, fewer than, over, under, "
        "above, below, within, until, every, between, maximum, minimum, a maximum of, a minimum of, from, since",
        "at most, at least, or more, or less, or fewer, or above, or below, or later, or older, or newer, upwards, "
        "maximum, minimum, and over, and above",
    ),
    "es": (
        "unos, unas, aproximadamente, alrededor de, cerca de, casi, como máximo, como mínimo, al menos, por lo menos, "
        "hasta, hasta el, hasta las, hasta los, más de, menos de, a más de, a menos de, no más de, no menos de, cada, "
        "dentro de, entre, a partir de, desde, máximo, mínimo, un máximo de, un mínimo de, superior a, inferior a",
        "como máximo, como mínimo, o más, o menos, aproximadamente",
    ),
    "fa": (
        "حدود, حدوداً, تقریبا, تقریباً, نزدیک به, حداقل, حداکثر, دست‌کم, بیش از, بیشتر از, کمتر از, تا, هر, بین, ظرف, "
        "بالای, زیر, بالاتر از, پایین‌تر از",
        "یا بیشتر, یا کمتر",
    ),
    "fr": (
        "environ, à peu près, près de, presque, quelque, au plus, au moins, au maximum, au minimum, jusqu’à, jusqu'à, "
        "plus de, moins de, à plus de, à moins de, pas plus de, tous les, toutes les, chaque, sous, dans les, entre, "
        "à partir de, dès, depuis, maximum, minimum, un maximum de, un minimum de",
        "environ, au plus, au moins, au maximum, au minimum, maximum, minimum, ou plus, ou moins",
    ),
    "he": (
        "כ, בערך, לערך, סביב, קרוב ל, כמעט, לכל היותר, לפחות, עד, יותר מ, פחות מ, מעל, מתחת ל, כל, תוך, בתוך, בין, לא "
        "יותר מ, לא פחות מ, מקסימום, מינימום",
        "לפחות, לכל היותר, בערך, או יותר, או פחות, ומעלה",
    ),
    "hi": (
        "लगभग, क़रीब, करीब, तक़रीबन, तकरीबन, कम से कम, ज़्यादा से ज़्यादा, अधिक से अधिक, अधिकतम, न्यूनतम, हर, प्रति",
        "तक, से अधिक, से ज़्यादा, से ज्यादा, से कम, से ऊपर, से नीचे, के भीतर, के अंदर, के बीच, या अधिक, या कम, या उससे अधिक",
    ),
    "hu": (
        "kb., körülbelül, mintegy, közel, majdnem, legfeljebb, maximum, minimum, legalább, több mint, kevesebb mint, "
        "minden",
        "alatt, felett, fölött, között, vagy több, vagy kevesebb",
    ),
    "id": (
        "sekitar, kira-kira, kurang lebih, hampir, paling banyak, maksimal, maksimum, minimal, minimum, paling "
        "sedikit, setidaknya, sedikitnya, sekurang-kurangnya, hingga, sampai, lebih dari, kurang dari, di atas, di "
        "bawah, setiap, tiap, dalam, antara, paling lambat, paling lama, tidak lebih dari",
        "atau lebih, atau kurang, ke atas",
    ),
    "it": (
        "circa, quasi, intorno a, al massimo, al minimo, almeno, massimo, minimo, fino a, più di, meno di, oltre, "
        "sotto, sopra, non più di, non meno di, ogni, entro, entro il, tra, fra, a partire da, dal, dalle",
        "circa, al massimo, al minimo, o più, o meno",
    ),
    "ja": (
        "約, およそ, おおよそ, ほぼ, 最大, 最大で, 最小, 最低, 最低でも, 最長, 最長で, 最短, 少なくとも, 毎, 上限",
        "以上, 以下, 以内, 未満, 超, 程度, ほど, くらい, ぐらい, まで, ごと, おき, 前後, を超える, より多い, から",
    ),
    "ko": (
        "약, 대략, 거의, 최대, 최소, 최장, 최단, 최고, 최저, 적어도, 많아야, 매, 늦어도",
        "이상, 이하, 이내, 미만, 초과, 정도, 동안, 까지, 마다, 가량, 안팎, 부터, 넘게",
    ),
    "nl": (
        "ongeveer, circa, ca., zo'n, bijna, rond, hoogstens, ten hoogste, maximaal, minimaal, minstens, ten minste, "
        "meer dan, minder dan, boven, onder, tot, tot en met, elke, iedere, om de, binnen, tussen, vanaf, niet meer "
        "dan",
        "of meer, of minder",
    ),
    "pl": (
        "około, ok., mniej więcej, prawie, niemal, najwyżej, co najwyżej, maksymalnie, minimalnie, co najmniej, "
        "przynajmniej, ponad, powyżej, poniżej, do, więcej niż, mniej niż, nie więcej niż, nie mniej niż, co, w "
        "ciągu, między, od",
        "lub więcej, i więcej, lub mniej",
    ),
    "pt": (
        "cerca de, aproximadamente, por volta de, perto de, quase, uns, umas, no máximo, no mínimo, pelo menos, ao "
        "menos, até, até às, até ao, mais de, menos de, a mais de, a menos de, em mais de, acima de, abaixo de, não "
        "mais de, não mais que, cada, a cada, em até, dentro de, entre, a partir de, máximo, mínimo, de até",
        "no máximo, no mínimo, ou mais, ou menos, aproximadamente",
    ),
    "ro": (
        "circa, aproximativ, cam, aproape, vreo, cel mult, cel puțin, minimum, maximum, maxim, minim, până la, peste, "
        "sub, mai mult de, mai puțin de, nu mai mult de, la fiecare, fiecare, în cel mult, între, de la, începând cu",
        "cel mult, cel puțin, sau mai mult, sau mai puțin",
    ),
    "ru": (
        "около, примерно, приблизительно, почти, порядка, не более, не менее, не больше, не меньше, не позднее, не "
        "ниже, не выше, до, более, менее, больше, меньше, более чем, менее чем, свыше, выше, ниже, максимум, минимум, "
        "как минимум, по меньшей мере, каждые, каждый, каждую, в течение, между, от, в пределах",
        "или более, и более, или больше, и больше, или менее",
    ),
    "sv": (
        "cirka, ca, ungefär, omkring, runt, nästan, högst, maximalt, max, minst, minimum, upp till, mer än, fler än, "
        "mindre än, över, under, inte mer än, var, vart, varje, inom, mellan, från och med, senast",
        "eller mer, eller fler, eller mindre",
    ),
    "ta": (
        "சுமார், ஏறக்குறைய, கிட்டத்தட்ட, குறைந்தது, குறைந்தபட்சம், அதிகபட்சம், அதிகபட்சமாக, ஒவ்வொரு",
        "வரை, க்கு மேல், க்குள், க்கு கீழ்",
    ),
    "th": (
        "ประมาณ, ราว, ราวๆ, เกือบ, ไม่เกิน, ไม่เกินกว่า, ไม่น้อยกว่า, ไม่ต่ำกว่า, อย่างน้อย, อย่างมาก, สูงสุด, "
        "ต่ำสุด, มากกว่า, น้อยกว่า, เกิน, เกินกว่า, ต่ำกว่า, สูงกว่า, นานกว่า, นานสูงสุด, ถึง, จนถึง, ทุก, ทุกๆ, "
        "ภายใน, ระหว่าง, ตั้งแต่",
        "ขึ้นไป, ต่อครั้ง",
    ),
    "tr": (
        "yaklaşık, aşağı yukarı, neredeyse, en fazla, en çok, en az, azami, asgari, en geç, her, maksimum, minimum",
        "kadar, civarında, içinde, üzeri, altı, ve üzeri, ve üstü, veya daha fazla, veya daha az",
    ),
    "uk": (
        "близько, приблизно, майже, не більше, не менше, не більш як, не менш як, не пізніше, щонайбільше, "
        "щонайменше, до, понад, більше, менше, більш як, менш як, вище, нижче, максимум, мінімум, кожні, кожен, "
        "кожну, протягом, упродовж, між, від",
        "або більше, і більше, або менше",
    ),
    "ur": (
        "تقریباً, تقریبا, لگ بھگ, کوئی, کم از کم, زیادہ سے زیادہ, ہر",
        "تک, سے زیادہ, سے کم, سے اوپر, سے نیچے, کے اندر, یا زیادہ, یا اس سے زیادہ",
    ),
    "vi": (
        "khoảng, chừng, gần, tối đa, tối thiểu, ít nhất, nhiều nhất, không quá, không ít hơn, hơn, trên, dưới, quá, "
        "đến, tới, cho đến, mỗi, cứ, trong vòng, từ, không dưới, dài nhất",
        "trở lên, trở xuống, trở đi",
    ),
    "zh": (
        "约, 大约, 大概, 将近, 最多, 至多, 最少, 至少, 最长, 最短, 最高, 最低, 不超过, 不少于, 不低于, 不高于, 超过, "
        "多于, 少于, 低于, 高于, 不到, 每, 每隔, 大于, 小于",
        "以上, 以下, 以内, 之内, 左右, 以后, 之前, 起, 为止",
    ),
}
