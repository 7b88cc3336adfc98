"""Words that carry grammar, language by language.

Function and question words decide short texts ("wie", "cómo", "hvordan", "hoe") and the matrix
language of mixed ones. Written for polycite; lower case, with their accents. A word ending in an
apostrophe is one that is elided before the next ("l'", "don'").
"""

from __future__ import annotations

FUNCTION_WORDS: dict[str, frozenset[str]] = {
    code: frozenset(words.split())
    for code, words in {
        "en": """the a an of to in is it's are was were be been being am i you he she it we they my your his her
            its our their me him us them this that these those there here what which who whom whose when where
            why how and or but if then than because while so not no don' doesn' didn' can' won' isn' aren' i'
            what' do does did done has have had having can could will would shall should may might must for from
            with without at by on into onto about after before between during until since too also only just any
            some every each many much more most all both either neither does get gets got my mine up out off
            over under again still already always never as let yes please anyone someone something nothing hello
            hi thanks thank""",
        "de": """der die das den dem des ein eine einen einem einer eines und oder aber wenn weil dass ob ist
            sind war waren bin bist seid wird werden wurde worden hat habe haben hatte kann kannst können könnte
            muss müssen soll sollte darf dürfen will möchte ich du er sie es wir ihr mich mir dich dir ihm ihn
            uns euch mein meine meinen meinem meiner dein deine ihre ihren sein seine unser was wer wie wo wann
            warum wieso weshalb welche welcher welches welchen woher wohin womit wofür wozu nicht kein keine
            keinen nichts nur auch noch schon mehr mal bitte immer nie wieder so zu zum zur im am vom beim ins
            ans auf aus bei mit nach von vor für über unter durch gegen ohne zwischen seit bis um als denn doch
            hier dort jetzt dann man sich viel viele wieviel geht gibt funktioniert fuer ueber koennen moechte
            wofuer muessen jemand etwas alle alles jede jeder hallo danke""",
        "fr": """le la les l' un une des du de d' au aux et ou où mais si que qu' qui quoi quel quelle quels
            quelles comment pourquoi quand combien est es suis sont était être été c' ce cet cette ces ça cela
            j' je tu il elle on nous vous ils elles me m' te t' se s' lui leur leurs mon ma mes ton ta tes son
            sa ses notre nos votre vos ne n' pas plus jamais rien aucun aucune y en dans sur sous avec sans pour
            par chez entre vers depuis pendant avant après ai as a avons avez ont avait peut peux puis pouvez
            dois doit faut faire fait veux veut voudrais va vais sert marche fonctionne très trop aussi encore
            toujours déjà ici là donc alors car bien tout tous toute toutes même bonjour salut merci""",
        "es": """el la los las un una unos unas lo al del de y o u pero si que qué quien quién cuál cuáles cómo
            como cuándo cuando cuánto cuánta cuántos cuántas dónde donde adónde por porqué para con sin en sobre
            entre desde hasta hacia según yo tú él ella usted nosotros ellos ustedes me te se nos le les mi mis
            tu tus su sus nuestro nuestra este esta estos estas esto ese esa eso aquel es son era fue ser soy
            está están estoy estar hay he ha han había haber tengo tiene tienen tener puedo puede pueden puedes
            poder debo debe hacer hago hace quiero quiere no sí ni nunca nada alguien algo ningún ninguna
            también más menos muy ya todavía aún aquí ahí allí ahora después antes porque aunque mientras vez
            otra otro cada todo todos toda sirve funciona va voy cuesta ayuda cual quien hola gracias""",
        "pt": """o a os as um uma uns umas do da dos das de no na nos nas ao aos à às em num numa pelo pela e ou
            mas se que quê quem qual quais como quando quanto quanta quantos quantas onde aonde por porque
            porquê para pra com sem sobre entre desde até eu tu ele ela você vocês nós eles elas me te lhe meu
            minha meus minhas teu tua seu sua seus suas nosso nossa este esta isto esse essa isso aquele aquela
            é são era foi ser sou está estão estou estar tá há tem têm tenho ter posso pode podem poder devo
            deve fazer faço faz fica quero quer preciso não sim nem nunca nada alguém algo nenhum também mais
            menos muito já ainda aqui ali agora depois antes consigo funciona dá vou vai cada todo todos toda
            outra outro olá oi obrigado obrigada""",
        "it": """il lo la i gli le l' un uno una un' di del dello della dei degli delle dell' a al allo alla ai
            agli alle all' da dal dalla dai dalle dall' in nel nello nella nei nelle nell' su sul sulla sui
            sulle sull' con per tra fra e ed o ma se che chi cosa cos' come quando quanto quanta quanti quante
            dove dov' perché quale quali qual com' io tu lui lei noi voi loro mi ti ci vi si ne mio mia miei mie
            tuo tua suo sua nostro nostra questo questa questi queste quello quella è sono sei siamo era essere
            stato sta ho hai ha abbiamo hanno avere c' posso puoi può possono devo deve devono bisogna fare
            faccio fa voglio vorrei serve non no sì mai niente nulla qualcuno qualcosa anche più meno molto già
            ancora qui qua adesso ora dopo prima senza ogni tutto tutti tutte funziona va vado ciao grazie
            buongiorno""",
        "nl": """de het een van en of maar als dat die dit deze wat wie waar wanneer waarom hoe hoeveel welke
            welk waarvoor waarmee ik je jij jou u hij zij ze wij we jullie mij me hem haar ons onze mijn uw jouw
            zijn hun is ben bent was waren wordt worden werd heb hebt heeft hebben had kan kun kunt kunnen moet
            moeten mag mogen wil willen zal zou zullen gaat ga gaan doe doet doen werkt krijg krijgt niet geen
            niets iets iemand nog al ook alleen meer veel te aan op in uit bij met naar voor over onder door
            tegen zonder tussen sinds tot om na er hier daar nu dan zo weer altijd nooit mogelijk lang zelf elke
            alle hallo hoi dank bedankt""",
        "sv": """en ett den det de dem och eller men om att som är var vara varit blir bli har hade ha kan kunde
            ska skall skulle måste får få vill jag du han hon vi ni mig dig honom henne oss er sig min mitt mina
            din ditt dina hans hennes vår vårt sin sitt vad vem vilken vilket vilka hur när varför varifrån vart
            mycket många inte ingen inget inga ej aldrig alltid också bara mer redan ännu nu då här där i på av
            för från till med utan under över mellan efter före mot hos genom vid så än gör göra går fungerar
            finns länge någon något några alla varje innan igen hej tack""",
        "nb": """en et ei den det de dem og eller men om at som er var være vært blir bli har hadde ha kan kunne
            skal skulle må får få vil jeg du han hun vi dere meg deg ham henne oss seg min mitt mine din ditt
            dine hans hennes vår sin hva hvem hvilken hvilket hvilke hvordan når hvorfor hvor mye mange ikke
            ingen intet aldri alltid også bare mer allerede ennå nå da her der i på av for fra til med uten
            under over mellom etter før mot hos gjennom ved så enn gjør gjøre går fungerer virker finnes lenge
            noen noe alle hver igjen gang skjer hei takk""",
        "da": """en et den det de dem og eller men om at som er var være været bliver blive har havde have kan
            kunne skal skulle må får få vil jeg du han hun vi i mig dig ham hende os jer sig min mit mine din
            dit dine hans hendes vores sin hvad hvem hvilken hvilket hvilke hvordan hvornår hvorfor hvor meget
            mange ikke ingen intet aldrig altid også kun mere allerede endnu nu da her der på af for fra til med
            uden under over mellem efter før mod hos gennem ved så end gør gøre går virker findes længe nogen
            noget nogle alle hver igen gang sker hej tak""",
        "fi": """ja tai mutta jos kun että koska vaikka on ovat oli olla ole olen olet oletko onko ei en et
            eivät eikö minä sinä hän me he minun sinun hänen minulla sinulla minulle minut mikä mitä missä mistä
            mihin millä miten kuinka miksi milloin kuka kenen mitkä kumpi montako paljonko tämä tämän tätä tässä
            se sen sitä siinä nämä ne nuo voi voin voiko voinko voit voivat saa saan saako pitää täytyy täytyykö
            pitäisi haluan haluaisin tarvitsen tarvitseeko toimi toimii myös vain vielä jo nyt sitten täällä
            siellä aina koskaan ilman kanssa ennen jälkeen ilmaiseksi joka kaikki mitään jotain uudelleen
            kauanko saisin hei moi kiitos""",
        "pl": """i lub albo ale jeśli jeżeli że żeby aby bo ponieważ jest są był była było być jestem będzie nie
            tak czy co kto kogo gdzie skąd dokąd kiedy jak jaki jaka jakie jaką który która które którą ile
            dlaczego czemu po ja ty on ona my wy oni mnie mi mój moja moje moją mojego mojej twój ciebie się
            sobie swój jego jej ich ten ta to tego tej te tę tym w we na z ze do od dla przez przy pod nad bez
            za przed między o u oraz też także tylko już jeszcze teraz tu tam bardzo więcej mogę może można
            możesz muszę trzeba chcę chce mam ma mają mieć zrobić robi działa kiedy zawsze nigdy nic coś ktoś
            każdy wszystko proszę cześć dziękuję""",
        "cs": """a nebo ale jestli pokud že aby protože když je jsou byl byla bylo být jsem jste budu bude ne
            ano co kdo koho kde kam odkud kdy jak jaký jaká jaké který která které kolik proč k já ty on ona my
            vy oni mě mi mně můj moje moji mého svůj tvůj si se ten ta to toho tento tato tuto této v ve na z ze
            do od pro přes při pod nad bez za před mezi o u s po také jen už ještě teď tady tam velmi více můžu
            mohu může lze musím musí chci chce mám má mají mít udělat dělá funguje není nejde nemůžu vždy nikdy
            nic něco někdo každý prosím jakou jestli ahoj děkuji díky""",
        "sk": """a alebo ale ak že aby pretože keď je sú bol bola bolo byť som ste budem bude nie áno čo kto
            koho kde kam odkiaľ kedy ako aký aká aké ktorý ktorá ktoré koľko prečo ja ty on ona my vy oni mňa mi
            môj moja moje svoj tvoj si sa ten tá to toho tento táto túto v vo na z zo do od pre cez pri pod nad
            bez za pred medzi o u s po tiež len už ešte teraz tu tam veľmi viac môžem môže možno musím musí
            chcem chce mám má majú mať urobiť funguje nefunguje nejde nemôžem vždy nikdy nič niečo niekto každý
            prosím treba ahoj ďakujem""",
        "sl": """in ali pa če da ker ko je so bil bila bilo biti sem ste bom bo ne ni kaj kdo koga kje kam kdaj
            kako kakšen kakšna kateri katera katero koliko zakaj jaz ti on ona mi vi oni me mene moj moja moje
            svoj tvoj si se ta to tega te v na z iz s do od za čez pri pod nad brez pred med o po tudi samo že
            še zdaj tu tam zelo več lahko moram mora hočem želim imam ima imajo imeti narediti deluje dela vedno
            nikoli nič nekaj nekdo vsak prosim mogoče zdravo hvala""",
        "hr": """i ili ali ako da jer kad kada je su bio bila bilo biti sam ste hoće bude ne nije što šta tko
            koga gdje kamo odakle kako kakav kakva koji koja koje koliko zašto ja ti on ona mi vi oni me mene
            moj moja moje svoj svoju tvoj si se taj ta to toga ovaj ova ovo u na s sa iz do od za kroz pri pod
            nad bez prije poslije između o po također samo već još sada tu tamo vrlo više mogu može možemo moram
            mora treba želim hoću imam ima imaju imati napraviti radi li uvijek nikad ništa nešto netko svaki
            molim smije bok hvala""",
        "sr": """и или али ако да јер кад када је су био била било бити сам сте хоће буде не није што шта ко
            кога где одакле како какав која који које колико зашто ја ти он она ми ви они ме мене мој моја моје
            свој своју твој си се тај та то тога овај ова ово у на с са из до од за кроз при под над без пре
            после између о по такође само већ још сада ту тамо врло више могу може можемо морам мора треба желим
            хоћу имам има имају ради ли увек никад ништа нешто неко сваки молим i ili ali ako da jer kad kada je
            su bio bila biti sam ste hoće bude ne nije što šta ko koga gde odakle kako kakav koja koji koje
            koliko zašto ja ti on ona mi vi oni me mene moj moja moje svoj tvoj se taj ta to ovaj ova ovo u na s
            sa iz do od za kroz pri pod nad bez pre posle između o po takođe samo već još sada tu tamo vrlo više
            mogu može moram mora treba želim hoću imam ima imaju radi li uvek nikad ništa nešto neko svaki molim
            vreme здраво хвала zdravo hvala""",
        "mk": """и или но ако дека да бидејќи кога е се беше биде сум сте ќе не што кој кого каде како каков
            која кои колку зошто јас ти тој таа ние вие тие ме мене ми мојот мојата моето својот твојот си го ја
            ги му на во со од до за преку при под над без пред по меѓу исто само веќе уште сега тука таму многу
            повеќе можам може морам мора треба сакам имам има имаат ли секогаш никогаш ништо нешто некој секој
            овој оваа ова тоа здраво фала""",
        "bg": """и или но ако че да защото когато е са съм беше бъде ще не няма какво кой кого къде кога как
            какъв каква която кои които колко защо аз ти той тя ние вие те ме мен ми моят моята моя моето моите
            си се го я ги му на във в с със от до за през при под над без пред след между също само вече още
            сега тук там много повече мога може можете трябва искам имам има имат ли винаги никога нищо нещо
            някой всеки този тази това тези ли работи става дали здравей здравейте благодаря""",
        "ru": """и или но а если что чтобы потому когда это этот эта эти есть был была было быть не нет да ли бы
            кто кого где куда откуда как какой какая какие какое который которая сколько почему зачем чем чего я
            ты он она мы вы они меня мне мной мой моя моё мои мою моего моей тебя вас вам ваш свой себя их его
            её к ко в во на с со из до от для через при под над без за перед между после о об по у тоже также
            только уже ещё сейчас тут там очень больше могу может можно можете нужно надо должен хочу делать
            сделать работает всегда никогда ничего каждый все пожалуйста нельзя какую привет спасибо
            здравствуйте""",
        "uk": """і й та або але якщо що щоб тому бо коли це цей ця ці є був була було бути не ні так чи би хто
            кого де куди звідки як який яка які яке яку котрий скільки чому навіщо чим чого я ти він вона ми ви
            вони мене мені мій моя моє мої мою мого моєї тебе вас вам ваш свій себе їх його її до в у на з із зі
            від для через при під над без за перед між після про по теж також тільки вже ще зараз тут там дуже
            більше можу може можна можете потрібно треба повинен хочу робити зробити працює завжди ніколи нічого
            щось хтось кожен все немає привіт дякую""",
        "be": """і ці або але калі што каб таму бо гэта гэты гэтая ёсць быў была было быць не няма так хто каго
            дзе куды адкуль як які якая якія якое колькі чаму навошта чым я ты ён яна мы вы яны мяне мне мой мая
            маё мае маю цябе вас вам ваш свой сябе іх яго яе да ў у на з са ад для праз пры пад над без за перад
            паміж пасля пра па таксама толькі ўжо яшчэ цяпер тут там вельмі больш магу можа можна трэба хачу
            рабіць зрабіць працуе заўсёды ніколі нічога нешта хтосьці кожны прывітанне дзякуй""",
        "kk": """және мен немесе бірақ егер деп үшін бұл осы сол бар жоқ болды болып бола емес ма ме ба бе па пе
            не кім қайда қайдан қашан қалай қандай қай қанша неге неліктен сен сіз ол біз олар мені маған менің
            сенің оның біздің сіздің өз туралы дейін кейін бұрын арқылы бойынша тек әлі енді қазір мұнда өте көп
            керек болады мүмкін жатыр істеймін істейді қосу алу қалайша неше сәлем рахмет""",
        "hu": """a az egy és vagy de ha hogy mert mivel van vannak volt lesz lehet nem nincs igen mi mit ki kit
            hol hová honnan mikor hogyan hogy milyen melyik mennyi mennyibe hány miért mire meddig én te ő mi ti
            ők engem nekem neked neki az enyém ez ezt azt ennek is csak már még most itt ott nagyon több kell
            tudok tudom tud tudja szeretném akarok kérem után előtt alatt felett nélkül között mellett által
            való vele mindig soha semmi valami valaki minden működik tudnék vajon el meg be ki fel le szia
            köszönöm""",
        "ro": """și sau dar dacă că pentru când cand este e sunt era fi fost nu da ce cine unde de cum care cât
            cat câte câți cui eu tu el ea noi voi ei ele mă ma te se ne vă îmi imi îți își meu mea mei mele tău
            său sa lui lor un o unei unui al ai ale a în in din la pe cu fără peste sub între după înainte până
            prin despre acest această aceasta acesta asta mai doar deja încă aici acolo foarte mult pot poate
            puteți trebuie vreau am are au avea face fac funcționează merge mereu niciodată nimic ceva cineva
            fiecare tot toate îl îi bună salut mulțumesc""",
        "tr": """ve veya ya ama fakat eğer ki için bu şu o bunu bunun var yok mı mi mu mü değil ne kim kimin
            nerede nereden nereye neden niye niçin nasıl hangi hangisi kaç kadar zaman ben sen biz siz onlar
            beni bana benim seni sana senin onun bizim sizin ile de da en daha çok az sadece zaten hala şimdi
            burada orada her hiç sonra önce göre üzerinde olarak olan oldu olur olabilir mıyım miyim musunuz
            mısınız misiniz gerekiyor gerekir lazım istiyorum ediyor yapabilirim yapmalıyım yapılır edilir
            çalışmıyor edebilirim bir şey nedir kimse bazı bütün merhaba selam teşekkürler""",
        "az": """və və ya amma əgər ki üçün bu o bunu var yox deyil nə kim kimin harada haradan hara niyə necə
            hansı neçə qədər vaxt mən sən biz siz onlar məni mənə mənim sənin onun bizim sizin ilə də da ən daha
            çox az yalnız artıq hələ indi burada orada hər heç sonra əvvəl görə kimi olaraq olan oldu olur ola
            bilər mı mi mu mü edə bilərəm lazımdır istəyirəm işləmir edirəm etmək bir nədir olar salam
            təşəkkür""",
        "vi": """và hoặc hay nhưng nếu thì là mà vì nên để của cho với từ đến trong ngoài trên dưới tại ở về
            theo bằng không có chưa đã đang sẽ bị được phải cần muốn thể gì ai đâu nào khi sao thế nhiêu bao lâu
            mấy tại này kia đó đây tôi bạn anh chị em mình chúng ta họ nó tớ các những một mỗi mọi rất quá lắm
            hơn nhất cũng chỉ còn nữa lại vẫn rồi làm như giúp hỏi xin vậy ạ à nhé chào cảm ơn""",
        "id": """yang dan atau tetapi tapi jika kalau bahwa karena untuk dari ke di pada dengan tanpa dalam oleh
            tentang sampai sejak antara adalah ada tidak bukan belum sudah akan sedang telah bisa dapat harus
            perlu mau ingin apa apakah siapa dimana mana kapan bagaimana gimana berapa kenapa mengapa saya aku
            kamu anda dia kami kita mereka ini itu sini sana nya juga hanya saja lagi lebih sangat sekali masih
            setelah sebelum saat ketika lama cara nggak gak enggak dong kok buat gue silakan tolong semua setiap
            halo terima kasih makasih""",
        "ms": """yang dan atau tetapi tapi jika kalau bahawa kerana untuk dari daripada ke di pada kepada dengan
            tanpa dalam oleh tentang sampai sejak antara adalah ialah ada tidak tak bukan belum sudah akan
            sedang telah boleh dapat mesti perlu mahu nak hendak apa apakah siapa mana bila bagaimana macam
            berapa kenapa mengapa saya aku kamu awak anda dia kami kita mereka ini itu sini sana juga hanya
            sahaja lagi lebih sangat masih selepas sebelum semasa apabila lama cara tolong sila semua setiap
            camne ke ya terima kasih""",
        "ca": """el la els les l' un una uns unes de d' del dels al als i o però si que què qui quin quina quins
            quines com quan quant quants quanta on per perquè per a amb sense en sobre entre des fins jo tu ell
            ella nosaltres vostè em et es ens us li m' t' s' n' hi ho meu meva meus meves teu teva seu seva
            aquest aquesta això aquell és són era ser soc està estan hi ha tinc té tenen tenir puc pot poden
            poder cal haig he has han fer faig fa vull vol no sí mai res algú també més menys molt ja encara
            aquí allà ara després abans cada tot tots funciona hola gràcies""",
        "gl": """o a os as un unha uns unhas do da dos das de no na nos nas ao aos á ás en nun nunha polo pola e
            ou pero se que quen cal cales como cando canto canta cantos cantas onde por porque para con sen
            sobre entre desde ata eu ti el ela vostede nós eles elas me che lle meu miña meus miñas teu túa seu
            súa noso este esta isto ese esa iso é son era foi ser está están estou hai ten teñen teño ter podo
            pode poden poder debo debe facer fago fai quero quere non si nin nunca nada alguén algo tamén máis
            menos moito xa aínda aquí agora despois antes funciona vou ola grazas""",
        "eu": """eta edo baina bada baldin dela duen da dira zen izan naiz zara dago daude dut du ditu dute nuen
            zuen ez bai zer zein zeinek nor nork nori non nola noiz nondik nora zergatik zenbat zertarako ni zu
            hura gu zuek haiek nire zure bere gure hau hori hauek horiek bat batean ere bakarrik jada oraindik
            orain hemen hor oso gehiago daiteke dezaket dezakezu behar nahi egin egiten baino arte ondoren
            aurretik gabe bezala guztiak beti inoiz ezer kaixo eskerrik""",
        "et": """ja või aga kui et sest kuigi on oli olla ole olen oled ei mina sina tema ma sa ta me te nad
            minu sinu mul sul mind mulle mis mida kus kust kuhu millal kuidas miks kes kelle milline millise
            mitu palju kui see selle seda siin seal need neid võib võin saab saan saa pean peab tuleb tahan
            soovin tööta töötab ka ainult veel juba nüüd siis alati kunagi ilma koos enne pärast kas iga kõik
            midagi oma kaua tere aitäh""",
        "lv": """un vai bet ja ka jo kad lai ir bija būt esmu nav ne nē es tu viņš viņa mēs jūs viņi man mans
            mana manu tavs savu sava savs kas ko kur kurā kad kā kāpēc kāds kāda kādu cik kuru kurš kura šis šī
            to tas tā šo no uz ar bez par pie pēc pirms starp līdz caur zem virs vairāk tikai jau vēl tagad šeit
            tur ļoti var varu varat vajag jā gribu vēlos darīt strādā nestrādā vienmēr nekad nekas kaut kāds
            katrs viss lūdzu darbojas sveiki paldies""",
        "lt": """ir ar arba bet jei jeigu kad nes kai yra buvo būti esu nėra ne aš tu jis ji mes jūs jie man
            mano tavo savo mane jo jos kas ką kur iš kada kaip kodėl koks kokia kokį kiek kuris kuri kurį šis ši
            tai tas ta šį to nuo į su be apie prie po prieš tarp iki per virš daugiau tik jau dar dabar čia ten
            labai galiu gali galima reikia noriu daryti veikia neveikia visada niekada nieko kažkas kiekvienas
            viskas prašau ilgai labas ačiū""",
        "is": """og eða en ef að sem er eru var vera verið verður hefur hef hafa get getur geta má mun skal verð
            ég þú hann hún við þið þeir þær þau mig mér þig þér honum henni okkur sig minn mín mitt mína þinn
            þín sinn hvað hver hvernig hvenær hvers vegna af hverju hvar hvert hvaðan hvaða hversu mikið margir
            ekki enginn ekkert aldrei alltaf líka bara meira nú þá hér þar í á fyrir frá til með án undir yfir
            milli eftir áður hjá gegnum svo virkar þetta þessi það lengi halló takk""",
        "cy": """y yr a ac neu ond os bod oherwydd pan mae maent oedd bydd yw ydy ydw sydd nid ddim na ie beth
            pwy ble pryd sut pam faint pa fy dy ei ein eich eu fi ti ef hi ni chi nhw hwn hon hyn yn o i ar am
            gyda heb drwy rhwng ar ôl cyn hefyd dim ond eisoes nawr yma yno iawn mwy gallaf gall galla allaf
            alla i rhaid angen eisiau gwneud wnaf byth popeth rhywbeth rhywun pob fod wrth dan dros helo
            diolch""",
        "sq": """dhe ose por nëse se që sepse kur është janë ishte jam jemi nuk s' jo po çfarë çka kush ku nga
            kur si cili cila cilat sa pse përse unë ti ai ajo ne ju ata më mua im ime mia yt jote tij saj i e të
            së një ky kjo këtë këto në me pa për mbi nën midis pas para deri gjatë edhe vetëm tashmë ende tani
            këtu atje shumë më mund duhet dua kam ka kanë bëj bëjë bën punon asnjë diçka dikush çdo gjithmonë
            kurrë përshëndetje faleminderit""",
        "af": """die n van en of maar as dat wat wie waar wanneer hoekom hoe hoeveel watter ek jy u hy sy ons
            julle hulle my jou hom haar is was word het kan moet mag wil sal sou gaan doen werk nie geen niks
            iets iemand nog al ook net meer baie te aan op in uit by met na vir oor onder deur teen sonder
            tussen sedert tot om daar hier nou dan so weer altyd nooit hierdie daardie kry wees hallo dankie""",
        "sw": """na au lakini kama ikiwa kwamba kwa ya wa la za cha vya ni si sio hapana ndiyo nini nani wapi
            lini vipi jinsi gani kwa ngapi mimi wewe yeye sisi ninyi wao yangu wangu langu changu yako wako yake
            hii hiyo huyu hizi hicho katika kwenye bila baada kabla kati hadi pia tu tayari bado sasa hapa huko
            sana zaidi naweza unaweza inaweza lazima nataka ninataka nina una ana kuna hakuna kufanya kila kitu
            kuhusu ninawezaje je kwanini mbona haifanyi hiki niko habari jambo asante""",
        "ha": """da ko amma idan cewa domin saboda ne ce shi ita ni kai ke mu ku su na ta ya yi wannan wancan
            waɗannan me mene menene wane wace wa ina yaushe yaya yadda nawa me yasa don ga daga zuwa cikin kan a
            ba babu akwai kuma sai har bayan kafin tsakanin yanzu nan can sosai zan zai iya dole ina so yin
            kowane wani wata kawai tare mai masu ake ana nake kake sannu nagode""",
        "yo": """ati àti tàbí ṣùgbọ́n bí pé nítorí ni ní kò kì jẹ́ ṣe kí kíni kílódé tani ta níbo nígbà wo báwo
            mélòó èló mo o ó a ẹ wọ́n mi rẹ wa yín èmi ìwọ òun àwa ẹ̀yin àwọn yìí náà yẹn sí láti fún pẹ̀lú lórí
            nínú lẹ́yìn ṣáájú títí tún nìkan báyìí gan lè gbọ́dọ̀ fẹ́ máa ti wà gbogbo kankan nkan""",
        "ar": """في من إلى على عن مع هذا هذه ذلك تلك التي الذي الذين هل ما ماذا لماذا متى أين كيف كم أي من هو هي
            أنا أنت نحن هم لا لم لن ليس غير أن إن كان كانت يكون قد عند بعد قبل بين حتى أو ثم لكن إذا لو كل بعض
            أيضا فقط الآن هنا هناك يمكن يمكنني أستطيع يجب أريد ممكن لدي عندي ليش شو وين ازاي ايه عايز مش كيفية
            بدون خلال حول يوجد الى اين او ان اذا انا كمان لازم شكرا مرحبا السلام""",
        "fa": """در از به با برای که این آن را و یا اما اگر تا چه چی کی کجا چرا چطور چگونه چند چقدر کدام آیا من
            تو او ما شما آنها ایشان است هست بود نیست باشد شد شود می نمی کنم کند کنید کرد کردن دارم دارد ندارد
            باید توانم میتوانم می‌توانم می‌شود می‌کنم نمی‌کند میشه میکنم نمیشه هم فقط هنوز الان اینجا خیلی بیشتر
            بعد قبل بدون روی زیر بین هر هیچ همه چیزی خودم دیگر وقتی سلام مرسی ممنون""",
        "ur": """میں سے کو کا کی کے پر تک نے اور یا لیکن اگر کہ یہ وہ اس ان جو کیا کون کہاں کب کیوں کیسے کتنا
            کتنی کتنے کس ہے ہیں تھا تھی ہوں ہو گا گی نہیں نہ مجھے میرا میری میرے آپ ہم تم اپنا اپنی اپنے بھی ہی
            صرف اب یہاں وہاں بہت زیادہ کرنا کریں کرتا کرتے رہا سکتا سکتی سکتے سکتا چاہیے بعد پہلے بغیر ساتھ لیے
            ہر کچھ کوئی سب کر ہوتا شکریہ سلام""",
        "hi": """में से को का की के पर तक ने और या लेकिन अगर कि यह वह ये वे इस उस इन जो क्या कौन कहाँ कहां कब
            क्यों कैसे कितना कितनी कितने किस कौनसा है हैं था थी थे हूँ हूं हो होगा नहीं न मत मुझे मेरा मेरी मेरे
            आप हम तुम अपना अपनी अपने भी ही सिर्फ अब यहाँ वहाँ बहुत ज़्यादा ज्यादा करना करें करता करते करूँ करूं
            रहा रही रहे सकता सकती सकते चाहिए बाद पहले बिना साथ लिए हर कुछ कोई सब कर होता होती गया लगता मैं
            नमस्ते धन्यवाद शुक्रिया""",
        "mr": """आहे आहेत होते होता होती नाही आणि किंवा पण जर की हे हा ही ते तो ती या त्या काय कोण कुठे कधी का
            कसे कसा कशी किती कोणता कोणती कोणते मी तू तुम्ही आम्ही आपण मला माझा माझी माझे माझ्या तुमचा तुमची
            त्याचा मध्ये वर साठी पासून पर्यंत शिवाय नंतर आधी बरोबर फक्त आता इथे तिथे खूप जास्त करू करावे करायचे
            करता येते येईल शकतो शकता शकते पाहिजे प्रत्येक काही सर्व कसं आहेत होईल लागतो लागतात नमस्कार
            धन्यवाद""",
        "ne": """छ छन् छैन थियो हो होइन हुन्छ र वा तर यदि भने कि यो त्यो यी ती के को कहाँ कहिले किन कसरी कति कुन
            म तिमी तपाईं हामी उनी मलाई मेरो तपाईंको हाम्रो मा बाट देखि सम्म लाई ले द्वारा बिना पछि अघि सँग मात्र
            अब यहाँ त्यहाँ धेरै बढी गर्ने गर्नु गर्छ गर्न गरेको सक्छु सकिन्छ सक्छ पर्छ चाहिन्छ हरेक केही सबै पनि
            लागि भएको भयो हुने नमस्ते धन्यवाद""",
        "el": """ο η το οι τα του της των τον την τους τις ένα ένας μια μία και ή αλλά αν ότι πως που επειδή
            όταν είναι ήταν είμαι έχω έχει έχουν δεν μην όχι ναι τι ποιος ποια ποιο ποιες ποιοι πού πότε πώς
            γιατί πόσο πόσα πόσες πόσος εγώ εσύ αυτός αυτή αυτό αυτά εμείς εσείς με σε μου σου μας σας θα να για
            από στο στη στην στον στους στα χωρίς πριν μετά μεταξύ μέχρι ως επίσης μόνο ήδη ακόμα τώρα εδώ εκεί
            πολύ περισσότερο μπορώ μπορεί πρέπει θέλω κάνω κάνει κάθε κάτι όλα πάντα ποτέ γεια ευχαριστώ""",
        "he": """של את על עם אל לא כן או אבל אם כי מה מי איפה מתי איך למה כמה איזה איזו אני אתה הוא היא אנחנו הם
            זה זאת זו יש אין היה להיות לי לך שלי שלך שלו אפשר צריך יכול רוצה גם רק עוד כבר עכשיו כאן שם מאוד
            יותר אחרי לפני בלי בין עד כל משהו האם לאן מאיפה מדוע שלום תודה""",
        "ko": """어떻게 왜 무엇 뭐 뭐가 언제 어디 어디서 어디에 누가 누구 어느 어떤
            얼마나 몇 그리고 또는 하지만 만약 이 그 저 이것 내 제 나는 저는 내가 제가 수
            있나요 있어요 없어요 안 돼요 되나요 하나요 해요 합니다 습니다 인가요 까요 때 후
            전 에서 에게 을 를 은 는 에 으로 하려면 방법 무슨""",
        "ja": """の は を が に で と も へ から まで です ます か ない する した
            して いる ある どう 何 いつ どこ なぜ 誰 どれ どの いくら これ それ ください
            たい ません できる よう ね よ けど 場合""",
        "zh": """的 了 吗 呢 吧 是 在 我 你 您 他 她 不 没 有 这 那 哪 什么 怎么
            怎样 如何 为什么 谁 几 多少 和 与 或 把 被 从 到 给 对 要 想 能 会 可以
            请 就 都 也 还 很 多久 哪里 啥 咋""",
        "zh-hant": """的 了 嗎 呢 吧 是 在 我 你 您 他 她 不 沒 有 這 那 哪
            什麼 怎麼 怎樣 如何 為什麼 誰 幾 多少 和 與 或 把 被 從 到 給 對 要 想 能
            會 可以 請 就 都 也 還 很 多久 哪裡 啥 甚麼 嘅 咗 點 唔 係""",
        "th": """ไหม มั้ย อย่างไร ยังไง ทำไม เมื่อไร เมื่อไหร่ ที่ไหน ใคร อะไร เท่าไร เท่าไหร่ กี่ และ หรือ แต่
            ถ้า ของ ที่ ใน จาก ถึง กับ โดย ไม่ ได้ ให้ เป็น มี คือ ผม ฉัน คุณ เรา นี้ นั้น แล้ว จะ ต้อง อยาก
            ครับ ค่ะ คะ ทำ ต่อ บน การ""",
        "lo": """ບໍ່ ໄດ້ ແນວໃດ ຢູ່ ໃສ ຫຍັງ ເປັນ ມີ ແລະ ຫຼື ຂອງ ທີ່ ໃນ ຈາກ ກັບ ນີ້ ແລ້ວ ຈະ ຕ້ອງ ຂ້ອຍ ເທົ່າໃດ ໃຫ້
            ເຮັດ""",
        "km": """តើ អ្វី ណា ដូចម្តេច យ៉ាងដូចម្តេច ហេតុអ្វី ពេល និង ឬ ប៉ុន្តែ បើ របស់ នៅ ក្នុង ពី ជា មាន មិន ទេ
            បាន ខ្ញុំ អ្នក នេះ នោះ ត្រូវ ចង់""",
        "my": """ဘယ်လို ဘာ ဘယ်မှာ ဘယ်တော့ ဘာကြောင့် က ကို မှာ နဲ့ ၏ သည် တယ် မလဲ လား ရှိ မ ဘူး ပြီး ဒီ ကျွန်တော်
            များ""",
        "am": """ነው ናቸው እንዴት ምን የት መቼ ለምን ማን ስንት እና ወይም ግን ከ ወደ ላይ ውስጥ ይህ ያ እኔ እችላለሁ አይ አለ የለም በ ለ ነበር ሁሉ""",
        "hy": """և ու կամ բայց եթե որ ինչ ով որտեղ երբ ինչպես ինչու որքան քանի որը ես դու նա մենք դուք նրանք իմ
            քո նրա է են եմ էր չէ չի ոչ այո այս այդ մեջ վրա համար հետ առանց մինչև հետո կարող պետք ունի կա""",
        "ka": """და ან მაგრამ თუ რომ რა ვინ სად როდის როგორ რატომ რამდენი რომელი მე შენ ის ჩვენ თქვენ ისინი ჩემი
            შენი არის იყო არ ვერ კი ეს ამ ზე ში თან გარეშე შემდეგ შეიძლება უნდა მაქვს აქვს ძალიან""",
        "bn": """এবং ও বা কিন্তু যদি যে এই ওই সেই কি কী কে কোথায় কখন কেন কিভাবে কীভাবে কেমন কত কোন আমি তুমি
            আপনি সে আমরা তারা আমার আমাকে তোমার আপনার এর তার না নেই নয় আছে হয় হবে হচ্ছে করে করব করতে করা করবো
            থেকে জন্য সাথে মধ্যে পরে আগে উপর পারি পারব যায় শুধু এখন এখানে খুব সব কিছু যাবে""",
        "pa": """ਵਿੱਚ ਤੋਂ ਨੂੰ ਦਾ ਦੀ ਦੇ ਤੇ ਅਤੇ ਜਾਂ ਪਰ ਜੇ ਕਿ ਇਹ ਉਹ ਕੀ ਕੌਣ ਕਿੱਥੇ ਕਦੋਂ ਕਿਉਂ ਕਿਵੇਂ ਕਿੰਨਾ ਕਿੰਨੀ ਹੈ ਹਨ
            ਸੀ ਨਹੀਂ ਮੈਂ ਮੇਰਾ ਮੇਰੀ ਤੁਸੀਂ ਅਸੀਂ ਕਰਨਾ ਕਰਾਂ ਸਕਦਾ""",
        "gu": """માં થી ને નો ની નું ના અને કે પણ જો આ તે શું કોણ ક્યાં ક્યારે કેમ કેવી કેટલા કેટલું રીતે છે છું
            હતું નથી હું મારું મારી મારા તમે અમે કરવું કરું શકાય પછી માટે""",
        "ta": """எப்படி என்ன எங்கே எப்போது ஏன் யார் எத்தனை எவ்வளவு எது மற்றும் அல்லது ஆனால் இந்த அந்த இது அது
            நான் நீங்கள் என் எனது உங்கள் இல்லை உள்ளது வேண்டும் முடியும் முடியுமா செய்வது பிறகு இருந்து""",
        "te": """ఎలా ఏమిటి ఎక్కడ ఎప్పుడు ఎందుకు ఎవరు ఎంత ఎన్ని ఏ మరియు లేదా కానీ ఈ ఆ ఇది అది నేను మీరు నా మీ
            లేదు ఉంది కాదు చేయాలి చేయడం చేయవచ్చు నుండి కోసం తర్వాత""",
    }.items()
}  # fmt: skip

# Grammar words of languages with a script of their own as people type them in Latin letters.
ROMANISED: dict[str, frozenset[str]] = {
    code: frozenset(words.split())
    for code, words in {
        "hi": """dhanyavaad bhai abhi tak hua hui gayi wapas milega phir hai hain ho hoon tha thi kya kaise kese
            kaisa kyon kyu kyun kyo kab kahan kaha kaun kitna kitne kitni mera mere meri mujhe aap aapka apna
            apne apni tum hum nahi nahin nhi ka ki ke ko mein se par aur ya lekin agar karna karo kare karen
            karun karu raha rahi rahe sakta sakte sakti chahiye baad pehle liye wala wali gaya hota hoti kar yeh
            woh kuch koi sab bhi""",
        "ru": """doma privet spasibo kak pochemu gde kogda skolko chto kto zachem mozhno nelzya nado nuzhno moy
            moya moi menya mne ya ty vy ne net dlya iz ot posle esli ili etot eta eto na moego kakoy kakaya
            rabotaet delat sdelat""",
        "el": """efxaristo geia pos pws giati pou pote poso posa ti einai den mou sou mas sas tha na gia apo sto
            sti stin ston tin ton kai thelo mporo mporw prepei exo exei kano kanw to""",
    }.items()
}  # fmt: skip
