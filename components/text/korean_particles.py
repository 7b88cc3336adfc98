"""Where a Korean word's particles and endings begin: 25분을 is 25분 and its object particle."""

from __future__ import annotations

import regex

_CASES = (
    "까지|부터|에서|에게|으로서|으로써|으로|로서|로써|로|에|만|을|를"
    "|보다|마다|밖에|씩|뿐|쯤|가량|만큼|한테|께서|와|과|의|이|가|은|는|들"
)
_COPULAS = (
    "이?(?:입니다|이다|이며|이고|이니|이면|이므로|이라고|이라는|이라|이란|이었다|이었고|이었으나|이던|이지만|인데)"
    "|였다|였고|였으나|라고|라는|란|하고|합니다|라고도|이라고도"
)
_PAIRS = "에는|에도|에만|에서는|에서만|에서도|까지는|까지만|까지도|부터는|으로는|으로만|로는|로만|만이|만은"
_BEFORE_COPULA = "까지|부터|에서|으로|로|만|들|뿐|쯤|짜리|보다"
# A closing quotation mark belongs to what is quoted, the particle behind it does not.
_PARTICLES = regex.compile(
    rf"(?<=.)['’]?(?:(?:{_BEFORE_COPULA})?(?:{_COPULAS}|{_PAIRS})|들?(?:까지|에|에서|으로|로)?(?:{_CASES}))$"
)
# Words that end as particles do.
_WHOLE = (
    "길이 높이 나이 사이 차이 깊이 넓이 어린이 아이 고양이 호랑이 원숭이 종이 놀이 먹이 오이 "
    "손잡이 막이 없이 가까이 같이 함께 따로 그대로 바로 서로 스스로 도로 경로 통로 진로 세로 "
    "가로 회로 미로 피로 산책로 하나 결과 효과 주의 회의 강의 동의 정의 안에 앞에 밑에 "
    "한꺼번에 가을 마을 겨울 국가 평가 작가 화가 물가 휴가 증가 추가 허가"
)
_WHOLE_WORDS = frozenset(_WHOLE.split())


def stem_length(word: str) -> int:
    """Code points of ``word`` before its particles; all of them where it has none."""
    if word in _WHOLE_WORDS:
        return len(word)
    found = _PARTICLES.search(word)
    return found.start() if found else len(word)


# A noun with "to do" or "to become" behind it is a verb: 충전하려면, if one wants to charge.
_LIGHT_VERB = regex.compile(r"(?<=..)(?:하|한|할|함|합|해|했|되|된|될|됨|됩|돼|됐)\p{Hangul}{0,4}$")


def noun_of(word: str) -> str:
    """``word`` without particles, and without the light verb that makes a verb of a noun."""
    bare = word[: stem_length(word)]
    found = _LIGHT_VERB.search(bare)
    return bare[: found.start()] if found else bare
