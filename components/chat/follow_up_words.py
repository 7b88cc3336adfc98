"""Words by which a message leans on the question before it, language by language.

Written for polycite; lower case. ``fillers`` open a follow-up and say nothing themselves ("and", "what about"),
``pronouns`` stand for what was named before ("it", "this one"), ``interrogatives`` make a question of its own.
Phrases are separated by ``|``. An interrogative that ends in ``-`` is the beginning of a word.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FollowUpWords:
    """What leans and what asks, in one language."""

    fillers: tuple[str, ...]
    pronouns: tuple[str, ...]
    interrogatives: tuple[str, ...]


# ruff: noqa: E501
# fillers ~ pronouns ~ interrogatives
_TABLE = {
    "en": "and|but|or|so|ok|okay|then|also|what about|how about|and what about|what is it with|the same for|same for|as for|now for~it|its|it's|they|them|their|this one|that one|this|these|those|there|one~what|how|why|when|where|which|who|whose|whom",
    "de": "und|aber|oder|ok|dann|auch|wie ist es mit|wie ist das bei|wie sieht es aus mit|wie sieht es bei|aus|was ist mit|und was ist mit|gilt das auch für|wie steht es mit~er|sie|es|ihn|ihm|ihr|das|dieser|diese|dieses|diesem|diesen|davon|damit|dafür|dazu|dabei|daran|darin|dort~was|wie-|warum|wann|wo|wohin|woher|wer|wem|wen|welch-|wozu|womit|wofür|weshalb",
    "fr": "et|mais|ou|ok|alors|aussi|qu'en est-il|et qu'en est-il|quid|et pour|c'est pareil pour|et alors~il|elle|ils|elles|ça|cela|celui-ci|celle-ci|ceux-ci|ce modèle|en|y|lui|son|sa~quoi|quel-|comment|pourquoi|quand|où|qui|combien|que|lequel|laquelle",
    "es": "y|e|pero|o|ok|entonces|también|qué tal|qué pasa con|y qué pasa con|qué hay de|y qué hay de|lo mismo para~él|ella|ello|eso|esto|este|esta|ese|esa|lo|su|sus~qué|cómo|por qué|cuándo|dónde|cuál-|quién-|cuánt-|que|cuanto|cuanta|donde|como",
    "pt": "e|mas|ou|ok|então|também|e quanto a|e quanto ao|e quanto à|quanto a|quanto ao|e que tal|e no caso do|e no caso da~ele|ela|isso|isto|este|esta|esse|essa|dele|dela|nele|nela~que|o que|como|por que|quando|onde|qual|quais|quem|quant-",
    "it": "e|ed|ma|o|ok|allora|anche|e per quanto riguarda|che ne dici di|e che mi dici di|e invece~lui|lei|esso|essa|questo|questa|quello|quella|lo|la|suo|sua|ne~che|cosa|come|perché|quando|dove|qual-|chi|quant-",
    "nl": "en|maar|of|ok|oké|dan|ook|hoe zit het met|hoe zit dat met|en hoe zit het met|wat dacht je van|geldt dat ook voor~hij|zij|ze|het|die|dat|deze|dit|hem|ervan|ermee|daarvan|daarmee~wat|hoe-|waarom|wanneer|waar-|wie|welk-",
    "sv": "och|men|eller|ok|då|också|hur är det med|och hur är det med|vad gäller för|vad sägs om~den|det|de|dem|denna|detta|dess|där~vad|hur|varför|när|var|vem|vilke-|vilka",
    "nb": "og|men|eller|ok|da|også|hva med|og hva med|hvordan er det med|enn~den|det|de|dem|denne|dette|dens|der~hva|hvor-|hvordan|når|hvem|hvilke-",
    "da": "og|men|eller|ok|så|også|hvad med|og hvad med|hvordan er det med|end~den|det|de|dem|denne|dette|dens|der~hvad|hvor-|hvordan|hvornår|hvem|hvilke-",
    "fi": "ja|mutta|tai|ok|no|entä|entäs|entäpä|miten on|onko sama~se|sen|sitä|siinä|siitä|sillä|ne|niiden|tämä|tämän~mi-|kuinka|miten|missä|milloin|kuka|paljonko|miksi|kauanko",
    "pl": "a|i|ale|lub|ok|to|też|a co z|co z|a jak z|jak jest z|jak to jest z|a w przypadku~on|ona|ono|go|jego|jej|to|ten|tego|tym|nim|niej|tam~co|jak-|dlaczego|kiedy|gdzie|kto|któr-|ile|czemu",
    "cs": "a|ale|nebo|ok|tak|také|a co|co|co takhle|jak je to s|a jak je to s|a u~on|ona|ono|ho|jeho|její|to|ten|toho|tom|něm|tam~co|jak-|proč|kdy|kde|kdo|kter-|kolik",
    "sk": "a|ale|alebo|ok|tak|tiež|a čo|čo|ako je to s|a ako je to s|a pri~on|ona|ono|ho|jeho|jej|to|ten|toho|tom|ňom|tam~čo|ako|ak-|prečo|kedy|kde|kto|ktor-|koľko",
    "sl": "in|pa|ali|ok|tudi|kaj pa|kaj|kako je z|in kako je z~on|ona|ono|ga|njegov|njena|to|ta|tega|tem|njem|tam~kaj|kako|zakaj|kdaj|kje|kdo|kater-|koliko",
    "hr": "i|a|ali|ili|ok|također|što je s|a što je s|što s|a što s|kako je s|a za~on|ona|ono|ga|njegov|njezin|to|taj|toga|tome|njemu|tamo~što|kako|zašto|kada|kad|gdje|tko|koj-|koliko",
    "sr": "и|а|али|или|шта је са|а шта је са|шта са|а за|i|a|ali|ili|šta je sa|a šta je sa|šta sa|a za|ok~он|она|оно|га|његов|њен|то|тај|тога|томе|њему|тамо|on|ona|ono|ga|to|taj|toga~шта|што|како|зашто|када|где|ко|кој-|колико|šta|što|kako|zašto|kada|gde|ko|koj-|koliko",
    "mk": "и|а|но|или|ок|што е со|а што е со|што со|а за~тој|таа|тоа|го|неговиот|нејзиниот|овој|оваа|ова|таму~што|како|зошто|кога|каде|кој|која|кое|колку",
    "bg": "и|а|но|или|ок|ами|а за|какво ще кажете за|какво е положението с|а какво е с~той|тя|то|го|негов|нея|този|тази|това|него|там~какво|как|как-|защо|кога|къде|кой|коя|кое|кои|колко",
    "ru": "и|а|но|или|ок|ну|тоже|также|как насчёт|а как насчёт|как насчет|а как насчет|что насчёт|что насчет|а что насчет|а что с|что с|а для|а если~он|она|оно|они|его|её|ее|их|это|этот|эта|этого|этой|этом|нём|нем|ней|него|там~что|как-|почему|когда|где|кто|котор-|скольк-|зачем",
    "uk": "і|й|та|а|але|або|ок|теж|також|як щодо|а як щодо|що щодо|а що з|що з|а для|а якщо~він|вона|воно|вони|його|її|їх|це|цей|ця|цього|цьому|ньому|ній|нього|там~що|як|як-|чому|коли|де|хто|котр-|скільк-",
    "be": "і|й|а|але|або|ок|таксама|як наконт|а як наконт|што з|а што з|а для~ён|яна|яно|яны|яго|яе|гэта|гэты|гэтага|ім|там~што|як|як-|чаму|калі|дзе|хто|колькі",
    "kk": "ал|және|бірақ|немесе|ше|туралы не айтасыз|ал егер~ол|оның|оны|онда|бұл|бұның|осы~не|қалай|неге|қашан|қайда|кім|қай|қанша|неше",
    "hu": "és|de|vagy|ok|akkor|is|mi a helyzet|és mi a helyzet|mi van|és mi van|hát|esetében|az esetében~az|ez|azt|ezt|annak|ennek|azzal|abban|ő|ott~mi|mit|hogyan|miért|mikor|hol|ki|mely-|mennyi-|hány-|milyen",
    "ro": "și|si|dar|sau|ok|iar|atunci|dar despre|ce se întâmplă cu|cum rămâne cu|și pentru|dar pentru~el|ea|acesta|aceasta|acela|aceea|lui|ei|îl|asta|acolo~ce|cum|de ce|când|unde|care|cine|cât-|câte",
    "tr": "ve|peki|peki ya|ama|veya|tamam|ya|de|da|ne olacak|ne dersin|nasıl olur~o|onun|onu|ona|onda|bu|bunun|bunu|bunda|şu|orada~ne|nasıl|neden|niçin|ne zaman|nerede|kim|hangi-|kaç-|kadar|mi|mı|mu|mü",
    "az": "və|bəs|amma|yaxud|yaxşı|haqqında nə demək olar~o|onun|onu|ona|onda|bu|bunun|bunu~nə|necə|niyə|nə vaxt|harada|kim|hansı|neçə|qədər",
    "vi": "và|còn|nhưng|hoặc|vậy|thế|thì sao|thế còn|vậy còn|còn với|đối với~nó|của nó|cái này|cái đó|cái kia|đó|này|loại này|loại đó~gì|sao|tại sao|khi nào|đâu|ai|nào|bao nhiêu|bao lâu|thế nào|mấy",
    "id": "dan|tapi|atau|oke|lalu|kalau|bagaimana dengan|dan bagaimana dengan|terus|kalau untuk~itu|ini|nya|dia|tersebut~apa|bagaimana|mengapa|kenapa|kapan|mana|siapa|berapa",
    "ms": "dan|tetapi|tapi|atau|okey|kalau|bagaimana dengan|macam mana dengan|dan bagaimana dengan~itu|ini|nya|ia|tersebut~apa|bagaimana|mengapa|kenapa|bila|mana|siapa|berapa",
    "ca": "i|però|o|ok|doncs|també|què passa amb|i què passa amb|i pel que fa~ell|ella|això|aquest|aquesta|aquell|el seu|la seva|hi~què|com|per què|quan|on|quin-|qui|quant-",
    "gl": "e|pero|ou|ok|entón|tamén|e que hai de|e que pasa con~el|ela|iso|isto|este|esta|ese|esa|seu|súa~que|como|por que|cando|onde|cal|cales|quen|cant-",
    "eu": "eta|baina|edo|bai|zer moduz|zer gertatzen da~hori|hau|hura|horren|honen|bera|hor~zer|nola|zergatik|noiz|non|nor|zein|zenbat",
    "et": "ja|aga|või|ok|siis|kuidas on lood|aga kuidas on~see|selle|seda|sellel|ta|tema|need|seal~mis|mida|kuidas|miks|millal|kus|kes|milli-|kui palju|kui kaua|mitu",
    "lv": "un|bet|vai|labi|arī|kā ir ar|un kā ir ar|kā ar~tas|tā|to|tam|viņš|viņa|šis|šī|tur~kas|ko|kā|kāpēc|kad|kur|kurš|cik",
    "lt": "ir|o|bet|arba|gerai|taip pat|o kaip dėl|kaip dėl|o kaip su~jis|ji|jo|jos|tai|tas|šis|ši|ten~kas|ką|kaip|kodėl|kada|kur|kuris|kiek",
    "is": "og|en|eða|líka|hvað með|og hvað með|en hvað með~það|hann|hún|þess|þetta|þessi|þar~hvað|hvernig|hvers vegna|af hverju|hvenær|hvar|hver|hversu|hve",
    "cy": "a|ac|ond|neu|iawn|beth am|a beth am~fe|hi|ef|hwn|hon|hwnna|honno|hynny|yno~beth|sut|pam|pryd|ble|pwy|pa|faint",
    "sq": "dhe|por|ose|mirë|po|po për|si është puna me|çfarë thoni për~ai|ajo|ky|kjo|atë|tij|saj|atje~çfarë|si|pse|kur|ku|cili|cila|kush|sa",
    "af": "en|maar|of|ok|dan|ook|wat van|en wat van|hoe gaan dit met~hy|sy|dit|hierdie|daardie|daarvan|daarmee~wat|hoe-|hoekom|wanneer|waar|wie|watter",
    "sw": "na|lakini|au|sawa|je|vipi kuhusu|na vipi kuhusu|na kuhusu|kuhusu~hiyo|hii|huyo|huyu|yake|wake|hicho|hiki|hilo|hili~nini|vipi|kwa nini|lini|wapi|nani|gani|ngapi|jinsi",
    "ha": "da|amma|ko|to|game da|yaya batun|me game da~shi|ita|wannan|wancan|sa|ta~me|yaya|me ya sa|yaushe|ina|wa|wane|wace|nawa",
    "yo": "àti|ṣùgbọ́n|tàbí|ó dáa|ńkọ́|nkọ́~ó|rẹ̀|èyí|ìyẹn|yẹn~kí|kíni|báwo|kílódé|nígbà wo|níbo|ta|èwo|mélòó",
    "ar": "و|لكن|أو|او|طيب|حسنا|ماذا عن|وماذا عن|ماذا بشأن|وماذا بشأن|وبالنسبة ل|بالنسبة إلى|وبالنسبة إلى|بالنسبة|وبالنسبة|لل|ولل|ل|مع|ومع|في|وفي|شو عن~هو|هي|هذا|هذه|ذلك|تلك|به|بها|له|لها|فيه|فيها|منه|منها|عنه|عنها~ما|ماذا|كيف|لماذا|متى|أين|اين|من|أي|كم|هل|بكم|وكم|وما|وكيف|ومتى|وأين",
    "fa": "و|اما|ولی|یا|خب|باشه|چطور|درباره|در مورد|و در مورد|برای|پس~آن|این|اون|آنها|اینها|همین|همان|آنجا~چه|چی|چگونه|چرا|کی|کجا|کدام|چند|چقدر|آیا",
    "ur": "اور|لیکن|مگر|یا|ٹھیک ہے|کے بارے میں کیا|کے بارے میں|اور کیا~یہ|وہ|اس|اس کا|اس کی|ان|وہاں~کیا|کیسے|کیوں|کب|کہاں|کون|کونسا|کتنا|کتنی|کتنے",
    "hi": "और|लेकिन|मगर|या|अच्छा|ठीक है|के बारे में क्या|के बारे में|और क्या|का क्या|तो~यह|वह|ये|वे|इस|उस|इसका|इसकी|इसके|उसका|उसकी|उसके|इसे|उसे|इसमें|उसमें|वहाँ~क्या|कैसे|क्यों|कब|कहाँ|कौन-|कितन-",
    "mr": "आणि|पण|किंवा|ठीक आहे|बद्दल काय|विषयी काय|चे काय|चं काय~हा|ही|हे|तो|ती|ते|याचा|याची|त्याचा|त्याची|त्यात|तिथे~काय|कसे|कसा|कशी|का|कधी|कुठे|कोण-|किती",
    "ne": "र|तर|वा|ठीक छ|को बारेमा के|बारेमा|अनि~यो|त्यो|यी|ती|यसको|त्यसको|यसमा|त्यहाँ~के|कसरी|किन|कहिले|कहाँ|को|कुन|कति",
    "el": "και|κι|αλλά|ή|οκ|τότε|τι γίνεται με|και τι γίνεται με|τι ισχύει για|και για~αυτό|αυτός|αυτή|το|του|της|εκείνο|εκεί~τι|πώς|πως|γιατί|πότε|πού|ποι-|πόσ-",
    "he": "ו|אבל|או|אוקיי|אז|גם|מה לגבי|ומה לגבי|ומה עם|מה עם|ולגבי|ומה~הוא|היא|זה|זו|זאת|שלו|שלה|אותו|אותה|בו|בה|שם~מה|איך|למה|מתי|איפה|מי|איזה|איזו|כמה",
    "ko": "그리고|그럼|그러면|근데|하지만|또는|네|은요|는요|에는요|요|경우|경우에는|경우는요|의 경우|어때요|어떤가요|어떻습니까~그것|그거|이것|이거|그건|이건|거기|그|이~무엇|뭐|어떻게|왜|언제|어디|누구|어느|어떤|얼마|얼마나|몇|며칠",
    "ja": "では|じゃあ|それでは|でも|または|はい|そして|なら|の場合|の場合は|どうですか|どう|はどうですか|については|ついて|はどうでしょうか|いかがですか~それ|これ|その|この|そこ|あれ|そちら|こちら~何|なに|どうやって|なぜ|いつ|どこ|誰|どれ|どの|いくら|いくつ|何年|何時間|何分",
    "zh": "那|那么|和|但是|或|好的|呢|的呢|怎么样|至于|关于|如果是|换成~它|它的|这个|那个|这|该|这款|那款|其~什么|怎么|如何|为什么|何时|哪|哪里|谁|多少|几|多久|多长|多重|多大|吗",
    "zh-hant": "那|那麼|和|但是|或|好的|呢|的呢|怎麼樣|至於|關於|如果是|換成~它|它的|這個|那個|這|該|這款|那款|其~什麼|怎麼|如何|為什麼|何時|哪|哪裡|誰|多少|幾|多久|多長|多重|多大|嗎|點解|幾耐",
    "th": "และ|แล้ว|แต่|หรือ|โอเค|ล่ะ|ละ|ล่ะครับ|ล่ะคะ|ครับ|ค่ะ|คะ|สำหรับ|ส่วน|กรณี|รุ่น|เป็นยังไง|แล้วถ้าเป็น|ถ้าเป็น~มัน|อันนี้|อันนั้น|นี้|นั้น|ตัวนี้|ตัวนั้น~อะไร|อย่างไร|ยังไง|ทำไม|เมื่อไหร่|เมื่อไร|ที่ไหน|ใคร|ไหน|เท่าไหร่|เท่าไร|กี่|นานแค่ไหน|ไหม|มั้ย|แค่ไหน",
    "lo": "ແລະ|ແລ້ວ|ແຕ່|ຫຼື|ເດ|ລະ|ສຳລັບ|ສ່ວນ~ມັນ|ອັນນີ້|ນີ້|ນັ້ນ~ຫຍັງ|ແນວໃດ|ເປັນຫຍັງ|ເມື່ອໃດ|ໃສ|ໃຜ|ໃດ|ເທົ່າໃດ|ຈັກ",
    "km": "ហើយ|និង|ប៉ុន្តែ|ឬ|ចុះ|វិញ|សម្រាប់|ចំណែក~វា|នេះ|នោះ~អ្វី|យ៉ាងដូចម្តេច|ហេតុអ្វី|ពេលណា|ណា|នរណា|ប៉ុន្មាន",
    "my": "နဲ့|ပြီးတော့|ဒါပေမဲ့|ရော|ကော|အတွက်|ဆိုရင်~၎င်း|ဒါ|ဒီ|အဲဒါ|သူ့~ဘာ|ဘယ်လို|ဘာကြောင့်|ဘယ်တော့|ဘယ်မှာ|ဘယ်သူ|ဘယ်|ဘယ်လောက်",
    "am": "እና|ግን|ወይም|እሺ|ስለ|ስ|ምን ይመስላል~እሱ|እሷ|ይህ|ያ|ይሄ|እዚያ~ምን|እንዴት|ለምን|መቼ|የት|ማን|የትኛው|ስንት",
    "hy": "և|իսկ|բայց|կամ|լավ|ինչ վերաբերում է|ինչ կասեք~այն|այս|դա|սա|նրա|դրա|այդ~ինչ|ինչպես|ինչու|երբ|որտեղ|ով|որ|որը|որքան|քանի",
    "ka": "და|მაგრამ|ან|კარგი|რაც შეეხება|რას იტყვით~ის|ეს|მისი|ამის|იმის|იქ~რა|როგორ|რატომ|როდის|სად|ვინ|რომელი|რამდენი|რამდენ-",
    "bn": "এবং|আর|কিন্তু|বা|ঠিক আছে|সম্পর্কে কী|এর ক্ষেত্রে|ক্ষেত্রে|বেলায়~এটি|এটা|সেটি|সেটা|ওটা|এর|তার|সেখানে~কী|কি|কীভাবে|কিভাবে|কেন|কখন|কোথায়|কে|কোন|কত-",
    "pa": "ਅਤੇ|ਤੇ|ਪਰ|ਜਾਂ|ਠੀਕ ਹੈ|ਬਾਰੇ ਕੀ|ਬਾਰੇ~ਇਹ|ਉਹ|ਇਸ|ਉਸ|ਇਸਦਾ|ਉਸਦਾ|ਉੱਥੇ~ਕੀ|ਕਿਵੇਂ|ਕਿਉਂ|ਕਦੋਂ|ਕਿੱਥੇ|ਕੌਣ|ਕਿਹੜ-|ਕਿੰਨ-",
    "gu": "અને|પણ|અથવા|ઠીક છે|વિશે શું|વિશે|માટે~આ|તે|એ|આનું|તેનું|તેની|ત્યાં~શું|કેવી રીતે|કેમ|ક્યારે|ક્યાં|કોણ|કયો|કઈ|કેટલ-",
    "ta": "மற்றும்|ஆனால்|அல்லது|சரி|பற்றி என்ன|பற்றி|எப்படி~அது|இது|அதன்|இதன்|அதை|இதை|அங்கே~என்ன|எப்படி|ஏன்|எப்போது|எங்கே|யார்|எந்த|எவ்வளவு|எத்தனை",
    "te": "మరియు|కానీ|లేదా|సరే|గురించి ఏమిటి|గురించి|సంగతేంటి|మరి~అది|ఇది|దాని|దీని|దాన్ని|అక్కడ~ఏమి|ఏమిటి|ఎలా|ఎందుకు|ఎప్పుడు|ఎక్కడ|ఎవరు|ఏ|ఎంత|ఎన్ని",
}


def _read(row: str) -> FollowUpWords:
    fillers, pronouns, interrogatives = (tuple(cell.split("|")) for cell in row.split("~"))
    return FollowUpWords(fillers, pronouns, interrogatives)


FOLLOW_UP_WORDS: dict[str, FollowUpWords] = {code: _read(row) for code, row in _TABLE.items()}
