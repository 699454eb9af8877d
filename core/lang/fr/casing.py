"""French truecasing: words of headlines in running case, and the accents that capitals often lack."""

import re
from collections.abc import Iterator

from core.lang.letters import GAP, bare
from core.lang.profile import Casing, RankedWords

_WORD = re.compile(r"[^\W\d_]+")
_NEAR = 40
"""Characters around a letter that tell what it is."""
_AFTER_VERB = frozenset(
    "eu ete fait dit mis pris remis promis permis compris appris perdu battu rendu vendu recu vu lu su pu du voulu "
    "fini choisi reussi reuni subi ouvert offert decouvert bien deja toujours encore finalement un une des le les pas "
    "plus jamais rien ainsi aussi".split()
)
"""Words after the verb `a`, without accents: participles, and articles that never follow `à`."""
_RARE = 12_000
"""Beyond this rank, a participle is less likely than the preposition and a noun."""
_PLAINLY = 3
"""How many times more frequent a word must be with accents for its bare form to count as an error."""


def _lacks_accents(text: str, words: RankedWords) -> bool:
    """Whether a text without accents should have some: one of its words is rare without them."""
    for word in _WORD.findall(text.lower()):
        forms = words.accented(word)
        rank = min(words.rank(word), words.rank(word.capitalize()))
        if forms and _PLAINLY * words.rank(forms[0]) < rank:
            return True
        if not forms and word not in words and word.capitalize() not in words and next(_restored(word, words), None):
            return True
    return False


def _restored(small: str, words: RankedWords) -> Iterator[str]:
    """Yield forms with accents of a word that is not in the list, from a form that is: EVACUES, évacué."""
    for ending in ("s", "e", "es"):
        stem = small.removesuffix(ending)
        if stem != small:
            forms = [form for form in words.accented(stem) if form.islower()]
            yield from (form + ending for form in forms if form.endswith("é"))
            yield from (form + ending for form in forms)
    if small.endswith(("ee", "ees")) and len(small) > 5:
        head, _, tail = small.rpartition("ee")
        yield f"{head}ée{tail}"


def _letter(match: re.Match[str], words: RankedWords, accentless: bool) -> str:
    """Return what a single capital stands for: an elided word, `à`, `a`, `y`, or an initial, which stays.

    `accentless` says that the whole text has no accent: an `A` in it may be `à`. At its start it may be so anyway.
    """
    text, small = match.string, match[0].lower()
    following = text[match.end() : match.end() + 1]
    before = text[max(0, match.start() - _NEAR) : match.start()]
    if following in ("'", "’") or small in "ày" or before[-1:].isdigit() or (before[-1:] == following == "-"):
        return small
    if small != "a" or following != " ":
        return match[0]
    begins = not (_WORD.search(before) or GAP in before)
    if not begins and not accentless:
        return small
    rest = _WORD.search(text, match.end(), match.end() + _NEAR)
    after = bare(rest[0].lower()) if rest else ""
    # `A PARIS`, `A L'ETRANGER`: the preposition; `A ANNONCE`, `A PRIS`: the verb.
    accented = words.accented(after)[:1]
    verb = after in _AFTER_VERB or (accented and accented[0].endswith("é") and words.rank(accented[0]) < _RARE)
    return "a" if verb and not begins else "à"


CASING = Casing(
    prefixes=frozenset("ex anti pro non vice mi sous semi demi néo post pré franco euro inter".split()),
    endings=tuple(
        "ment ments tion tions sion sions eur eurs euse euses ique iques iste istes isme able ables aient èrent ée ées"
        " és er ir ante ants antes ait ais rait ité ités age ages aire aires eux ifs ive ives oise oises ette"
        " ettes".split()
    ),
    inflections=tuple("s x e es é ée és ées er ent nt ra ront rait ait aient ant r".split()),
    lacks_accents=_lacks_accents,
    restored=_restored,
    letter=_letter,
)
