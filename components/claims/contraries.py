"""Pairs of words of which one shuts out the other, as English words; the lexicon carries them to every language.

Written for polycite.
"""

from __future__ import annotations

from polycite.components.lexicon import TERM_LETTERS

_PAIRS = """
above over more higher greater exceed exceeds older oldest | below under less fewer lower younger
before prior previously earlier | after afterwards later following
least minimum | most maximum
open opens opened | close closed closes shut locked
start starts begin begins | end ends finish finishes stop stops
day daytime | night nighttime nights
morning | evening | afternoon
summer | winter | spring | autumn fall
weekday weekdays | weekend weekends
warm hot heat | cool cold cooler
dry | wet damp moist
inside indoor indoors | outside outdoor outdoors
raise raises increase increases rise rises | lower lowers reduce reduces decrease decreases
first | last
always | never
all everyone everybody every | nobody none
arrive arrives arrival | leave leaves depart departs departure
connect connected connection established | interrupted disconnected interrupt broken
buy buys bought purchase | sell sells sold
allowed permitted may | forbidden prohibited
free gratis | paid
full | empty
left | right
north | south | east | west
accept accepts accepted | reject rejected refuse refused
lock locks | unlock unlocks
enable enabled activate activated | disable disabled deactivate deactivated
install installed | remove removed uninstall
win wins won | lose loses lost
renew renewed renews extend extended | cancel cancelled cancels terminate terminated
freeze freezes | boil boils
red | green | blue | yellow | white | black | orange
monday | tuesday | wednesday | thursday | friday | saturday | sunday
january | february | march | april | june | july | august | september | october | november | december
build built found founded | destroy destroyed
import imported | export exported
student students pupil pupils | teacher teachers
child children kids | adult adults
man men male | woman women female
true | false
safe | dangerous unsafe
new | old used
fast quick | slow
hour hours | minute minutes | second seconds | week weeks | month months | year years
"""


def _axes() -> tuple[tuple[frozenset[str], ...], ...]:
    return tuple(
        tuple(frozenset(word[:TERM_LETTERS] for word in side.split()) for side in line.split("|"))
        for line in _PAIRS.strip().splitlines()
    )


AXES: tuple[tuple[frozenset[str], ...], ...] = _axes()
"""Each axis has two or more sides; terms are cut as those of the lexicon."""
