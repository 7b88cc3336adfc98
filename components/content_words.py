"""Words that carry content: what people ask support about, and words that are no sign of a language.

Written for polycite; lower case, with their accents.
"""

from __future__ import annotations

# Words of no one language any more: they may stand in any text and are no sign of a switch.
_INTERNATIONAL ="""
wifi wi-fi router modem internet server online offline app apps email e-mail mail web website blog chat laptop
tablet smartphone notebook software hardware login bluetooth ethernet android ios windows linux mac google iphone
firewall browser scanner monitor video audio radio mini hotel taxi pizza link usb-c hotline cookie cookies team stop
spam bot pin code test sms doctor hotspot
"""
INTERNATIONAL = frozenset(_INTERNATIONAL.split())

# Frequent English words of support, business and daily life beside the function words.
_ENGLISH ="""
able accept access account accounts across action activate active activation actually add added adding address admin
administrator advance after against agent agents agreement alert alerts allow allowed amount answer anything api
apply appointment approve approved area around article ask asking attach attached attachment audit authentication
author automatic automatically available average avoid away back backend background backup backups bad bag balance
bandwidth bank base basic batch battery begin behind below best better big bill billing bills black block blocked
blue board body book booking boot bootloader bottom box branch break brand bridge bring broken budget buffer bug
bugs build building builds bundle business button buttons buy bye cable cables cache calculate calendar call called
calls camera cancel cancellation cancelled cannot capacity card cards care carrier cart case cases cash cause center
certificate chain change changed changelog changes channel channels charge charged charger charging cheap check
checked checking checkout child choose city claim class clean clear click client clients close closed cloud cluster
clusters cold collect color column come coming command commands comment comments commit common company compare
compatible complaint complete completely computer condition conditions conference config configuration configure
confirm confirmation connect connected connecting connection connections console contact container containers
content contract control conversation copy correct cost costs country coupon course cover coverage crash crashed
crashes crashing create created credentials credit cross current customer customers cut daily damaged dark dashboard
data database date dates day days dead deadline deal debug debugging decide default delay delayed delete deleted
deliver delivery demo deploy deployed deploying deployment deployments desk desktop detail details detected dev
develop developer developers development device devices didn different difficult digital direct directly directory
disable disabled disconnect discount disk display docs document documentation documents domain door double down
download downloaded downloading downtime draft drive driver drivers drop due duplicate early easy edit editor
electric else embedding embeddings emergency empty enable enabled encryption end endpoint energy engine enough enter
entire entry environment equipment error errors estimate even event events everyone everything exactly example
exchange existing exit expired expiry export express extend extension extra face factory fail failed failing fails
failure fall false family fan far fast faster fault fax feature features fee feedback feel fees few field file files
fill filter final find fine finish firmware first fit fix fixed flag flash flashing flat flexible flight flow folder
folders follow following food forget forgot form format forward forwarding found framework free freeze frequency
fresh friend friends front frontend full function future gateway general generate gift give gives glass go goes
going gone good goods grace great green grid group groups guarantee guest guide guy half hand handle happen happened
happening happens happy hard hash head health heat heating heavy hello help hey hi hidden high hold holiday home
host hosting hot hour hours house household human icon idea identity image images import important improve inbox
include included income increase indoor info information input install installation installed installer installing
instance instead insurance integrate integration interface invalid inverter invite invoice invoices issue issues
item items job join keep kernel key keyboard keys kind kitchen know label language large last late later latency
latest launch law layer lead leak learn learning least leave left legal less letter level library licence license
life light lights like limit limits line lines list little live load loading local location lock locked log logged
logging logs long longer look looking lost lot love low machine made main maintenance make makes making manage
management manager manual map market master match maybe mean means meaning meeting meetings member members memory
menu merge mesh message messages meter method middle migrate migration mind minute minutes missing mistake mobile
mode model models money month monthly months morning mouse move moved moving multiple music name names near need
needed needs network networking new news next nice night node nodes noise none normal note notes notice notification
notifications now number object offer office official ok okay old once one ones open opening operating operator
option options order ordered orders other outage outdoor output outside overheating own owner pack package packages
page pages paid panel panels paper parameter parameters parent part partner party password passwords past patch path
pause pay paying payment payments pending people per performance period permission permissions person personal phone
photo photos pick picture pipeline place plan plans platform play plug point points policy poor popular port ports
possible post power practice preview price pricing print printer printing priority privacy private problem problems
process processing product production products profile program progress project projects promo proof property
protect protection protocol provider proxy public pull purchase push put python quality quantity quarter query
question questions queue quick quickly quota range ran rate rates read ready real really reason reboot receipt
receive received recharge recommend recommended record recover recovery red reduce refactor refund refunded refunds
regarding region register registered registration regular reject release releases reliable remaining remind reminder
remote remove renew renewal rent repair replace replacement reply report reports repository request requests require
required requirements reschedule research reset resetting resolution resolve resolved resource resources response
rest restart restarting restore result results retry return returned returns review reviews right ring roadmap role
roles rollback roof room root route routing row rule rules run running runs safe safety salary sale sales same
sample save saved say scale scan schedule scheduled school screen screenshot script scroll search second seconds
secret section secure security see seems select self sell send sending sense sensor sensors sent separate serial
service services serving session set sets setting settings setup several share shared sheet shift ship shipment
shipped shipping shop shopping short shortcut show showing shows shut side sign signal signature signed signup
simple single site size slot slow small smart social socket solar solution somewhere soon sorry sound source space
speaker special specific speed spend split sprint staff stage staging standard start started starting startup state
statement static station status stay step steps stock storage store stored story stream streaming street strong
structure stuck student study stuff style subject submit subscribe subscription subscriptions success successful
suddenly suggest summary supplier supply support supported sure surge switch switching sync synced syncing system
systems tab table tag take takes talk target task tasks tax tech technical technician tell template temperature
temporary term terms text thank thanks theme thermostat thing things think third thread through throughput throw
ticket tickets time timeline timeout times title today together token tokens tomorrow tonight took tool tools top
topic total touch track tracking traffic train training transaction transfer travel trial tried trouble
troubleshooting true trust try trying tune turn turned two type typing unable under understand unit unlock unpaid
unsubscribe unsupported unusual update updated updates updating upgrade upgraded upload uploading url usage use used
useful user username users uses using usually valid validate validation value values vendor verification verify
version versions very view virtual virus visit voice volume voltage vs wait waiting walk wall wallet want wanted
wants warehouse warning warranty wash watch water way ways weak wear weather week weekend weekly weeks welcome well
went white whole wide wifi window wireless wish within word words work worked workflow working workload workplace
works world worse worst worth write wrong year years yesterday yet young zone
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
} # fmt: skip
