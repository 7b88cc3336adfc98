"""Full stops that end no sentence: abbreviations, initials, ordinals, numbers of a list."""

import regex

# Without their last full stop, in lower case; of all languages together, because documents mix
# them. Left out on purpose: what often ends a sentence ("etc", "usw", "vb", "и др").
_ABBREVIATIONS = """
abb abs abschn anm art aufl az bd best.-nr bzgl bzw ca dipl dr ebd eig einschl evtl exkl ff fr frl gegr geb gem ggf
hr
hrn hrsg inkl insb jh kap lfd lt mind mio mrd nr pos prof rd sog st str tel vgl zw zzgl zzt
approx cf ch co dept eds eq eqs est fig figs ft gen gov hon inc jr ltd messrs mr mrs ms mt mx nos
pp rev sen sr vol vols vs
adj av avda boul chap dépt env éd hab mgr mlle mlles mm mme mmes mtre n° réf rés tél
apdo cap dña doc ej fdo gral izq lic máx mín núm pág págs prov ptas sra sras sres srta tfno ud uds vd vda
dra eng exa exmo exma nº pça sto sta
arch avv cod dott dott.ssa egr geom gent ing pag pagg rag sig sigg sig.na sig.ra spett tav
afb bijv blz dhr drs enz incl jl ir mevr mw nl nrs resp wo zg zgn
bl.a dvs eks evt f.eks fam ggr iht kl mfl mht obs pga s.k t.ex t.o.m tlf tlfn vha
esim huom kpl ks n.s nk ym
inż godz itd itp jw m.in np nt pkt pl pn poz prok rys szt św tj tys tzn tzw ul ww zob
atd apod č čj čl judr mudr např náb obr odst okr pozn sl sv tzv
ap bl dl dlui dna d-na d-l int jud loc mun pct sc sos şos
apt blv bkz bknz böl cad çev çvş doç ecz gn hz krş mah mer müh ör örn öğr sn sok sy şb üniv yrd
gs hđ k/g pgs tp ths tt
αρ βλ δηλ δρ εκ κα κεφ κος κτλ λ.χ μτφ π.χ παρ σ.σ σελ στρ τηλ τχ
акад гл гр грн д-р доп доц ед зам ил им инж исп коп корп кв лит макс мин млн млрд напр наст нач обл оз пер пл
пос пп пр просп проф пункт р-н разд рис руб св сек ср стр табл тел тыс ул упр чел шт вул буд п'ят ст див
т.нар бр г-н г-жа
डॉ श्री श्रीमती सुश्री प्रो रु पृ सं मो कृ डा
ดร ผศ รศ ศ นพ พญ
"""
# "3. Mai", "2. kat": in these a full stop after a number makes it an ordinal.
_ORDINAL = "bs cs da de et eu fi fo hr hu is lb lt lv nb nn no pl sk sl sr sv tr"

_KNOWN, _ORDINALS = frozenset(_ABBREVIATIONS.split()), frozenset(_ORDINAL.split())
_LAST_WORD = regex.compile(r"""[^\s(\[{«„“”"'‘’¿¡>|*_]+$""")
_INITIALS = regex.compile(r"(?:\p{L}\p{M}*[.·])*\p{L}\p{M}*")
_SYLLABLE = regex.compile(r"[\p{Hangul}\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")
_LONGEST = 16


def ends_no_sentence(before: str, after: str, language: str | None) -> bool:
    """Whether the full stop at the end of ``before`` leaves its sentence open.

    A wrong yes makes one long sentence of two, a wrong no tears a quotation apart, so doubt
    counts as yes.

    Args:
        before: the sentence up to and with its full stop; white space after it is allowed.
        after: the first character after it that is not white space.
        language: BCP 47 code; only says whether "3." may be an ordinal.
    """
    sentence = before.strip()
    if not sentence.endswith("."):
        return False
    if after.islower():
        return True
    match = _LAST_WORD.search(sentence[-_LONGEST - 1 : -1])
    if match is None:
        return False
    word = match[0]
    if word.isdigit():
        ordinal = len(word) <= 2 and (language or "").split("-")[0].lower() in _ORDINALS
        return ordinal or len(word) + 1 == len(sentence)
    if _INITIALS.fullmatch(word) and not _SYLLABLE.search(word):
        return True
    if word.casefold() in _KNOWN:
        return True
    return after.isdigit() and len(word) <= 3 and word.isalpha()
