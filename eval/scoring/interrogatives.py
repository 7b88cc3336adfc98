"""Interrogatives by language, written for polycite: what the type of a question is told by.

For each language, in lower case and as regular expressions, separated by ";": how many | why | when | where | who | how
| what ("which" is "what").
"""

from __future__ import annotations

# Whole words, with the marks that belong to their letters.
SPACED: dict[str, str] = {
    "ar": (
        "[بوف]?كم | [وف]?لماذا;لم;ما سبب | [وف]?متى;في أي (?:عام|سنة|يوم|تاريخ|شهر|قرن) | [وف]?(?:من )?أين | "
        "من;لمن;بمن | [وف]?كيف | ما;ماذا;بماذا;[بل]?أي;[بل]?أية"
    ),
    "bg": (
        "колко | защо | кога;през коя година | къде;откъде | кой;кого | как | какво;какъв;каква;какви;що;коя;"
        "кое;кои"
    ),
    "bn": (
        r"কত\p{M}*;কতটা;কতজন;কতগুলি;কতগুলো;কতটি;কয়টি | কেন | কখন;কবে;কত সালে;কোন সালে | কোথায় | কে;কার;কাকে;"
        "কারা | কীভাবে;কিভাবে;কেমন | কী;কোন;কোনটি"
    ),
    "ca": "quants?;quantes?;quanta | per què | quan;en quin any | on | qui | com | què;quina?;quins;quines",
    "cs": (
        r"kolik\w*;jak (?:dlouho|často|daleko|starý|velký|vysoký) | proč | kdy;odkdy;(?:v|ve) kterém roce | "
        r"kde;kam;odkud | kdo;koho;komu;kým;čí | jak | co;čeho;čemu;čím;jak[ýáéou]\w*;kter\w+"
    ),
    "da": (
        "hvor (?:mange|meget|længe|ofte|langt?|stor|gammel|høj) | hvorfor | hvornår;hvilket år | hvor;"
        r"hvorhen;hvorfra | hvem;hvis | hvordan | hvad;hvilke\w*"
    ),
    "de": (
        r"wie ?viele?\w*;wieviel\w*;wie (?:lange?|oft|hoch|groß|alt|weit|schwer|teuer|breit|tief|schnell) | "
        r"warum;wieso;weshalb;wozu | wann;(?:in )?welche[mns] (?:jahr\w*|tag|datum|monat) | wo;woher;wohin | "
        r"wer;wen;wem;wessen | wie | was;welche\w*;womit;wofür;wodurch;wovon;woraus;woran;worin;worüber;worum"
    ),
    "el": (
        r"πόσ\w+ | γιατί | πότε;ποια χρονιά;ποιο έτος | πού;από πού | ποιος;ποιοι;ποιον;ποιους | πώς | τι;"
        r"ποι\w+"
    ),
    "en": (
        "how (?:many|much|long|old|far|often|tall|high|large|big|deep|wide|heavy|fast|small);"
        "what (?:percentage|number|proportion) | why | when;"
        "(?:what|which) (?:year|date|day|month|century|decade|time) | where | who;whom;whose | how | "
        "what(?:'s)?;which"
    ),
    "es": (
        r"cuánt\w+ | por qué | cuándo;qué (?:año|día|fecha|mes|siglo) | a?dónde | quién;quiénes | cómo | qué;"
        "cuál;cuáles"
    ),
    "fa": (
        r"چند;چقدر;چه تعداد;چه مدت;چه مقدار | چرا | کی;چه (?:زمانی|وقت|سالی) | کجا\w* | چه (?:کسی|کسانی);"
        "کیست | چگونه;چطور | چه;چیست;کدام;چی"
    ),
    "fi": (
        r"kuinka (?:monta|mon\w+|paljon|kauan|pitkä\w*|usein|vanha|suuri|iso|korkea|kaukana);montako;paljonko;"
        "miten (?:monta|paljon) | miksi;minkä vuoksi | milloin;koska;minä vuonna | missä;mistä;mihin;minne | "
        r"kuka;ketkä;kenen;kenet;ketä;keitä;kenelle | miten;kuinka;millä tavalla | mikä;mitä;mit\w*;minkä;"
        r"mink\w+;millai\w+;kumpi;mil\w+;mi\w*ssä"
    ),
    "fr": (
        "combien | pourquoi | quand;quelle (?:année|date|heure);quel (?:jour|mois|siècle) | où | qui;"
        r"lequel d'entre | comment | (?<!est-ce )que;(?<!est-ce )qu';quoi;quel\w*;lequel;laquelle;lesquel\w+"
    ),
    "he": (
        "כמה | למה;מדוע | מתי;ב?איזו שנה | איפה;היכן;לאן;מאין | מי;למי;של מי | איך;כיצד | מה;מהו;מהי;מהם;"
        "[בל]?איזה;[בל]?איזו;[בל]?אילו"
    ),
    "hi": (
        r"कितन\p{M}* | क्यों;किसलिए | कब;किस (?:वर्ष|साल|दिन|तारीख|महीने|सदी) | कहाँ;कहां | कौन;किसने;किसे;"
        r"किसको;किनके;किसके द्वारा | कैसे;किस प्रकार;किस तरह | (?<!^\W*)क्या;कौन[ -]?स\p{M}+;किस;किन;किसका;"
        "किसकी;किसके"
    ),
    "hr": (
        r"kolik\w* | zašto | kada;kad;koje godine | gdje;kamo;odakle | tko;koga;kome | kako | što;šta;čega;"
        r"čime;koj\w+;kakv\w+"
    ),
    "hu": (
        r"hány\w*;mennyi\w*;milyen (?:gyakran|hosszú|magas|nagy|messze|régi) | miért | mikor\w*;"
        "melyik évben | hol;hová;honnan;hova | kik?;kinek;kit;kiket;kivel | hogyan;hogy;miként | mi;mit;mik;"
        r"miket;mely\w*;milyen;mivel;miből;miben"
    ),
    "id": (
        "berapa(?:kah)?;seberapa (?:banyak|lama|sering|besar|jauh) | mengapa;kenapa | kapan(?:kah)?;bilakah;"
        "tahun berapa | (?:di|ke|dari) ?mana(?:kah)? | siapa(?:kah)? | bagaimana(?:kah)?;gimana | "
        "apa(?:kah)? (?:nama|yang);apa;mana"
    ),
    "it": (
        r"quant\w+ | perché;come mai | quando;(?:in )?(?:che|quale) (?:anno|data|giorno|mese|secolo) | dove;"
        "dov' | chi | come;com' | che;cosa;cos';qual;quale;quali"
    ),
    "nb": (
        "hvor (?:mange|mye|lenge|ofte|langt?|stor|gammel|høy) | hvorfor | når;hvilket år | hvor;hvorfra | "
        r"hvem | hvordan | hva;hvilke\w*"
    ),
    "nl": (
        r"hoe ?veel\w*;hoe ?(?:lang|vaak|groot|hoog|oud|ver|zwaar) | waarom | wanneer;(?:in )?welk jaar | "
        "waar;waarheen;waarvandaan | wie;wiens | hoe | wat;welke?;waarmee;waarvoor;waardoor"
    ),
    "pl": (
        "ile;ilu;jak (?:długo|często|daleko|duży|wysoki|stary) | dlaczego;czemu | kiedy;w którym roku | "
        r"gdzie;dokąd;skąd | kto;kogo;komu;kim;czyj\w* | jak;w jaki sposób | co;czego;czym;jak[aiąe]\w*;"
        r"któr\w+"
    ),
    "pt": (
        r"quant\w+ | por ?qu[eê] | quando;(?:em )?que (?:ano|dia|data|mês|século) | a?onde | quem | como | "
        "que;quê;qual;quais"
    ),
    "ro": (
        r"cât\w*;câţi;câți | de ce | când;(?:în )?ce (?:an|dată|zi|lună|secol) | unde | cine;cui;pe cine | "
        r"cum | ce;care;cărui\w*;cărei;căror"
    ),
    "ru": (
        r"(?:на)?сколько;скольк\w+;как (?:долго|часто|далеко) | почему;зачем;отчего | когда;"
        r"в каком (?:году|месяце|веке);какого числа | где;куда;откуда | кто;кого;кому;кем;ком;чь\w+;чей | как;"
        r"каким образом | что;чего;чему;чем;как\w+;котор\w+"
    ),
    "sk": (
        r"koľk\w*;ako (?:dlho|často|ďaleko) | prečo | kedy;v ktorom roku | kde;kam;odkiaľ | kto;koho;komu;kým;"
        r"čí | ako | čo;čoho;čím;ak[ýáéou]\w*;ktor\w+"
    ),
    "sr": (
        r"колик\w*;kolik\w* | зашто;zašto | када;kada;које године;koje godine | где;gde;куда;kuda;одакле;"
        r"odakle | ко;кога;коме;ko;koga;kome | како;kako | шта;што;šta;što;чега;чиме;кој\w+;koj\w+;какв\w+;"
        r"kakv\w+"
    ),
    "sv": (
        "hur (?:många|mycket|länge|ofta|långt?|stor|gammal|högt?) | varför | när;vilket år | var;vart;"
        r"varifrån | vem;vilka personer;vems | hur | vad;vilke\w*;vilka"
    ),
    "sw": (
        r"\w*ngapi;kiasi gani;muda gani | kwa nini;kwanini;mbona | lini;mwaka gani;wakati gani | wapi;"
        r"\w+ko wapi | nani;akina nani | vipi;jinsi gani;namna gani;kwa njia gani | nini;gani;ipi;upi;yapi;"
        "kipi;zipi"
    ),
    "tr": (
        r"kaç\w*;ne kadar\w*;ne sıklıkla | neden;niçin;niye | ne zaman;hangi (?:yıl|tarih|gün|ay|yüzyıl)\w* | "
        r"nere\w* | kim\w*(?<!kimi) | nasıl | ne;neler\w*;neyi;nedir;neyin;hangi\w*"
    ),
    "uk": (
        r"скільк\w+;як (?:довго|часто|далеко) | чому;навіщо | коли;в якому (?:році|столітті);"
        r"у якому (?:році|столітті) | де;куди;звідки | хто;кого;кому;ким;чи[йєїя]\w* | як;яким чином | що;"
        r"чого;чим;як\w+;котр\w+"
    ),
    "ur": (
        r"کتن\w+;کتنا | کیوں | کب;کس سال | کہاں | کون;کس نے;کسے;کس کو | کیسے;کس طرح | (?<!^\W*)کیا;کون ?سا;"
        "کون ?سی;کس;کن"
    ),
    "vi": (
        "bao nhiêu;bao lâu;mấy;bao xa | tại sao;vì sao;sao lại | khi nào;bao giờ;năm nào;ngày nào;lúc nào;"
        "thời gian nào | ở đâu;đâu;nơi nào | ai | thế nào;như thế nào;làm sao;bằng cách nào;ra sao | gì;nào;"
        "điều gì"
    ),
}  # fmt: skip
SPACED["ms"] = SPACED["id"]

# Scripts without spaces, and Korean, which writes particles onto its words: anywhere.
UNSPACED: dict[str, str] = {
    "ja": (
        "いくつ;いくら;[どこ]れくらい;どのくらい;どのぐらい;どれぐらい;どれだけ;どれほど;"
        "何(?=[人個回台本枚件度倍割か歳名社校種分秒キパ%％]) | なぜ;どうして;何故;なんで | いつ(?!も);何年;"
        "何月;何日;何時;何世紀 | どこ | 誰;だれ;どなた | どのよう;どうやって;どう;いかに | 何;なに;"
        "なん(?=で|の|と);どの;どれ;どんな;どちら;どっち"
    ),
    "ko": (
        "몇(?! ?[년월일시]);며칠;얼마 | 왜;어째서 | 언제;몇 ?[년월일시] | 어디 | 누구;누가;누군 | 어떻게;"
        "어떤 (?:방법|방식)으로 | 무엇;무슨;뭐;뭘;뭔;어떤;어느"
    ),
    "th": (
        "กี่;เท่าไร;เท่าไหร่;เท่าใด;แค่ไหน | ทำไม;เพราะเหตุใด;เพราะอะไร;เหตุใด | เมื่อใด;เมื่อไหร่;เมื่อไร;"
        "ปีใด;ปีไหน;วันใด;ตอนไหน | ที่ไหน;ที่ใด | ใคร;ผู้ใด | อย่างไร;ยังไง | อะไร;ใด;ไหน"
    ),
    "zh": (
        "多少;[几幾](?![乎何]);多[久长長大高远遠重快宽寬深] | 为什么;為什麼;為甚麼;为何;為何;为啥 | 什么时候;"
        "什麼時候;甚麼時候;何时;何時;哪一?年;哪一?天;几时 | 哪里;哪裡;哪裏;哪儿;何处;何處;在哪;什么地方;"
        "什麼地方 | 谁;誰;哪位 | 如何;怎 | 什么;什麼;甚麼;哪;何;啥"
    ),
}  # fmt: skip
UNSPACED["zh-hant"] = UNSPACED["zh"]

# What makes a question without an interrogative or a question mark one: "yes-no".
PARTICLES: dict[str, str] = {
    "ar": r"^هل",
    "fa": r"^آیا",
    "he": r"^האם",
    "hi": r"^\W*क्या",
    "id": r"^apakah",
    "ja": r"か[。 ]*$",
    "ko": r"(?:까|나요|가요|니)[. ]*$",
    "ms": r"^adakah",
    "pl": r"^czy\b",
    "sw": r"^je\b",
    "th": r"ไหม|มั้ย|หรือไม่|หรือเปล่า|หรือยัง",
    "tr": r"\bm[ıiuü](?:dır|dir|dur|dür|sın|sin|yım|yim)?\b",
    "ur": r"^\W*کیا",
    "vi": r"(?:không|chưa|phải không)[. ]*$",
    "zh": r"[吗嗎么麼][。 ]*$",
    "zh-hant": r"[吗嗎么麼][。 ]*$",
}
