"""Closed lists by language that the default method reads a sentence with. Without one, no judgement."""

import re

_OPENING_MARKS = r"[\s\"'«»“”‘’„(\[–—-]*"

_DEPENDENT = {
    # Pronouns and determiners that point back, and connectives that answer a sentence which the summary may lack.
    "fr": r"il|elle|ils|elles|ce|cela|ceci|ça|c['’]|celui|celle|celles|ceux|cette|cet|ces|son|sa|ses|leur|leurs|lui"
    r"|on|tous deux|toutes deux|mais|or|et|ou|donc|car|ainsi|pourtant|cependant|toutefois|néanmoins|en effet"
    r"|en revanche"
    r"|au contraire|de plus|en outre|par ailleurs|enfin|puis|ensuite|alors|aussi|d['’]ailleurs|du coup|bref|ici|là"
    r"|d['’]ici là|depuis lors|dans la foulée|à ce titre|pour autant|dès lors|entre-temps|c['’]est pourquoi"
    r"|de son côté|de leur côté|de même|à l['’]inverse|autre|une autre|un autre|d['’]autres|le premier|le second",
    "en": r"he|she|it|they|this|that|these|those|his|her|its|their|him|them|there|but|and|or|so|yet|however|still"
    r"|nevertheless|nonetheless|meanwhile|moreover|furthermore|also|then|thus|therefore|besides|instead|otherwise"
    r"|in addition|until then|since then|by then|that said|as a result|for now"
    r"|on the other hand|by contrast|for (?:his|her|their|its) part|such|another|both|here",
}
_SPEAKER = {
    "fr": r"je|j['’]|moi|me|m['’]|mon|ma|mes|nous|notre|nos|vous|votre|vos",
    "en": r"i|i['’]m|me|my|mine|we|us|our|you|your",
}
_DAYS = {
    "fr": r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|hier|avant-hier|aujourd['’]hui",
    "en": r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|yesterday|today",
}
REPORT = {
    "fr": frozenset(
        "de du des d la le les l un une son sa ses leurs à au aux dans par pour sur contre après avant depuis dès selon"
        " entre avec sans a ont est sont été sera va".split()
    ),
    "en": frozenset(
        "the a an of in for to by on at from with against after before since over between without its his her their"
        " s has have been is are was were be will".split()
    ),
}
"""Words of grammar that reports are made with: articles, prepositions, what is and what has been."""
COMMENT = {
    "fr": frozenset(
        "il ils on ce c ça cela je j me m moi mon ma mes nous notre nos vous votre vos tu t y lui se ne n pas non que"
        " qu quand où ou mais si même ainsi alors aussi bien peu déjà là était étaient avait avaient être peut faut ai"
        " ces cet plus".split()
    ),
    "en": frozenset(
        "he it they i me my mine we us our you your this these those not don didn t ve ll re m that what when where or"
        " but if even so also well then there here did do does would could should might can such very just more"
        " had".split()
    ),
}
"""Words of grammar that comment, talk and background are made with: pronouns, negation, connectives, what had been.
Told from the others by how often abstracts have them; the English list is the French one's likeness."""
NUMERALS = {
    "fr": frozenset(
        "deux trois quatre cinq six sept huit neuf onze douze treize quatorze quinze seize vingt trente quarante"
        " cinquante soixante cent cents mille million millions milliard milliards dizaine centaine premier première"
        " second".split()
    ),
    "en": frozenset(
        "two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty ninety"
        " hundred hundreds thousand thousands million millions billion billions dozen dozens first second third"
        " half".split()
    ),
}
"""Numbers in words: no keywords."""
CAPITAL_NOUNS = frozenset(("de", "lb"))
"""Languages whose common nouns are written with capitals: names cannot be told by them."""


def _compiled(lists: dict[str, str], before: str, after: str) -> dict[str, re.Pattern[str]]:
    return {language: re.compile(f"{before}(?:{words}){after}", re.IGNORECASE) for language, words in lists.items()}


# An elided word (« c' ») ends in its apostrophe and not at a word's end.
_END = r"(?:(?<=['’])|(?!\w))"
DEPENDENT = _compiled(_DEPENDENT, _OPENING_MARKS, _END)
"""The sentence opens with a pronoun or a connective that needs the sentence before."""
SPEAKER = _compiled(_SPEAKER, r"(?<!\w)", _END)
"""Somebody speaks of himself or to the reader: a quotation, a tribune, an interview."""
DAYS = _compiled(_DAYS, r"(?<!\w)", r"(?!\w)")
"""A day of the week, or today and yesterday: what happened, rather than what has always been so."""
