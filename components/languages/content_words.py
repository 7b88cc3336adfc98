"""Words that carry content: what people ask support about, and words that are no sign of a language.

Written for polycite; lower case, with their accents.
"""

from __future__ import annotations

# Words of no one language any more: they may stand in any text and are no sign of a switch.
_INTERNATIONAL = """
android app apps audio blog bluetooth bot browser chat code cookie cookies doctor e-mail email ethernet firewall
google hardware hdmi hotel hotline hotspot internet ios iphone lan laptop led link linux login mac mail mini modem
monitor notebook offline online pdf pin pizza radio router scanner server smartphone sms software spam stop tablet
taxi team test usb usb-c video vpn web website wi-fi wifi windows wlan
"""
INTERNATIONAL = frozenset(_INTERNATIONAL.split())

# Frequent English words of support, business and daily life beside the function words.
_ENGLISH = """
ability able above abroad accept access accident account accounts accurate achieve across action activate activation
active actual actually adapter add added adding address adjust admin administrator adult advance advanced advantage
advice affect afford afraid afternoon against age agent agents agreement air airport alarm album alert alerts allow
allowed alone along alternative although amazing among amount animal annual another answer anything apartment api
apparently appear apple apply appointment approve approved area around arrange arrive arrived article ask asking
assign assigned assist assistant assume attach attached attachment attack attempt attention audit august
authentication author automatic automatically available average avoid award aware away baby back backend background
backup backups bad bag balance balancing bandwidth bank barcode base basic basket batch bath battery bear beat
beautiful become bed bedroom begin behavior behaviour behind believe belong below beside best better big bike bill
billing bills bird birth birthday bit black block blocked blood blow blue board boat body book booking boot
bootloader boss bother bottle bottom box boy branch brand bread break breakfast breathe bridge bright bring broken
brother brown browse budget buffer buffering bug bugs build building builds bundle burn bus business busy button
buttons buy bye cable cables cache cake calculate calendar call called calls camera cancel cancellation cancelled
candidate cannot capacity car card cards care career careful carefully carrier cart case cases cash catch cause
ceiling cell center certificate chain chance change changed changelog changes channel channels character charge
charged charger charging chat cheap cheaper check checked checking checklist checkout chicken child children choice
choose circuit citizen city claim class clean clear click client clients clock close closed clothes cloud cloudy
cluster clusters coach coffee cold collect collection college color column come comfortable coming command commands
comment comments commit common company compare comparison compatible competition compile compiled complaint complete
completely compliance computer concern conclusion condition conditions conference config configuration configure
confirm confirmation connect connected connecting connection connections consider console constant consumption
contact container containers content contract control conversation convert cook cool cooling copy corner correct
correctly cost costs country couple coupon courier course cover coverage crack crash crashed crashes crashing crazy
create created credentials credit criteria critical cross culture cup currency current currently curtain custom
customer customers cut cycle daily damage damaged dance danger dangerous dark dashboard data database date dates
daughter day days dead deadline deal dear death debt debug debugging december decide decline declined deep default
definitely degree delay delayed delete deleted deliver delivering delivery demand demo deny depend depends deploy
deployed deploying deployment deployments deposit depth describe description design designed desk desktop despite
destination detail details detect detected dev develop developer developers development device devices didn diet
difference different difficult digital dinner direct directly directory dirty disable disabled disaster disconnect
discount discover discuss discussion dish disk display distance docs doctor document documentation documents dog
dollar domain door double doubt down download downloaded downloading downtime draft dream dress drink drive driver
drivers drop dry due duplicate dust duty ear early earn earth easily east easy eat economy edge edit editor
education effect effort egg eight eighteen electric electricity elevator eleven eligible else embedding embeddings
emergency employee employees empty enable enabled encrypted encryption end endpoint energy engine enjoy enough
enroll enter entire entry environment equal equipment error errors escalate escape especially essential estimate
estimated even evening event events eventually everyone everything evidence exact exactly example except exchange
excited excuse exercise exist existing exit expect expected expensive experience expert expire expired expiry
explain explained explanation export express extend extended extension external extra extract eye face facility fact
factory fail failed failing fails failure fall false family fan far fast faster fault faulty favorite fax fear
feature features february fee feed feedback feel fees female fence fever few field fifteen fifty fight figure file
files fill film filter final find fine finish fire firewall firmware first fish fishing fit five fix fixed flag
flash flashing flat flexible flight floor flow flower fly folder folders follow following food foot foreign forest
forever forget forgot form formal format fortune forty forum forward forwarding found four framework free freeze
frequency fresh friday fridge friend friendly friends front frontend fruit fuel full fun function fund funny
furniture future garage garden gas gateway general generate gentle gift girl give gives glass go goal goes going
gold gone good goods government grace gradually grant grass great green grid ground group groups grow growth
guarantee guess guest guide gun guy habit hair half hall hand handle happen happened happening happens happy hard
harm hash hat hate head health hearing heart heat heater heating heavy height hello help herself hey hi hidden hide
high highly hill himself hire history hit hold hole holiday home honest honestly hope horse hospital host hosting
hot hour hours house household huge human hundred hungry hurry hurt husband ice icon idea identity ignore ill image
images immediately impact import important impossible improve inbox inch include included income increase indeed
individual indoor industry info inform information initial injury input insert inside inspect inspection install
installation installed installer installing instance instead instruction instructions insurance integrate
integration interest interested interesting interface internal international interview introduce invalid inverter
investment invite invoice invoices island issue issues item items itself january job join joke journey judge juice
july june keep keeps kernel key keyboard keys kid kids kill kind king kitchen knife know knowledge label lack lady
lag lake lamp landing language laptop large last late lately latency later latest laugh launch laundry law lawyer
layer lazy lead leader leaf leak learn learned learning least leave left leg legal lend less lesson letter level
library licence license licensed lie life lift light lights like likely limit limits line lines lineup link linked
list listen little live load loading loan local location lock locked log logged logging logo logs lonely long longer
look looking loose loss lost lot loud love lovely low luck lucky lunch lying machine mad made magic main mainly
maintenance major make makes making male manage management manager manual map march mark market marketing marriage
married master match math matter maximum maybe meal mean meaning means meanwhile measure measurement meat media
medical medicine medium meeting meetings member members memory mention menu merge mesh mess message messages metal
meter method middle migrate migration mile milk mind minimum minor minute minutes miss missing mistake mobile mode
model models monday money month monthly months morning mostly mother motion mountain mouse mouth move moved movie
moving mud multi multiple museum music mutual myself name names nature near nearby nearly neck need needed needs
negative neighbor network networking neutral new news next nice night nine nobody node nodes noise noisy none normal
north nose note notes notice notification notifications notify november now number object occur october odd offer
office official offline often oil ok okay old older onboarding once one ones open opening operating operation
operator opinion opportunity option options order ordered orders organization original other ourselves outage
outcome outdoor outlet output outside oven overall overheating overnight overview own owner ownership pack package
packages page pages paid pain paint pair panel panels paper parameter parameters parcel parent parents park parking
part particular partner party passed passenger passport password passwords past patch path pause pay paying payment
payments payroll peace pen pencil pending people per percent percentage perfect performance perhaps period
permission permissions person personal personally pet phone photo photos physical pick pickup picture pictures piece
pink pipe pipeline place plan plane plans plant plastic plate platform play player pleasant pleased plug pocket poem
point points police policy politely political pool poor popular port ports position positive possible possibly post
postpone potential pound power powerful practice predict prefer preferred prepare prepared present president press
pressure pretty prevent preview previous previously price pricing principle print printer printing prior priority
privacy private prize probably problem problems procedure process processing product production products
professional profile program progress project projects promo prompt proof proper properly property protect
protection protocol proud prove provide provided provider proxy public publish published publisher pull purchase
purpose push put putting python quality quantity quarter query question questions queue quick quickly quiet quit
quite quota race rain raise ran random range rapid rare rate rates rather reach read reader reading ready real
realize really rear reason reboot receipt receive received recently recharge recipe recognize recommend recommended
record recover recovery red reduce reduced refactor reference refund refunded refunds refuse regarding regards
region register registered registration regular regularly reject related relation relationship relative relax
release releases relevant reliable relief rely remain remaining remember remind reminder remote remove renew renewal
rent repair repeat repeated replace replacement reply report reports repository represent request requests require
required requirements reschedule research reset resetting resident resize resolution resolve resolved resort
resource resources respect respond response responsible rest restart restarting restore result results retail
retired retry return returned returns reverse review reviews rice rich ride right ring river road roadmap rock role
roles roll rollback roof room root rough round route routing row royal rubber ruin rule rules run running runs rush
sad safe safely safety salary sale sales same sample sand satisfied save saved say saying says scale scan scary
scene schedule scheduled school science scope score screen screenshot script scroll sea search season seat second
seconds secret section secure security see seem seems seen select self sell send sending senior sense sensor sensors
sent sentence separate september serial series serious seriously service services serving session set sets setting
settings settle setup seven several shake shape share shared sharp sheet shelf shell shift ship shipment shipped
shipping shirt shoe shoes shoot shop shopping short shortage shortcut shot shoulder show shower showing shows shut
sick side sign signal signature signed significant signup silence silver similar simple sing single sink sister sit
site situation six sixty size skill skills skin skip sky sleep slide slightly slot slow slowly small smart smell
smoke smooth snapshot snow soap social socket soft soil solar sold sole solid solution somewhere son song soon sorry
soul sound soup source south space spare speaker special specific speech speed spell spend spirit split spot spread
spring sprint square stable staff stage staging stairs stand standard star stare start started starting startup
state statement static station status stay steal steam steel step steps stick stock stomach stone storage store
stored storm story straight strange strategy stream streaming street stress stretch strike string strong structure
stuck student study stuff stupid style subject submit subscribe subscription subscriptions success successful
suddenly suffer sugar suggest suit suitable summary summer sun sunday supermarket supplier supply support supported
supposed sure surface surge surprise surprised survey suspect suspend suspended sweet swim switch switching symbol
symptom sync synced syncing system systems tab table tag tail take takes talk tank tap target task tasks taste tasty
tax tea teach teacher tear tech technical technician teeth telephone television tell temperature template temporary
ten tenant tend tense term terms text thank thanks theft theme theory therefore thermostat thick thin thing things
think third thirty thought thousand thread threat threshold throat through throughput throw thursday ticket tickets
tie tight time timeline timeout times tip tired title today toe together toilet token tokens tomorrow tone tongue
tonight took tool tools tooth top topic total touch tour towards tower town toy trace track tracking trade
traditional traffic train training transaction transfer translate translation trap travel tree trend trial tried
trip trouble troubleshooting truck true truly trunk trust try trying tuesday tune turn turned twelve twenty twice
two type typing ugly umbrella unable uncle understand unexpected unfortunately uninstall union unique unit universe
university unknown unless unlikely unlock unpack unpaid unplug unread unsaved unstable unsubscribe unsupported
unusual upcoming update updated updates updating upgrade upgraded upload uploading upper upset upstairs urgent url
usage use used useful useless user username users uses using usual usually vacation vacuum valid validate validation
value values vehicle vendor verification verify version versions very via victim view village violence virtual virus
visible visit visitor voice voltage volume vote vs wage wait waiting wake walk wall wallet want wanted wants
warehouse warm warning warranty wash waste watch water way ways weak weapon wear wearing weather wednesday week
weekend weekly weeks weigh weight welcome well went whatever wheel whenever wherever whether white whole wide wife
wifi wild win wind window wine winner winter wipe wire wireless wise wish within woman women wonder wonderful wood
wooden word words work worked worker workers workflow working workload workplace works world worried worry worse
worst worth write writer writing wrong yard year yearly years yellow yesterday yet young yours yourself zero zip
zone
"""
ENGLISH_WORDS = frozenset(_ENGLISH.split())

# What people ask support about, as whole words, beginnings ("rechnung-") and endings ("-ung"; "-ij-"
# anywhere); endings also tell a language from its nearest neighbours. A language without a row has
# a script of its own.
STEMS: dict[str, tuple[str, ...]] = {
    code: tuple(stems.split())
    for code, stems in {
        "de":"""passw- konto akku- batterie- ladegerät- ladestation- aufladen laden rechnung- bestell- liefer-
            versand- paket- geld preis- garantie- vertrag- kündig- netz- netzwerk- fehler- verbind- verbund-
            einstell- änder- lösch- vergess- verloren leer- voll- licht- lampe- temperatur- anleitung- telefon-
            nummer- hilfe- repar- kaputt- kauf- schick- zeig- öffn- gerät- anmeld- startet geht abgelaufen-
            fehlgeschlagen- falsch- defekt- langsam- speicher- zurück- heizung- strom- steckdose- zähler- -ung
            -ungen -keit -lich -isch -ieren -iert""",
        "fr":"""mot passe compte- batterie- charge- chargeur- facture- command- livraison- livrer colis argent
            prix garantie- contrat- abonnement- résili- réseau- erreur- connex- connect- paramètr- réglage-
            chang- supprim- oubli- perdu- vide- plein- lumière- voyant- températur- notice- téléphon- numéro-
            aide- répar- cass- achet- envoy- affich- ouvr- appareil- lent- panne- rembours- chauffage- courant
            prise- compteur- -eux -euse -ement -ique -té -aux""",
        "es":"""contraseña- cuenta- batería- cargador- cargar- factura- pedido- envío- paquete- dinero precio-
            garantía- contrato- suscripción- cancelar- red error- conect- ajuste- cambi- borrar- olvid- perdid-
            extraviad- vací- llen- luz luces temperatura- manual- teléfono- número- ayuda- repar- roto- compr-
            envi- mostrar abr- aparato- dispositivo- lento- lenta- avería- reembols- calefacción- corriente
            enchufe- contador- -ción -ciones -dad -miento -ería ll- agotad-""",
        "pt":"""senha- palavra-passe conta- bateria- carregador- carregar fatura- pedido- encomenda- entrega-
            pacote- dinheiro preço- garantia- contrato- assinatura- cancelar- rede- erro- conex- ligação-
            configura- mud- troc- apag- esquec- perd- vazi- cheia- cheio- luz- temperatura- manual- telefone-
            número- ajuda- consert- avari- quebrad- compr- enviar- mostr- abr- aparelho- dispositivo- lent-
            reembols- aquec- tomada- -ção -ções -dade -mento -nh- lh- atrasad- bloquead- fraca- fraco- -inho""",
        "it":"""password account- batteria- caricator- caricare fattur- ordin- spedizion- consegn- pacco- soldi
            prezzo- garanzi- contratt- abbonament- disdi- rete- errore- conness- collega- impostazion- cambi-
            cancell- dimentic- pers- vuot- pien- luce- spia- temperatur- manuale- telefon- numero- aiut- ripar-
            rott- compr- invi- mostr- apr- apparecchi- dispositiv- lent- guast- rimbors- riscaldament- presa-
            contator- scaric- -zione -zioni -mente -ità -agli- ritardo""",
        "nl":"""wachtwoord- account- accu- batterij- oplad- lader- rekening- factuur- bestel- lever- verzend-
            pakket- geld prijs- garantie- contract- abonnement- opzegg- netwerk- fout- verbind- instelling-
            wijzig- verwijder- vergeten kwijt leeg- vol- licht- lamp- temperatuur- handleiding- telefoon-
            nummer- hulp- repar- kapot- kop- stur- toon- open- apparaat- traag- storing- verwarming- stroom-
            stopcontact- meter- -ij- -heid -ing -lijk -tie sch-""",
        "sv":"""lösenord- konto- batteri- laddar- ladda- faktur- beställ- leverans- paket- pengar- pris-
            garanti- avtal- abonnemang- prenumer- uppsäg- nätverk- nät- fel- anslut- inställ- ändr- byt- glömt-
            borttappad- tom- tomt full- ljus- lampa- temperatur- bruksanvisning- telefon- nummer- hjälp- lag-
            trasig- köp- skick- vis- öppn- apparat- enhet- långsam- avbrott- värme- ström- uttag- mätar- sladd-
            dött -ning -ningen -het -tion -ligt skj-""",
        "nb":"""passord- konto- batteri- lader- lade- regning- faktura- bestill- levering- pakke- penger- pris-
            garanti- avtale- abonnement- oppsig- nettverk- nett- feil- koble- tilkobl- innstilling- endre- bytt-
            glemt- mistet tom- tomt full- lys- lampe- temperatur- bruksanvisning- telefon- nummer- hjelp- repar-
            ødelagt- kjøp- send- vis- åpn- apparat- enhet- treg- strøm- varme- utgå- stikkontakt- måler- -sjon
            -sjonen -else -het kj- -pp utla- bygg- tilbake selv- mener""",
        "da":"""adgangskode- kodeord- konto- batteri- oplad- oplader- regning- faktura- bestil- levering-
            pakke- penge- pris- garanti- aftale- abonnement- opsig- netværk- net- fejl- forbind- tilslut-
            indstilling- ændr- skift- glemt- mistet tom- fladt full- fuld- lys- lampe- temperatur-
            brugsanvisning- telefon- nummer- hjælp- repar- ødelagt- køb- send- vis- åbn- apparat- enhed-
            langsom- strøm- varme- stikkontakt- måler- -tion -tionen -else -hed forkert- tilbage selv- udgå-
            -øj- -ede -agt""",
        "fi":"""salasan- tili- akku- lataa- latur- lasku- tilau- tilata toimitu- paketti- paketin rahat rahan
            hint- takuu- sopimu- tilaukse- irtisan- verkko- verko- virhe- yhdist- yhtey- asetu- vaiht- muutt-
            poist- unoht- kadon- tyhj- täyn- valo- lamppu- lämpötil- ohje- puhelin- numero- apua korja- rikki
            osta- lähet- näyt- avaa- laite- laitteen hidas- katko- lämmity- sähkö- pistorasi- mittari- -ssa -ssä
            -sta -stä -lla -llä -ksi -kko -minen -tus -ään -aan""",
        "pl":"""hasł- konto- kont- bateri- akumulator- ładow- ładuj- faktur- zamówi- zamawi- dostaw- wysył-
            przesył- paczk- pieniąd- cen- gwarancj- umow- abonament- rezygn- sieć- sieci- błąd błęd- połącz-
            podłącz- ustawie- zmieni- usuń- zapomni- zgubi- pust- pełn- światł- lampk- temperatur- instrukcj-
            telefon- numer- pomoc- napraw- zepsut- kup- wysł- pokaż- otw- urządze- woln- słab- awari- ogrzewan-
            prąd- gniazd- licznik- -ość -ania -enie -cja -szy sz- cz- -ego""",
        "cs":"""hesl- účet účt- bateri- akumulátor- nabíj- faktur- objedn- doruč- zásilk- balík- peníz- peněz-
            cen- záruk- smlouv- předplat- zruši- síť- sítě chyb- připoj- nastav- změni- smaz- zapomn- ztrat-
            prázdn- pln- světl- kontrolk- teplot- návod- telefon- čísl- pomoc- oprav- rozbit- koupi- poslat
            odesl- zobraz- otevř- přístroj- zařízen- pomal- výpad- topen- proud- zásuvk- elektroměr- -ost -ání
            -ení vybit- -ou""",
        "sk":"""hesl- účet účt- batéri- akumulátor- nabíj- faktúr- objedn- doruč- zásielk- balík- peniaz-
            peňaz- cen- záruk- zmluv- predplat- zruši- sieť- siete chyb- pripoj- nastav- zmeni- zmaz- zabudn-
            strat- prázdn- pln- svetl- kontrolk- teplot- návod- telefón- čísl- pomoc- oprav- rozbit- kúpi-
            posla- zobraz- otvor- prístroj- zariaden- pomal- výpad- kúren- prúd- zásuvk- elektromer- -osť -anie
            -enie -ov vybit-""",
        "sl":"""gesl- račun- baterij- polnil- polnj- naročil- naroči- dostav- pošilj- paket- denar- cen-
            garancij- pogodb- naročnin- preklic- omrež- napak- poveza- poveži nastavit- sprememb- spremeni-
            zbriš- izbriš- pozabl- izgub- prazn- poln- luč- temperatur- navodil- telefon- števil- pomoč-
            popravil- pokvar- kupi- poslat- prika- odpr- naprav- počas- vtičnic- -nje -nja -ost -ev -ski""",
        "hr":"""lozink- račun- baterij- punjač- punjenj- narudžb- dostav- pošilj- paket- nov- cijen- jamstv-
            ugovor- pretplat- otkaz- mrež- grešk- pogrešk- povez- postavk- promijen- izbris- obris- zaborav-
            izgub- prazn- pun- svjetl- lampic- temperatur- uput- telefon- broj- pomoć- poprav- pokvar- kup-
            posla- prikaž- otvor- uređaj- spor- utičnic- datotek- sustav- zaslon- vrijem- uvijet- mjest- gdje-
            -ije- -anje -enje -ost -irati""",
        "sr":"""лозинк- рачун- батериј- пуњач- пуњењ- наруџб- достав- пошиљ- пакет- цен- гаранциј- уговор-
            претплат- мреж- грешк- повез- подешав- промен- избриш- обриш- заборав- изгуб- празн- светл- упутств-
            уређај- -ње -ост -ићу šifr- nalog- fajl- sistem- podešavanj- promen- svetl- vrem- mest- uvek
            uputstv- greška cen- garancij- -isati""",
        "hu":"""jelsz- fiók- számla- akkumulátor- töltő- tölt- rendel- szállít- csomag- pénz- ár- garanci-
            jótáll- szerződ- előfizet- lemond- hálózat- hib- csatlakoz- beállít- módosít- töröl- elfelejt-
            elveszett- elvesz- üres- tele- fény- lámp- hőmérs- útmutat- telefon- szám- segít- javít- rossz-
            vesz- küld- mutat- megnyit- készülék- eszköz- lass- fűtés- áram- lemerült- -ság -ség -ban -ben -nak
            -nek -val -vel -ból -ből -hoz -hez gy- sz-""",
        "ro":"""parol- cont- bateri- încărc- factur- comand- comenz- livr- colet- bani- preț- garanți-
            contract- abonament- renunț- rețea- eroare- erori conect- setăr- setări schimb- șterg- uitat-
            pierdut- gol- plin- lumin- bec- temperatur- manual- telefon- număr- numere ajut- repar- stricat-
            cumpăr- trimi- arat- deschi- aparat- dispozitiv- lent- căldur- curent priz- contor- -ul -ului -ele
            -ilor -ție -iune -ează descărcat-""",
        "tr":"""şifre- parola- hesap- hesab- pil- batarya- şarj- fatura- sipariş- teslim- kargo- paket- para-
            fiyat- garanti- sözleşme- abone- iptal- ağ- hata- bağlan- bağlantı- ayar- değiş- sil- unut- kayıp-
            kayb- boş- dolu- ışık- lamba- sıcaklık- kılavuz- telefon- numara- yardım- tamir- bozul- bozuk- satın
            gönder- göster- aç- cihaz- yavaş- arıza- elektrik- priz- sayaç- bitti- -iyor -ıyor -uyor -üyor -lar
            -ler -ların -lerin -dan -den -mak -mek -dım -dim -tım -tim""",
        "az":"""şifrə- parol- hesab- batareya- qaimə- sifariş- çatdır- pul- qiymət- zəmanət- müqavilə- abunə-
            ləğv- şəbəkə- xəta- səhv- qoşul- parametr- dəyiş- sil- unut- it- boş- işıq- temperatur- telefon-
            nömrə- kömək- təmir- al- göndər- göstər- aç- cihaz- yavaş- fayl- yeni -ır -ir -ur -ür -lar -lər
            -ların -lərin -dan -dən -maq -mək -sında -sını q- x-""",
        "id":"""sandi akun- baterai- mengisi pengisi tagihan- pesan- kirim- pengiriman paket- uang harga
            garansi- kontrak- langganan- berlangganan batalkan batal jaringan galat- kesalahan sambung-
            tersambung pengaturan ganti ubah- hapus- lupa hilang kosong penuh lampu- suhu- panduan- telepon
            nomor- bantuan perbaiki rusak beli tampil- buka- perangkat- berkas- lambat listrik gratis mobil
            kantor habis mati di- me- ber- -nya -kan""",
        "ms":"""laluan akaun- bateri- mengecas pengecas bil- pesanan- hantar- penghantaran bungkusan- wang
            harga jaminan waranti- kontrak- langganan- melanggan batalkan rangkaian- ralat- sambung- tetapan-
            tukar- ubah- padam- lupa hilang kosong penuh lampu- suhu- panduan- telefon- nombor- bantuan baiki
            rosak beli papar- buka- peranti- fail- lambat elektrik percuma kereta pejabat lalai tetingkap-
            pelayan- semak- laman- tiada ialah beliau hendaklah dia cepat- muat- di- me- ber- -kan""",
        "vi":"""mật khẩu tài khoản pin sạc hóa đơn hàng giao gói tiền giá bảo hành hợp đồng hủy mạng lỗi kết
            nối đổi xóa quên mất hết""",
        "ca":"""contraseny- compte- bateri- carregad- factur- comand- lliur- enviam- paquet- diners preu-
            garanti- contract- subscrip- cancel·l- xarx- error- connex- configur- canvi- suprimi- oblid- perd-
            buit- ple- llum- temperatur- manual- telèfon- número- ajud- repar- trencat- compr- envi- mostr- obr-
            aparell- dispositiu- lent- fitxer- -ció -cions -tat -ment -atge -ny- -ig -tze""",
        "gl":"""contrasinal- conta- bateri- cargador- factur- pedido- envío- paquete- diñeiro prezo- garantí-
            contrat- subscrici- cancelar- rede- erro- conex- configur- cambi- elimin- esquec- perd- baleir-
            chea- luz- temperatur- manual- teléfon- número- axud- repar- romp- merc- envi- amos- abr- aparell-
            aparello- dispositiv- lent- ficheir- páxin- xa- xe- -ción -cións -dade x- -eiro -ouse""",
        "af":"""wagwoord- rekening- battery- laai- faktuur- bestel- aflewer- pakkie- geld prys- waarborg-
            kontrak- netwerk- fout- verbind- instelling- verander- skrap- vergeet- verloor- leeg- vol- lig-
            temperatuur- handleiding- foon- nommer- hulp- herstel- stukkend- koop- stuur- wys- maak- toestel-
            stadig- krag- lêer- -heid -ing -lik -sie sk- -ie -tjie y- vertoon-""",
        "et":"""parool- konto- aku- laadi- arve- tellimu- tarne- saade- pakk- raha hin- garanti- leping- võrk-
            võrgu- viga- vea- ühend- seade- seadist- muu- kustut- unusta- kao- tühi- täis- tul- temperatuur-
            juhend- telefon- number- abi- paran- katki- ost- saat- näi- ava- seadm- aegla- fail- -ud -mine -mise
            -sse -st -le -ga -ks -ld""",
        "lv":"""parol- kont- bateri- akumulator- lādē- rēķin- pasūtī- piegād- sūtī- pak- naud- cen- garantij-
            līgum- abonement- tīkl- kļūd- savieno- iestat- maini- mainī- dzēs- aizmirs- pazaud- tukš- piln-
            gaism- temperatūr- instrukcij- tālrun- numur- palīdz- labo- bojāt- pirk- sūt- rādī- atvēr- ierīc-
            lēn- fail- -šana -šanu -ums -jums -ājs -iem -ām""",
        "lt":"""slaptažod- paskyr- baterij- akumuliator- įkrov- sąskait- užsak- pristat- siunt- pinig- kain-
            garantij- sutart- prenumerat- tinkl- klaid- prijung- nustaty- pakei- keis- ištrin- pamirš- pames-
            tušči- piln- švies- lemput- temperatūr- instrukcij- telefon- numer- pagalb- tais- sugad- pirk- siųs-
            rody- atver- įrengin- lėt- -imas -imo -ymas -tas -ės -ių -ui -iai""",
        "is":"""lykilorð- aðgang- reikning- rafhlað- hlað- pöntun- pant- send- pakk- pening- verð- ábyrgð-
            samning- áskrift- net- vill- teng- stilling- breyt- eyð- gleym- týnd- tóm- ljós- hita- leiðbein-
            sím- númer- hjálp- viðgerð- bila- kaup- sýn- opn- tæki- hæg- -ur -inn -ið -unum -ingu -að -um""",
        "sw":"""nenosiri nywila akaunti betri- chaji- bili- agizo- mzigo pesa bei dhamana mkataba mtandao
            hitilafu kosa unganish- mipangilio badili- futa- sahau- potea- tupu taa joto simu namba nambari
            msaada rekebish- haribika nunua tuma onyesha fungua kifaa faili- polepole umeme ku- wa- ni- haku-
            hai- ili- ana- -isha""",
        "ru":"""парол- аккаунт- учётн- батаре- аккумулятор- заряд- счёт- счет- заказ- достав- посылк- деньг-
            денег- цен- гарант- договор- подписк- отмен- сет- ошибк- подключ- настро- измен- удал- забы- потер-
            пуст- полн- свет- ламп- температур- инструкц- телефон- номер- помощ- ремонт- слома- куп- отправ-
            показ- откр- устройств- медлен- -ться -ние -ния -ость -ого -ый -ая -ешь""",
        "uk":"""парол- акаунт- обліков- батаре- акумулятор- заряд- рахун- замов- достав- посилк- грош- ціна-
            ціну гарант- догов- підписк- скас- мереж- помилк- підключ- під- налаш- змін- видал- забу- загуб-
            порожн- повн- світл- ламп- температур- інструкц- телефон- номер- допомог- ремонт- злама- куп-
            надісл- показ- відкр- від- пристр- повіл- -ться -ння -ість -ого -ий -ть -ої""",
        "be":"""парол- рахун- батарэ- акумулятар- зарад- замов- дастав- пасыл- грош- цан- гарант- дагав-
            падпіс- сетк- памыл- падключ- налад- змян- выдал- забы- згуб- пуст- святл- лямп- тэмператур-
            інструкц- тэлефон- нумар- дапамог- рамонт- сламан- куп- адправ- пака- адкр- прыла- павол- стварэ-
            ствар- -цца -нне -ння -асць -ага -ыя -ць -аў -энне дз- дзе-""",
        "bg":"""парол- акаунт- батери- зарежд- зарядн- сметк- фактур- поръч- достав- пратк- пари- цена- цени
            гаранц- договор- абонамент- отказ- мреж- грешк- свърз- настрой- промен- смен- изтри- забрав- загуб-
            празн- пълн- светлин- лампичк- температур- ръковод- телефон- номер- помощ- ремонт- счупен- куп-
            изпра- покаж- отвор- устройств- бавн- -ването -нето -ата -ите -ът -ост -ена""",
        "mk":"""лозинк- сметк- батери- полн- фактур- нарач- достав- пратк- пакет- пари цен- гаранциј- договор-
            претплат- откаж- мреж- грешк- поврз- поставк- промен- избриш- заборав- изгуб- празн- светл-
            сијаличк- температур- упатств- телефон- број- помош- поправ- расип- куп- испрат- прикаж- отвор-
            уред- бавн- датотек- -њето -ње -ата -ите -от -ост -ција -јќи""",
        "kk":"""құпиясөз- тіркелгі- батарея- зарядта- шот- тапсырыс- жеткіз- ақша- баға- кепілдік- желі- қате-
            қосу қосыл- баптау- өзгерт- жою ұмыт- жоғал- бос жарық- температура- нұсқаулық- телефон- нөмір-
            көмек- жөнде- сатып- жібер- көрсет- аш- құрылғы- баяу -лар -лер -дар -дер -ның -нің -ған -ген -ады
            -еді -ту -лау""",
        "ar":"""كلمة المرور السر حساب- بطاري- شاحن- شحن- فاتور- طلب- توصيل- شحنة طرد- سعر-
            ضمان- اشتراك- إلغاء شبك- خطأ جهاز- ضوء- رقم- نسيت ال-""",
        "fa":"""رمز گذرواژه حساب- باتری- شارژ- فاکتور- سفارش- ارسال- بسته- پول- قیمت-
            گارانتی- اشتراک- لغو شبک- خطا- دستگاه- چراغ- شماره- فراموش عبور -ها -های
            -ترین""",
        "ur":"""پاسورڈ پاس اکاؤنٹ- بیٹری- چارج- بل آرڈر- ڈیلیوری- پارسل- پیسے قیمت- وارنٹی-
            نیٹ- خرابی- بتی نمبر- بھول گئے گیا -وں -یں""",
        "hi":"""पासवर्ड- खाता खाते बैटरी- चार्ज- बिल ऑर्डर- पैसे कीमत- वारंटी- नेटवर्क-
            गड़बड़ी बत्ती भूल नंबर- मदद खराब खरीद- भेज- खोल- उपकरण- -ना -ने -ती -ता -ियाँ
            -ओं -ें -एँ""",
        "mr":"""खाते बॅटरी- पैसे किंमत- हमी- चूक- दिवा- विसर- क्रमांक- मदत खरेदी- पाठव-
            उघड- उपकरण- वापर- -च्या -चा -ची -चे -चं -ण्यासाठी -ण्याची -ण्यास -तोय -तेय -ला
            -ात -ून -ळ- -ते -तो -ले -लं -वा -वी -ाही -ांना""",
        "ne":"""खाता ब्याट्री- पैसा मूल्य- वारेन्टी- त्रुटि- बत्ती बिर्स- नम्बर- मद्दत-
            किन्न- पठाउ- खोल्- उपकरण- -को -मा -लाई -हरू -हरु -ले -बाट -नुहोस् -न्छ -न्छन्
            -एको -ेको -ियो -ने -नु -दैन -छन् -छैन""",
    }.items()
}  # fmt: skip

# Frequent English words that are words of another language too, by chance or long since borrowed:
# standing alone they are no sign of a switch.
_COMMON_TEXT = """
adapter album april august bus camera card cool data december disk dollar export film firmware format forum hey hub
idea ideas import impossible inverter label labels link log logo maximum media meter minimum minute model modem
normal november original panel parameter park partner person plan port position problem program radio rock sensor
september serial shell site stress switch symbol system tab tank test thermostat version via virus weekend winter
zero zip
"""
_COMMON = frozenset(_COMMON_TEXT.split())

HOMOGRAPHS: dict[str, frozenset[str]] = {
    code: _COMMON | frozenset(words.split())
    for code, words in {
        "es": """actual base cable color come control digital error final flash general legal local manual media
            normal once original panel particular personal plan plane real red regular sale sea sensor social
            ten total via virtual visible""",
        "pt": """area base cache cause come data digital error final interface item leave local manual media
            menu mouse normal note original pause prior real site son total url via virtual volume""",
        "fr": """action active agent article base case cause change charge client clients commit compatible
            configuration culture danger date dates document documentation documents double extension format
            guide image images import important information installation instance instruction instructions
            interface international local long main menu message messages migration mode models nature note
            notifications option options original page pages pain part pause permissions photo photos place
            point points police port position possible production protection public question relation relative
            route sale section sent service services session signature simple site situation source standard
            structure style surface table total tour trace train transaction type unique validation version
            versions via village visible volume zone""",
        "de": """account album backup boot brand bug build button client computer container details digital
            display download editor error export fall false fan fast feature features film filter form format
            gift hand import installation instruction job kind last name normal note operation option parameter
            party person plan player position problem rate rest rock see sensor service session set shop
            standard start status support symbol system tag text ticket tickets tools total transfer update
            updates upgrade version wild winter""",
        "it": """account area backup base client computer data database directory due editor fan file fine home
            host idea input male media menu mobile mouse note output partner password post privacy problem quota
            relative sale scene sole standard tag time volume""",
        "nl": """account accounts agent back bad bank bed begin best boot cache camera client computer contact
            correct database desktop detail details direct document download drop editor even export fan file
            files filter glass hand help home host icon info interface item items kind lamp last letter live log
            lot map menu model name object open parameters past per plan post print printer privacy product
            project repository rest ring scene school service sorry source spot star start station status steel
            support tab ten ticket token track trap type update updates upload water week wild wind""",
        "sv": """bad best block board cell center cost data digital disk dog editor export extra fall fan fast
            filter flash form full gift glass guide hall hand import information installation kind lag lamp last
            list lock mode normal panel parameter part path per period person plan port position post problem
            process program region rest ring sensor service session share skin son standard start status store
            support system tag text time token true version""",
        "nb": """administrator bad best center data disk fan far filter fire flat format full gift hall hold
            info lag lamp last normal pause per plan plate port post private program relevant rest ring sensor
            service side special stand standard start status store support system tap time""",
        "da": """administrator bad bag best center computer data database disk dog download fan far fast filter
            find fire form format gift give hall hat hold import information installation lamp last log match
            menu mobile normal note output panel pause per person plan plate port print printer private problem
            program relation rest ring sand sensor service session side skin stand standard start status store
            support system time type version""",
        "fi": "data info media per sensor spot tap",
        "pl": """car data folder format go menu model panel plan port problem program sensor serial start status
            system""",
        "cs": """data disk export import limit menu model panel plan port problem program son start text tip
            update""",
        "sk": "data disk limit menu model panel plan port problem program text tip",
        "sl": "disk format menu model plan port problem program tip",
        "hr": "disk format list model panel pet plan port problem program sad tip",
        "sr": "disk format list model panel pet plan port problem program sad tip",
        "hu": "hall hat mind panel port program",
        "ro": """actual client control correct date dead direct document exact final format general import
            include local manual media model multiple normal personal place plan port post program rapid real
            relevant rest sale set special start text total valid""",
        "tr": "bit disk fan form gun model normal operation panel plan port program site son sure ten tip",
        "az": "disk format model normal panel plan port program son ten",
        "id": """admin air bank bug custom data default detail error file filter folder format host item label
            log main media menu mode model panel parameter per program rapid sensor set status tab transfer
            valid volume""",
        "ms": """air bank data domain fail fan folder format item log main manual media menu model output
            parameter per platform port program rapid sensor standard status token""",
        "ca": """actual article base cable cancel client clients color compatible control digital document
            documents error errors fan final format general idea important individual local major manual model
            models normal notes original paper part particular personal port possible present real red regular
            sensor set simple text total type versions via virtual visible""",
        "gl": """actual base cable come compatible control digital final idea individual introduce legal local
            manual normal panel particular real red regular sensor simple total virtual visible volume""",
        "eu": "area base bit data digital local menu normal panel proxy sensor win",
        "et": "data fail film info number plan pool",
        "lv": "fails info plan port rock",
        "lt": "data info",
        "is": "best disk far form lag mark plan port post sent",
        "cy": """air brand car data fan home main map march panel pen person plant problem ran system tap union
            well""",
        "sq": "disk fund model multi normal per personal plan plane problem program total",
        "af": """area bank bed begin boot bring data filter hand help item items kind lamp later link minute
            name open party per plan program red ring self sorry status ten toe type vs want water week wind
            wonder""",
        "sw": "data one rest",
        "ha": "cup lake ran sun",
        "yo": "ran",
    }.items()
}  # fmt: skip
