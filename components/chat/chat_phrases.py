"""What polycite says to small talk and when it hands over, in the customer's language.

Written by hand, one row a language; nothing here is translated at run time.
"""

from __future__ import annotations

from typing import Literal, get_args

from polycite.components.errors import SettingsError
from polycite.components.languages.language_codes import normalise_code

Phrase = Literal["greeting", "thanks", "goodbye", "identity", "hand_over", "apology", "acknowledgement"]
PHRASES: tuple[Phrase, ...] = get_args(Phrase)


def chat_phrase(phrase: Phrase, language: str) -> str:
    """Say it in ``language``; one that is not supported gets English.

    Usage::

        chat_phrase("thanks", "de")     # "Gern geschehen!"
        chat_phrase("thanks", "pt-BR")  # the Portuguese one

    Args:
        phrase: "greeting", "thanks" (the reply to it), "goodbye", "identity" (that a machine answers),
            "hand_over" (that a person takes over), "apology" or "acknowledgement" (whether there is anything else).
        language: a language code.
    """
    try:
        row = SENTENCES[normalise_code(language)]
    except SettingsError:
        row = SENTENCES["en"]
    return row[PHRASES.index(phrase)]


# Greeting, reply to thanks, goodbye, what answers here, hand-over, apology, whether there is anything else.
# ruff: noqa: E501
_TABLE = """
en|Hello! How can I help you?|You’re welcome!|Goodbye!|I am an automated assistant. I answer questions from the documents and show the evidence.|I am passing you on to a person.|I am sorry about that.|Is there anything else I can help with?
de|Guten Tag! Wie kann ich helfen?|Gern geschehen!|Auf Wiedersehen!|Ich bin ein automatischer Assistent. Ich beantworte Fragen aus den Dokumenten und zeige die Belege.|Ich gebe Sie an einen Menschen weiter.|Das tut mir leid.|Kann ich sonst noch helfen?
fr|Bonjour ! Comment puis-je vous aider ?|Je vous en prie !|Au revoir !|Je suis un assistant automatique. Je réponds aux questions à partir des documents, preuves à l’appui.|Je vous mets en relation avec une personne.|J’en suis désolé.|Puis-je vous aider pour autre chose ?
es|¡Hola! ¿En qué puedo ayudarle?|¡De nada!|¡Hasta luego!|Soy un asistente automático. Respondo a preguntas a partir de los documentos y muestro dónde lo dicen.|Le paso con una persona.|Lo siento.|¿Puedo ayudarle en algo más?
pt|Olá! Como posso ajudar?|De nada!|Até logo!|Sou um assistente automático. Respondo a perguntas a partir dos documentos e mostro onde está escrito.|Vou passar a conversa para uma pessoa.|Lamento muito.|Posso ajudar em mais alguma coisa?
it|Buongiorno! Come posso aiutarla?|Prego!|Arrivederci!|Sono un assistente automatico. Rispondo alle domande in base ai documenti e mostro dove sta scritto.|La metto in contatto con una persona.|Mi dispiace.|Posso aiutarla in altro?
nl|Hallo! Waarmee kan ik helpen?|Graag gedaan!|Tot ziens!|Ik ben een automatische assistent. Ik beantwoord vragen uit de documenten en laat zien waar het staat.|Ik draag het gesprek over aan een medewerker.|Dat spijt me.|Kan ik nog ergens mee helpen?
sv|Hej! Hur kan jag hjälpa till?|Varsågod!|Hej då!|Jag är en automatisk assistent. Jag svarar på frågor utifrån dokumenten och visar var det står.|Jag lämnar över till en människa.|Jag beklagar det.|Kan jag hjälpa till med något mer?
nb|Hei! Hva kan jeg hjelpe med?|Bare hyggelig!|Ha det bra!|Jeg er en automatisk assistent. Jeg svarer på spørsmål ut fra dokumentene og viser hvor det står.|Jeg setter deg over til et menneske.|Det beklager jeg.|Er det noe mer jeg kan hjelpe med?
da|Hej! Hvad kan jeg hjælpe med?|Selv tak!|Farvel!|Jeg er en automatisk assistent. Jeg svarer på spørgsmål ud fra dokumenterne og viser, hvor det står.|Jeg giver samtalen videre til et menneske.|Det beklager jeg.|Er der andet, jeg kan hjælpe med?
fi|Hei! Miten voin auttaa?|Ole hyvä!|Näkemiin!|Olen automaattinen avustaja. Vastaan kysymyksiin asiakirjojen perusteella ja näytän, missä niin sanotaan.|Siirrän keskustelun ihmiselle.|Olen pahoillani.|Voinko auttaa vielä jossakin muussa?
pl|Dzień dobry! W czym mogę pomóc?|Nie ma za co!|Do widzenia!|Jestem automatycznym asystentem. Odpowiadam na pytania na podstawie dokumentów i pokazuję, gdzie to jest napisane.|Przekazuję rozmowę człowiekowi.|Przykro mi z tego powodu.|Czy mogę jeszcze w czymś pomóc?
cs|Dobrý den! S čím mohu pomoci?|Není zač!|Na shledanou!|Jsem automatický asistent. Odpovídám na otázky podle dokumentů a ukazuji, kde to stojí.|Předávám vás člověku.|To mě mrzí.|Mohu ještě s něčím pomoci?
sk|Dobrý deň! S čím môžem pomôcť?|Niet za čo!|Dovidenia!|Som automatický asistent. Odpovedám na otázky podľa dokumentov a ukazujem, kde je to napísané.|Odovzdávam vás človeku.|To ma mrzí.|Môžem ešte s niečím pomôcť?
sl|Dober dan! Kako lahko pomagam?|Ni za kaj!|Nasvidenje!|Sem samodejni pomočnik. Na vprašanja odgovarjam iz dokumentov in pokažem, kje to piše.|Pogovor predajam človeku.|Žal mi je.|Lahko še kako pomagam?
hr|Dobar dan! Kako mogu pomoći?|Nema na čemu!|Doviđenja!|Ja sam automatski pomoćnik. Na pitanja odgovaram iz dokumenata i pokazujem gdje to piše.|Prosljeđujem vas osobi.|Žao mi je.|Mogu li još nešto pomoći?
sr|Добар дан! Како могу да помогнем?|Нема на чему!|Довиђења!|Ја сам аутоматски помоћник. На питања одговарам из докумената и показујем где то пише.|Прослеђујем вас особи.|Жао ми је.|Могу ли још нешто да помогнем?
mk|Добар ден! Како можам да помогнам?|Нема на што!|До гледање!|Јас сум автоматски помошник. Одговарам на прашања од документите и покажувам каде пишува.|Ве префрлам кај човек.|Жал ми е.|Можам ли уште нешто да помогнам?
bg|Здравейте! С какво мога да помогна?|Няма за какво!|Довиждане!|Аз съм автоматичен помощник. Отговарям на въпроси по документите и показвам къде пише.|Прехвърлям ви към човек.|Съжалявам за това.|Мога ли да помогна с още нещо?
ru|Здравствуйте! Чем могу помочь?|Пожалуйста!|До свидания!|Я автоматический помощник. Отвечаю на вопросы по документам и показываю, где это написано.|Передаю разговор человеку.|Приношу извинения.|Могу ли я ещё чем-то помочь?
uk|Добрий день! Чим можу допомогти?|Будь ласка!|До побачення!|Я автоматичний помічник. Відповідаю на запитання за документами й показую, де це написано.|Передаю розмову людині.|Перепрошую за це.|Чи можу я ще чимось допомогти?
be|Добры дзень! Чым магу дапамагчы?|Калі ласка!|Да пабачэння!|Я аўтаматычны памочнік. Адказваю на пытанні па дакументах і паказваю, дзе гэта напісана.|Перадаю размову чалавеку.|Прашу прабачэння за гэта.|Ці магу я яшчэ чымсьці дапамагчы?
kk|Сәлеметсіз бе! Қалай көмектесе аламын?|Оқасы жоқ!|Сау болыңыз!|Мен автоматты көмекшімін. Сұрақтарға құжаттар бойынша жауап беріп, қайда жазылғанын көрсетемін.|Сізді адамға қосамын.|Ол үшін кешірім сұраймын.|Тағы немен көмектесе аламын?
hu|Jó napot! Miben segíthetek?|Szívesen!|Viszontlátásra!|Automatikus asszisztens vagyok. A dokumentumok alapján válaszolok, és megmutatom, hol áll.|Átadom a beszélgetést egy embernek.|Sajnálom.|Segíthetek még valamiben?
ro|Bună ziua! Cu ce vă pot ajuta?|Cu plăcere!|La revedere!|Sunt un asistent automat. Răspund la întrebări pe baza documentelor și arăt unde scrie.|Vă fac legătura cu o persoană.|Îmi pare rău.|Vă mai pot ajuta cu ceva?
tr|Merhaba! Nasıl yardımcı olabilirim?|Rica ederim!|Hoşça kalın!|Ben otomatik bir asistanım. Soruları belgelere dayanarak yanıtlar, nerede yazdığını gösteririm.|Sizi bir insana aktarıyorum.|Bunun için üzgünüm.|Başka bir konuda yardımcı olabilir miyim?
az|Salam! Necə kömək edə bilərəm?|Dəyməz!|Sağ olun!|Mən avtomatik köməkçiyəm. Suallara sənədlər əsasında cavab verir, harada yazıldığını göstərirəm.|Sizi bir insana yönləndirirəm.|Buna görə üzr istəyirəm.|Başqa bir şeydə kömək edə bilərəmmi?
vi|Xin chào! Tôi có thể giúp gì?|Không có gì!|Tạm biệt!|Tôi là trợ lý tự động. Tôi trả lời câu hỏi dựa trên tài liệu và chỉ ra chỗ đã viết.|Tôi chuyển cuộc trò chuyện cho nhân viên.|Tôi rất tiếc về điều đó.|Tôi có thể giúp gì thêm không?
id|Halo! Ada yang bisa saya bantu?|Sama-sama!|Sampai jumpa!|Saya asisten otomatis. Saya menjawab pertanyaan dari dokumen dan menunjukkan sumbernya.|Saya sambungkan Anda dengan seorang petugas.|Saya mohon maaf atas hal itu.|Ada lagi yang bisa saya bantu?
ms|Helo! Apa yang boleh saya bantu?|Sama-sama!|Selamat tinggal!|Saya pembantu automatik. Saya menjawab soalan daripada dokumen dan menunjukkan sumbernya.|Saya sambungkan anda dengan seorang kakitangan.|Saya minta maaf tentang hal itu.|Ada apa-apa lagi yang boleh saya bantu?
ca|Hola! En què puc ajudar?|De res!|Adeu!|Soc un assistent automàtic. Responc preguntes a partir dels documents i mostro on ho diu.|Us passo amb una persona.|Ho sento.|Puc ajudar en alguna cosa més?
gl|Ola! En que podo axudar?|De nada!|Ata logo!|Son un asistente automático. Respondo preguntas a partir dos documentos e amoso onde o di.|Pásoo cunha persoa.|Síntoo.|Podo axudar en algo máis?
eu|Kaixo! Nola lagun dezaket?|Ez horregatik!|Agur!|Laguntzaile automatikoa naiz. Galderei dokumentuetatik erantzuten diet, eta non dagoen idatzita erakusten dut.|Pertsona batekin jarriko zaitut.|Sentitzen dut.|Beste zerbaitetan lagun dezaket?
et|Tere! Kuidas saan aidata?|Pole tänu väärt!|Head aega!|Olen automaatne abiline. Vastan küsimustele dokumentide põhjal ja näitan, kus see kirjas on.|Annan vestluse üle inimesele.|Mul on kahju.|Kas saan veel milleski aidata?
lv|Labdien! Kā varu palīdzēt?|Lūdzu!|Uz redzēšanos!|Es esmu automātisks palīgs. Atbildu uz jautājumiem pēc dokumentiem un parādu, kur tas rakstīts.|Nododu sarunu cilvēkam.|Man ļoti žēl.|Vai varu vēl kā palīdzēt?
lt|Sveiki! Kuo galiu padėti?|Nėra už ką!|Viso gero!|Esu automatinis padėjėjas. Atsakau į klausimus pagal dokumentus ir parodau, kur tai parašyta.|Perduodu pokalbį žmogui.|Apgailestauju.|Ar galiu dar kuo nors padėti?
is|Halló! Hvernig get ég aðstoðað?|Ekkert að þakka!|Bless!|Ég er sjálfvirkur aðstoðarmaður. Ég svara spurningum út frá skjölunum og sýni hvar það stendur.|Ég gef þér samband við manneskju.|Mér þykir það leitt.|Get ég aðstoðað með eitthvað fleira?
cy|Helo! Sut alla i helpu?|Croeso!|Hwyl fawr!|Cynorthwyydd awtomatig ydw i. Rwy’n ateb cwestiynau o’r dogfennau ac yn dangos ble mae’n dweud hynny.|Rwy’n eich trosglwyddo i berson.|Mae’n ddrwg gen i am hynny.|Alla i helpu gydag unrhyw beth arall?
sq|Përshëndetje! Si mund të ndihmoj?|S’ka përse!|Mirupafshim!|Jam një ndihmës automatik. U përgjigjem pyetjeve nga dokumentet dhe tregoj ku shkruhet.|Po ju kaloj te një person.|Më vjen keq për këtë.|A mund të ndihmoj me diçka tjetër?
af|Hallo! Hoe kan ek help?|Dis ’n plesier!|Totsiens!|Ek is ’n outomatiese assistent. Ek beantwoord vrae uit die dokumente en wys waar dit staan.|Ek gee jou oor aan ’n mens.|Ek is jammer daaroor.|Kan ek nog met iets help?
sw|Habari! Nikusaidie vipi?|Karibu sana!|Kwaheri!|Mimi ni msaidizi wa kiotomatiki. Najibu maswali kutoka kwenye nyaraka na kuonyesha yameandikwa wapi.|Ninakuunganisha na mtu.|Samahani kwa hilo.|Kuna kitu kingine nikusaidie?
ha|Sannu! Ta yaya zan taimaka?|Babu komai!|Sai an jima!|Ni mataimaki ne na atomatik. Ina amsa tambayoyi daga takardu kuma ina nuna inda aka rubuta.|Zan haɗa ku da mutum.|Ku yi haƙuri da hakan.|Akwai wani abu kuma da zan taimaka?
yo|Ẹ kú àbọ̀! Báwo ni mo ṣe lè ràn yín lọ́wọ́?|Kò tọ́pẹ́!|Ó dàbọ̀!|Olùrànlọ́wọ́ aládàáṣe ni mí. Mo ń dáhùn ìbéèrè láti inú àwọn ìwé, mo sì ń fi ibi tí a kọ ọ́ sí hàn.|Mò ń so yín pọ̀ mọ́ ènìyàn.|Ẹ má bínú.|Ṣé nǹkan mìíràn wà tí mo lè ṣe fún yín?
ar|مرحبًا! كيف يمكنني المساعدة؟|على الرحب والسعة!|مع السلامة!|أنا مساعد آلي. أجيب عن الأسئلة من المستندات وأبيّن موضع الدليل.|سأحوّل المحادثة إلى شخص.|نأسف لذلك.|هل يمكنني المساعدة في شيء آخر؟
fa|سلام! چه کمکی از من برمی‌آید؟|خواهش می‌کنم!|خدانگهدار!|من دستیار خودکار هستم. به پرسش‌ها از روی اسناد پاسخ می‌دهم و نشان می‌دهم کجا نوشته شده است.|گفت‌وگو را به یک انسان می‌سپارم.|بابت آن متأسفم.|کمک دیگری از من برمی‌آید؟
ur|السلام علیکم! آپ کی کیا مدد کی جا سکتی ہے؟|کوئی بات نہیں!|خدا حافظ!|یہ ایک خودکار معاون ہے۔ سوالوں کے جواب دستاویزات سے دیے جاتے ہیں اور حوالہ دکھایا جاتا ہے۔|آپ کی بات ایک شخص کو سونپی جا رہی ہے۔|اس کے لیے معذرت۔|کیا کسی اور بات میں مدد چاہیے؟
hi|नमस्ते! आपकी क्या मदद की जा सकती है?|आपका स्वागत है!|अलविदा!|यह एक स्वचालित सहायक है। सवालों के जवाब दस्तावेज़ों से दिए जाते हैं और प्रमाण दिखाया जाता है।|आपकी बातचीत किसी व्यक्ति को सौंपी जा रही है।|इसके लिए खेद है।|क्या किसी और बात में मदद चाहिए?
mr|नमस्कार! काय मदत हवी आहे?|काही हरकत नाही!|पुन्हा भेटू!|हा एक स्वयंचलित सहाय्यक आहे. प्रश्नांची उत्तरे कागदपत्रांतून दिली जातात आणि पुरावा दाखवला जातो.|तुमचे संभाषण एका व्यक्तीकडे सोपवले जात आहे.|त्याबद्दल क्षमस्व.|आणखी काही मदत हवी आहे का?
ne|नमस्ते! के सहयोग गर्न सकिन्छ?|स्वागत छ!|फेरि भेटौँला!|यो स्वचालित सहायक हो। प्रश्नका उत्तर कागजातबाट दिइन्छ र प्रमाण देखाइन्छ।|तपाईंको कुराकानी एक व्यक्तिलाई सुम्पिँदै छ।|त्यसका लागि माफ गर्नुहोस्।|अरू केही सहयोग चाहिन्छ?
el|Γεια σας! Πώς μπορώ να βοηθήσω;|Παρακαλώ!|Αντίο σας!|Είμαι ένας αυτόματος βοηθός. Απαντώ σε ερωτήσεις από τα έγγραφα και δείχνω πού το γράφουν.|Σας συνδέω με έναν άνθρωπο.|Λυπάμαι γι’ αυτό.|Μπορώ να βοηθήσω σε κάτι άλλο;
he|שלום! במה אפשר לעזור?|אין בעד מה!|להתראות!|זהו עוזר אוטומטי. התשובות לשאלות לקוחות מהמסמכים, עם מראה מקום.|השיחה מועברת לאדם.|אנו מצטערים על כך.|אפשר לעזור בעוד משהו?
ko|안녕하세요! 무엇을 도와드릴까요?|천만에요!|안녕히 가세요!|저는 자동 응답 도우미입니다. 문서를 바탕으로 질문에 답하고 근거를 보여 드립니다.|상담원에게 연결해 드리겠습니다.|불편을 드려 죄송합니다.|더 도와드릴 일이 있을까요?
ja|こんにちは。どのようなご用件でしょうか。|どういたしまして。|さようなら。|自動応答アシスタントです。文書をもとに質問に答え、根拠を示します。|担当者におつなぎします。|申し訳ございません。|ほかにご用件はございますか。
zh|您好！有什么可以帮您？|不客气！|再见！|我是自动助手，根据文档回答问题，并标明出处。|正在为您转接人工客服。|很抱歉。|还有什么可以帮您？
zh-hant|您好！有什麼可以幫您？|不客氣！|再見！|我是自動助手，根據文件回答問題，並標明出處。|正在為您轉接真人客服。|很抱歉。|還有什麼可以幫您？
th|สวัสดี มีอะไรให้ช่วยไหม|ด้วยความยินดี|ลาก่อน|นี่คือผู้ช่วยอัตโนมัติ ตอบคำถามจากเอกสารและแสดงหลักฐานให้เห็น|กำลังส่งต่อการสนทนาให้เจ้าหน้าที่|ขออภัยในเรื่องนี้|มีอะไรให้ช่วยอีกไหม
lo|ສະບາຍດີ! ມີຫຍັງໃຫ້ຊ່ວຍບໍ່?|ດ້ວຍຄວາມຍິນດີ|ລາກ່ອນ|ນີ້ແມ່ນຜູ້ຊ່ວຍອັດຕະໂນມັດ ຕອບຄຳຖາມຈາກເອກະສານ ແລະ ສະແດງຫຼັກຖານ.|ກຳລັງສົ່ງຕໍ່ການສົນທະນາໃຫ້ເຈົ້າໜ້າທີ່.|ຂໍອະໄພໃນເລື່ອງນີ້.|ມີຫຍັງໃຫ້ຊ່ວຍອີກບໍ່?
km|សួស្តី! តើមានអ្វីឱ្យជួយ?|មិនអីទេ!|លាហើយ!|នេះជាជំនួយការស្វ័យប្រវត្តិ ឆ្លើយសំណួរពីឯកសារ និងបង្ហាញភស្តុតាង។|កំពុងបញ្ជូនការសន្ទនាទៅបុគ្គលិក។|សូមអភ័យទោសចំពោះរឿងនេះ។|តើមានអ្វីទៀតឱ្យជួយទេ?
my|မင်္ဂလာပါ။ ဘာကူညီပေးရမလဲ။|ရပါတယ်။|နောက်မှတွေ့မယ်။|ဒါက အလိုအလျောက် လက်ထောက်ပါ။ စာရွက်စာတမ်းများမှ ဖြေဆိုပြီး အထောက်အထား ပြပါသည်။|စကားဝိုင်းကို ဝန်ထမ်းထံ လွှဲပေးနေပါသည်။|ဒီအတွက် တောင်းပန်ပါသည်။|တခြား ဘာကူညီပေးရဦးမလဲ။
am|ሰላም! እንዴት ልርዳዎት?|ምንም አይደል!|ደህና ይሁኑ!|እኔ አውቶማቲክ ረዳት ነኝ። ጥያቄዎችን ከሰነዶች እመልሳለሁ፤ ማስረጃውንም አሳያለሁ።|ከሰው ጋር እያገናኘሁዎት ነው።|ስለዚህ ይቅርታ።|ሌላ የምረዳዎት ነገር አለ?
hy|Բարև ձեզ։ Ինչո՞վ կարող եմ օգնել։|Խնդրեմ։|Ցտեսություն։|Ես ավտոմատ օգնական եմ։ Պատասխանում եմ փաստաթղթերից և ցույց տալիս, թե որտեղ է գրված։|Ձեզ փոխանցում եմ մարդու։|Ցավում եմ դրա համար։|Կարո՞ղ եմ էլի ինչ-որ բանով օգնել։
ka|გამარჯობა! რით შემიძლია დაგეხმაროთ?|არაფრის!|ნახვამდის!|მე ავტომატური ასისტენტი ვარ. კითხვებს დოკუმენტებიდან ვპასუხობ და ვაჩვენებ, სად წერია.|საუბარს ადამიანს გადავცემ.|ბოდიშს გიხდით ამისთვის.|კიდევ რით შემიძლია დაგეხმაროთ?
bn|নমস্কার! কীভাবে সাহায্য করতে পারি?|স্বাগতম!|আবার দেখা হবে!|আমি একটি স্বয়ংক্রিয় সহকারী। নথি থেকে প্রশ্নের উত্তর দিই এবং প্রমাণ দেখাই।|আপনার কথোপকথন একজন মানুষের কাছে দেওয়া হচ্ছে।|এর জন্য দুঃখিত।|আর কিছুতে সাহায্য করতে পারি?
pa|ਸਤ ਸ੍ਰੀ ਅਕਾਲ! ਕੀ ਮਦਦ ਕੀਤੀ ਜਾ ਸਕਦੀ ਹੈ?|ਕੋਈ ਗੱਲ ਨਹੀਂ!|ਫਿਰ ਮਿਲਾਂਗੇ!|ਇਹ ਇੱਕ ਆਟੋਮੈਟਿਕ ਸਹਾਇਕ ਹੈ। ਸਵਾਲਾਂ ਦੇ ਜਵਾਬ ਦਸਤਾਵੇਜ਼ਾਂ ਵਿੱਚੋਂ ਦਿੱਤੇ ਜਾਂਦੇ ਹਨ ਅਤੇ ਸਬੂਤ ਦਿਖਾਇਆ ਜਾਂਦਾ ਹੈ।|ਤੁਹਾਡੀ ਗੱਲਬਾਤ ਇੱਕ ਵਿਅਕਤੀ ਨੂੰ ਸੌਂਪੀ ਜਾ ਰਹੀ ਹੈ।|ਇਸ ਲਈ ਮਾਫ਼ੀ।|ਕੀ ਹੋਰ ਕੋਈ ਮਦਦ ਚਾਹੀਦੀ ਹੈ?
gu|નમસ્તે! શું મદદ કરી શકાય?|કોઈ વાત નહીં!|આવજો!|આ એક સ્વચાલિત સહાયક છે. પ્રશ્નોના જવાબ દસ્તાવેજોમાંથી અપાય છે અને પુરાવો બતાવાય છે.|તમારી વાતચીત એક વ્યક્તિને સોંપાઈ રહી છે.|તે બદલ માફ કરશો.|બીજી કોઈ મદદ જોઈએ છે?
ta|வணக்கம்! எப்படி உதவலாம்?|பரவாயில்லை!|மீண்டும் சந்திப்போம்!|இது ஒரு தானியங்கி உதவியாளர். ஆவணங்களிலிருந்து கேள்விகளுக்குப் பதிலளித்து, ஆதாரத்தைக் காட்டும்.|உங்கள் உரையாடல் ஒரு நபரிடம் ஒப்படைக்கப்படுகிறது.|அதற்காக வருந்துகிறோம்.|வேறு ஏதாவது உதவி வேண்டுமா?
te|నమస్కారం! ఎలా సహాయం చేయగలను?|పర్వాలేదు!|మళ్ళీ కలుద్దాం!|ఇది స్వయంచాలక సహాయకం. పత్రాల నుండి ప్రశ్నలకు సమాధానం ఇచ్చి, ఆధారాన్ని చూపుతుంది.|మీ సంభాషణను ఒక వ్యక్తికి అప్పగిస్తున్నాము.|దానికి క్షమించండి.|ఇంకేమైనా సహాయం కావాలా?
"""
SENTENCES: dict[str, tuple[str, ...]] = {
    code: tuple(cells) for code, *cells in (line.split("|") for line in _TABLE.strip().splitlines())
}
