"""What polycite says when it has no answer, in the asker's language.

Written by hand, one pair a language; nothing here is translated at run time.
"""

from __future__ import annotations

from polycite.components.errors import SettingsError
from polycite.components.languages.language_codes import normalise_code


def abstention(language: str) -> str:
    """Say "I found no evidence for this in the documents." in ``language``.

    Usage::

        abstention("de")     # "Dazu habe ich in den Dokumenten keinen Beleg gefunden."
        abstention("pt-BR")  # the Portuguese one

    Args:
        language: a language code. One that is not supported gets a language its readers
            understand without effort, where there is one, else English.
    """
    return SENTENCES[_nearest(language)][0]


def related(language: str) -> str:
    """Say "These passages are the closest:" in ``language``, chosen as by :func:`abstention`."""
    return SENTENCES[_nearest(language)][1]


def _nearest(language: str) -> str:
    try:
        return normalise_code(language)
    except SettingsError:
        return _RELATIVES.get(language.strip().lower().replace("_", "-").split("-")[0], "en")


# Languages without a pair of their own -> one that nearly all who read them read too.
_RELATIVES = {
    "an": "es", "ast": "es", "awa": "hi", "bho": "hi", "bs": "hr", "cnr": "sr", "fo": "da", "fy": "nl",
    "gsw": "de", "hak": "zh-hant", "jv": "id", "kl": "da", "lb": "de", "lzh": "zh-hant", "mai": "hi",
    "nan": "zh-hant", "nds": "de", "oc": "fr", "pnb": "ur", "sh": "hr", "su": "id", "wuu": "zh",
}  # fmt: skip

# The abstention, then the line above passages shown in its stead. Where the word for evidence
# sounds of a court, or the verb would give the speaker a sex, the sense is kept instead.
SENTENCES: dict[str, tuple[str, str]] = {
    "en": ("I found no evidence for this in the documents.", "These passages are the closest:"),
    "af": ("Ek het geen bewys hiervoor in die dokumente gevind nie.", "Hierdie gedeeltes kom die naaste daaraan:"),
    "am": ("በሰነዶቹ ውስጥ ስለዚህ ጉዳይ ማስረጃ አላገኘሁም።", "በጣም የሚቀራረቡት ክፍሎች እነዚህ ናቸው፦"),
    "ar": ("لم أجد في المستندات ما يؤكد ذلك.", "هذه هي أقرب المقاطع إلى سؤالك:"),
    "az": ("Sənədlərdə bunu təsdiqləyən məlumat tapmadım.", "Ən yaxın hissələr bunlardır:"),
    "be": ("У дакументах не знайшлося пацверджанага адказу на гэтае пытанне.", "Вось найбольш блізкія ўрыўкі:"),
    "bg": ("Не намерих потвърждение за това в документите.", "Това са най-близките откъси:"),
    "bn": ("নথিগুলিতে আমি এর কোনো প্রমাণ খুঁজে পাইনি।", "সবচেয়ে কাছাকাছি অংশগুলি হলো:"),
    "ca": ("No he trobat res als documents que ho confirmi.", "Aquests són els passatges més propers:"),
    "cs": ("K tomu se v dokumentech nenašel žádný doklad.", "Nejblíže jsou tyto pasáže:"),
    "cy": ("Ni ddes i o hyd i dystiolaeth am hyn yn y dogfennau.", "Dyma'r darnau agosaf:"),
    "da": ("Jeg fandt ikke belæg for dette i dokumenterne.", "Disse afsnit kommer tættest på:"),
    "de": ("Dazu habe ich in den Dokumenten keinen Beleg gefunden.", "Am nächsten kommen diese Stellen:"),
    "el": ("Δεν βρήκα στα έγγραφα κάτι που να το τεκμηριώνει.", "Αυτά είναι τα πιο κοντινά αποσπάσματα:"),
    "es": ("No he encontrado nada que lo confirme en los documentos.", "Estos son los pasajes más cercanos:"),
    "et": ("Ma ei leidnud dokumentidest selle kohta kinnitust.", "Kõige lähemad lõigud on need:"),
    "eu": ("Ez dut honen frogarik aurkitu dokumentuetan.", "Hauek dira pasarterik hurbilenak:"),
    "fa": ("در اسناد شاهدی برای این موضوع پیدا نکردم.", "نزدیک‌ترین بخش‌ها این‌ها هستند:"),
    "fi": ("En löytänyt asiakirjoista tälle vahvistusta.", "Lähimpänä ovat nämä kohdat:"),
    "fr": (
        "Je n’ai trouvé aucun élément à ce sujet dans les documents.",
        "Voici les passages qui s’en rapprochent le plus\u00a0:",
    ),
    "gl": ("Non atopei nada nos documentos que o confirme.", "Estas son as pasaxes máis próximas:"),
    "gu": ("દસ્તાવેજોમાં મને આનો કોઈ પુરાવો મળ્યો નથી.", "સૌથી નજીકના અંશો આ છે:"),
    "ha": ("Ban sami wata hujja game da wannan a cikin takardun ba.", "Ga sassan da suka fi kusa:"),
    "he": ("לא מצאתי במסמכים ביסוס לכך.", "אלה הקטעים הקרובים ביותר:"),
    "hi": ("मुझे दस्तावेज़ों में इसका कोई प्रमाण नहीं मिला।", "सबसे मिलते-जुलते अंश ये हैं:"),
    "hr": ("U dokumentima nije pronađena potvrda za to.", "Najbliži su ovi odlomci:"),
    "hu": ("A dokumentumokban nem találtam semmit, ami ezt alátámasztaná.", "A legközelebbi részek ezek:"),
    "hy": ("Փաստաթղթերում դրա հաստատումը չգտա։", "Ամենամոտ հատվածները սրանք են՝"),
    "id": ("Saya tidak menemukan bukti tentang hal ini dalam dokumen.", "Bagian yang paling mendekati adalah:"),
    "is": ("Ég fann enga staðfestingu á þessu í skjölunum.", "Þessir kaflar komast næst því:"),
    "it": ("Non ho trovato alcun riscontro nei documenti.", "I passaggi più vicini sono questi:"),
    "ja": ("文書の中に、これを裏付ける記述は見つかりませんでした。", "最も近い箇所は次のとおりです："),
    "ka": ("დოკუმენტებში ამის დამადასტურებელი ვერაფერი ვიპოვე.", "ყველაზე ახლოს ეს მონაკვეთებია:"),
    "kk": ("Құжаттардан бұған дәлел таппадым.", "Ең жақын үзінділер мыналар:"),
    "km": ("ខ្ញុំរកមិនឃើញភស្តុតាងអំពីរឿងនេះនៅក្នុងឯកសារទេ។", "ផ្នែកដែលជិតបំផុតមានដូចខាងក្រោម៖"),
    "ko": ("문서에서 이에 대한 근거를 찾지 못했습니다.", "가장 가까운 대목은 다음과 같습니다:"),
    "lo": ("ຂໍອະໄພ ບໍ່ພົບຫຼັກຖານກ່ຽວກັບເລື່ອງນີ້ໃນເອກະສານ.", "ເນື້ອຫາທີ່ໃກ້ຄຽງທີ່ສຸດມີດັ່ງນີ້:"),
    "lt": ("Dokumentuose neradau to patvirtinimo.", "Artimiausios ištraukos yra šios:"),
    "lv": ("Dokumentos es neatradu tam apstiprinājumu.", "Tuvākie fragmenti ir šie:"),
    "mk": ("Не најдов потврда за ова во документите.", "Најблиски се овие извадоци:"),
    "mr": ("मला कागदपत्रांमध्ये याचा कोणताही पुरावा सापडला नाही.", "सर्वात जवळचे उतारे हे आहेत:"),
    "ms": (
        "Saya tidak menjumpai sebarang bukti tentang perkara ini dalam dokumen.",
        "Petikan yang paling hampir ialah:",
    ),
    "my": (
        "စာရွက်စာတမ်းများထဲတွင် ဤအကြောင်းအတွက် အထောက်အထား မတွေ့ပါ။",
        "အနီးစပ်ဆုံး အပိုင်းများမှာ အောက်ပါအတိုင်း ဖြစ်ပါသည်။",
    ),
    "nb": ("Jeg fant ikke noe grunnlag for dette i dokumentene.", "Disse avsnittene ligger nærmest:"),
    "ne": ("मैले कागजातहरूमा यसको कुनै प्रमाण फेला पारिनँ।", "सबैभन्दा नजिकका अंशहरू यी हुन्:"),
    "nl": (
        "Ik heb hiervoor geen onderbouwing gevonden in de documenten.",
        "Deze passages komen het dichtst in de buurt:",
    ),
    "pa": ("ਮੈਨੂੰ ਦਸਤਾਵੇਜ਼ਾਂ ਵਿੱਚ ਇਸ ਦਾ ਕੋਈ ਸਬੂਤ ਨਹੀਂ ਮਿਲਿਆ।", "ਸਭ ਤੋਂ ਨੇੜਲੇ ਅੰਸ਼ ਇਹ ਹਨ:"),
    "pl": ("W dokumentach nie udało mi się znaleźć na to potwierdzenia.", "Najbliższe są te fragmenty:"),
    "pt": ("Não encontrei nada nos documentos que o confirme.", "Estas são as passagens mais próximas:"),
    "ro": ("Nu am găsit în documente nimic care să confirme acest lucru.", "Acestea sunt pasajele cele mai apropiate:"),
    "ru": ("В документах не нашлось подтверждённого ответа на этот вопрос.", "Вот наиболее близкие фрагменты:"),
    "sk": ("V dokumentoch sa pre to nenašiel žiadny dôkaz.", "Najbližšie sú tieto pasáže:"),
    "sl": ("V dokumentih za to ni bilo mogoče najti potrditve.", "Najbližji so ti odlomki:"),
    "sq": ("Nuk gjeta asnjë provë për këtë në dokumente.", "Këto janë pjesët më të afërta:"),
    "sr": ("У документима за то није пронађена никаква потврда.", "Најближи су ови одломци:"),
    "sv": ("Jag hittade inget stöd för detta i dokumenten.", "De här avsnitten ligger närmast:"),
    "sw": ("Sikupata ushahidi wowote kuhusu hili katika nyaraka.", "Sehemu zinazokaribiana zaidi ni hizi:"),
    "ta": ("ஆவணங்களில் இதற்கான ஆதாரம் எதுவும் கிடைக்கவில்லை.", "மிக நெருக்கமான பகுதிகள் இவை:"),
    "te": ("పత్రాలలో దీనికి సంబంధించిన ఆధారాలు ఏవీ దొరకలేదు.", "దీనికి దగ్గరగా ఉన్న భాగాలు ఇవి:"),
    "th": ("ขออภัย ไม่พบหลักฐานเกี่ยวกับเรื่องนี้ในเอกสาร", "ข้อความที่ใกล้เคียงที่สุดมีดังนี้:"),
    "tr": ("Belgelerde bunu destekleyen bir bilgi bulamadım.", "En yakın bölümler şunlar:"),
    "uk": ("У документах не знайшлося підтвердженої відповіді на це запитання.", "Ось найближчі за змістом уривки:"),
    "ur": ("مجھے دستاویزات میں اس کا کوئی ثبوت نہیں ملا۔", "سب سے قریبی اقتباسات یہ ہیں:"),
    "vi": ("Tôi không tìm thấy bằng chứng nào về điều này trong các tài liệu.", "Những đoạn gần nhất là:"),
    "yo": ("Mi ò rí ẹ̀rí kankan fún èyí nínú àwọn ìwé náà.", "Àwọn apá tó sún mọ́ ọn jù lọ nìyí:"),
    "zh": ("我在文档中没有找到相关依据。", "以下是最相关的段落："),
    "zh-hant": ("我在文件中沒有找到相關依據。", "以下是最相關的段落："),
}
