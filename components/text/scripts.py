"""Scripts and alphabets: what the letters of a text say about its language.

The tables list, for each language polycite knows, the script it is written in and the letters
beyond the basic ones of that script which its ordinary spelling uses.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import regex

SCRIPTS: dict[str, tuple[str, ...]] = {
    "Latin": (
        "en", "es", "pt", "fr", "de", "it", "nl", "sv", "nb", "da", "fi", "pl", "cs", "sk", "sl", "hr", "sr",
        "hu", "ro", "tr", "az", "vi", "id", "ms", "ca", "gl", "eu", "et", "lv", "lt", "is", "cy", "sq", "af", "sw",
        "ha", "yo",
    ),
    "Cyrillic": ("ru", "uk", "be", "bg", "sr", "mk", "kk"),
    "Arabic": ("ar", "fa", "ur"),
    "Devanagari": ("hi", "mr", "ne"),
    "Han": ("zh", "zh-hant", "ja"),
    "Kana": ("ja",),
    "Hangul": ("ko",),
    "Greek": ("el",),
    "Hebrew": ("he",),
    "Armenian": ("hy",),
    "Georgian": ("ka",),
    "Bengali": ("bn",),
    "Gurmukhi": ("pa",),
    "Gujarati": ("gu",),
    "Tamil": ("ta",),
    "Telugu": ("te",),
    "Thai": ("th",),
    "Lao": ("lo",),
    "Khmer": ("km",),
    "Myanmar": ("my",),
    "Ethiopic": ("am",),
}  # fmt: skip

SCRIPTS_OF: dict[str, frozenset[str]] = {
    code: frozenset(script for script, codes in SCRIPTS.items() if code in codes)
    for codes in SCRIPTS.values()
    for code in codes
}

# A Han character says about as much as three Latin letters, a kana or Hangul syllable as two.
LETTER_WEIGHT: dict[str, float] = {"Han": 3.0, "Kana": 1.6, "Hangul": 2.2}

# Marks take the script of the letter they stand on; the long vowel mark is Common in Unicode.
_RUN = regex.compile(
    "|".join(
        rf"(?P<{name}>(?:{letters}\p{{M}}*)+)"
        for name, letters in [
            ("Kana", r"[\p{Hiragana}\p{Katakana}ー]"),
            *((script, rf"[\p{{{script}}}--\p{{M}}]") for script in SCRIPTS if script != "Kana"),
            ("Other", r"\p{L}"),
        ]
    ),
    regex.V1,
)


def script_runs(text: str) -> Iterator[tuple[int, int, str]]:
    """Maximal runs of letters of one script: half-open offsets (code points) and its name.

    Letters of a script that no supported language uses have the name "Other".
    """
    for match in _RUN.finditer(text):
        yield match.start(), match.end(), str(match.lastgroup)


# Letters beyond the basic ones of the script, in lower case. For Latin these are the ones outside
# a-z; letters that come only in loan words (é in German, à in Swedish) are left out on purpose.
_VIETNAMESE = (
    "ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
)  # fmt: skip
ALPHABETS: dict[str, frozenset[str]] = {
    code: frozenset(letters)
    for code, letters in {
        "en": "", "es": "áéíñóúü¿¡", "pt": "áàâãçéêíóôõú", "fr": "àâæçéèêëîïôœùûü", "de": "äöüß", "it": "àèéìòù",
        "nl": "éëï", "sv": "åäö", "nb": "æøå", "da": "æøå", "fi": "äö", "pl": "ąćęłńóśźż", "cs": "áčďéěíňóřšťúůýž",
        "sk": "áäčďéíĺľňóôŕšťúýž", "sl": "čšž", "hr": "čćđšž", "sr": "čćđšž", "hu": "áéíóöőúüű", "ro": "ăâîșțşţ",
        "tr": "çğıöşüâ", "az": "çəğıöşü", "vi": _VIETNAMESE, "id": "", "ms": "", "ca": "àçéèíïóòúü", "gl": "áéíñóúü",
        "eu": "ñ", "et": "äõöü", "lv": "āčēģīķļņšūž", "lt": "ąčęėįšųūž", "is": "áæðéíóöþúý", "cy": "âêîôûŵŷ",
        "sq": "çë", "af": "êëôû", "sw": "", "ha": "ɓɗƙƴ", "yo": "ẹọṣàáèéìíòóùúǹńḿ",
        "ru": "ёйъыэщяюьи", "uk": "ґєіїйщяюьи", "be": "ёіўйыэяюь", "bg": "йъщяюьи", "sr-cyrillic": "ђјљњћџи",
        "mk": "ѓѕјљњќџи", "kk": "әғқңөұүһіёйъыэщяюьи",
        "ar": "كيىةأإآؤئء", "fa": "پچژگکیآئء", "ur": "ٹڈڑںےہھگپچژکیئآء",
    }.items()
}  # fmt: skip

# The letters that the other languages of the script use and that may stand as basic letters too.
SPECIAL: dict[str, frozenset[str]] = {
    "Latin": frozenset().union(*(ALPHABETS[code] for code in SCRIPTS["Latin"])),
    "Cyrillic": frozenset("ёйъыэщяюьиґєіїўђјљњћџѓѕќәғқңөұүһ"),
    "Arabic": frozenset("كيىةأإؤپچژگکیٹڈڑںےہھ"),
}

# Letters of a-z that a language writes in names and loan words only.
UNUSED: dict[str, frozenset[str]] = {
    code: frozenset(letters)
    for code, letters in {
        "af": "cqxz", "az": "w", "ca": "kwy", "cs": "qwx", "cy": "jkqvxz", "da": "qwxz", "es": "kw", "et": "cqwxyz",
        "eu": "cqvwy", "fi": "cqwxz", "fr": "kw", "gl": "jkwy", "ha": "pqvx", "hr": "qwxy", "hu": "qwxy", "id": "qxv",
        "is": "cqwz", "it": "jkwxy", "lt": "qwx", "lv": "qwxy", "ms": "qxv", "nb": "cqwxz", "nl": "qxy", "pl": "qvx",
        "pt": "kwy", "ro": "kqwy", "sk": "qwx", "sl": "qwxy", "sq": "w", "sr": "qwxy", "sv": "qwz", "sw": "qxc",
        "tr": "qwx", "vi": "fjwz", "yo": "cqvxz",
    }.items()
}  # fmt: skip

# Han characters that not all of simplified Chinese, traditional Chinese and Japanese write so.
# Frequent ones are enough: a short question nearly always has one.
_SIMPLIFIED = frozenset(
    "专东个为么义乐习书买于亚从们价众优传伤储儿关况减几击则创删别办务动势华协单卖卫厂厅历压厕厨发变后吗听"
    "启员响园围图圆场坏块处备复够头奖妇孙宁宝实审宽对导将层岁岛币帅师帮广庆库应开异张归录忆怀态总惊愿战户"
    "执扫护报拥择挂损换据摆敌无时显术机杀杂权极构枪标栏树样档桥检欢气汉汤沟没泪洁测济浏滚满灭灯灵烟烦烧热"
    "爱狱玛环现电疗疯监盘码础确离种稳竞笔筑签简类粮紧红约级纪纯纳纸线组细织终绍经绑结给络绝统继续维综绿编"
    "缘缩网罗职联肃肤胜脏脑脸艺节苏药获营蓝虑虽补见规视览觉计订认让训议讯记讲许论设访证评识诉词译试话询该"
    "详语误诱说请读课谁调谈谢财责败账货质购贯贴贵贸费资赏赔赛赞赶趋跃车转软轻载较输边达迁过运还这进远违连"
    "迟适选递逻邮邻郑酱释针钟钢钥钱铁银链销锁错键镇长门闪闭问闲间闹闻阅队阳阴阶际陆险隐难雾页顶项顺须顾顿"
    "预领频题颜额风飞饭饮饰饿馆马驱驶验骑骗鱼鲜鸟麦龄龙"
)
_SIMPLIFIED_AND_JAPANESE = frozenset("会写区医参双国声学并当担数断旧条来浅温湾潜点独画礼装触静黄")
_TRADITIONAL = frozenset(
    "並亞來們傳價儲兒內刪區參啟單嗎國圍圓圖壓壞夠學實寫寬寶將專對層帥幣幫廁廚廠廣廳從慶應懷戰戶擇擊擔據擺"
    "數斷於會條樂樣檔檢權歡歲歷歸氣沒淚淺溫滾滿潛濟瀏灣煙燈燒營獎獨瑪畫當瘋發眾碼禮稱穩簽絕綁經綜綠緣總繫"
    "繼續聯聲聽肅腦臉臟臺與舊藝藥處裝裡覺覽觸詢說證譯讀變讓讚賣賽趕趨輕辦這遞遲邊邏鄭鄰醫醬釋錄錢鏈鐵鑰閒"
    "閱關險隱雖雙雜靈靜顏顯餓駛騎驅驗體鬧麥麼黃點齡龍"
)
_TRADITIONAL_AND_JAPANESE = frozenset(
    "個備傷優別動務勝勢協員問園執報場塊婦孫寧審導島師帳幾庫張後復愛態慮憶掃掛換損擁敗敵時書東極構槍標樹橋"
    "機欄殺減測湯溝滅漢潔為無煩熱獄現環異療監盤確礎種競筆節築簡糧紀約紅納純紙級細紹終組結絡給統維網緊線編"
    "縮織羅習聞職膚華藍蘇術衛補見規視訂計訊訓記訪設許訴評詞試話該詳認誘語誤誰課調談請論講謝識議護財貨貫責"
    "貴買費貼貿資賞賠質購躍車軟較載輯輸連進運過達違遠適遷選還郵針銀銷鋼錯鍵鎖鎮鐘長門閃閉開間陰陸陽隊階際"
    "離難電霧響頁頂項順須預頓領頭頻題額願類顧風飛飯飲飾館馬騙驚魚鮮鳥"
)
_JAPANESE = frozenset(
    "両仏価値働児円処剣労効単営団図売変実対峠帰庁広従徴応戻払択拡栃桜検様権歯歴残気沢済渋焼発県経続総覚観"
    "証説読転軽辻込関険駅験"
)

FOREIGN_HAN: dict[str, frozenset[str]] = {
    "zh": _TRADITIONAL | _TRADITIONAL_AND_JAPANESE | _JAPANESE,
    "zh-hant": _SIMPLIFIED | _SIMPLIFIED_AND_JAPANESE | _JAPANESE,
    "ja": _SIMPLIFIED | _TRADITIONAL,
}

# A Vietnamese syllable without its tone: at most one onset, a vowel nucleus, one coda.
_SYLLABLE = regex.compile(
    r"(?:ngh|ng|nh|th|tr|ph|kh|gh|gi|ch|qu|[bcdđghklmnprstvx])?"
    # Vowels without their marks too: people type "nhieu" for "nhiều".
    r"(?:ieu|yeu|uoi|uou|uye|uo|ie|ye|uyê|uya|uyu|iêu|yêu|ươi|ươu|uôi|oai|oay|oeo|uây|[iyuo][aăâeêoôơuiy]|ươ|uô|iê|yê|[aăâeêo][iyuo]|ưa|ưi|ưu|ơi|ôi|êu|âu|ây"
    r"|[aăâeêioôơuưy])(?:ng|nh|ch|[cmnpt])?"
)

# Grave, acute, tilde, hook above and dot below: the marks of tone, not of the vowel.
_TONES = regex.compile("[\u0300\u0301\u0303\u0309\u0323]")


def is_vietnamese_syllable(word: str) -> bool:
    """Whether a lower-case ``word`` could be one of the syllables that Vietnamese is written in."""
    bare = unicodedata.normalize("NFC", _TONES.sub("", unicodedata.normalize("NFD", word)))
    return _SYLLABLE.fullmatch(bare) is not None
