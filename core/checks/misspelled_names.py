"""Names that the model changed by a letter: Luno, copied as Luna, is another ship."""

import re
from collections.abc import Iterator
from functools import cache

from core.article import Flag
from core.checks.names_and_addresses import Forms, inside
from core.checks.non_words import dictionary
from core.checks.tokens import Text
from core.lang import gazetteer, profile_of, word_list
from core.lang.letters import fold
from core.messages import Message

_NAME = re.compile(r"(?<![\w])[A-Z][a-z]{3,}(?![\w’']|-[a-z])")
"""A word with a capital and no accent, which English may rightly drop. No prefix such as « Germano-turcs »."""
_SEVERAL = re.compile(r"\b(?:[ld]es|aux) $", re.IGNORECASE)
"""Words before a plural: « les Maoris » are Maori."""
_SOME = re.compile(
    r"\b(?:de|ces|[mts]es|[nv]os|leurs|plusieurs|quelques|certains|autres|nombreux|deux|trois|quatre|cinq|dix|cent"
    r"|mille) $",
    re.IGNORECASE,
)
"""Words that may come before a plural, of which only the last letter may be dropped: « il s'agit de Maoris »."""
# Letters that vary between spellings of one name; doubled letters and `h` are ignored.
_ALIKE = str.maketrans({"y": "i", "j": "i", "q": "k", "c": "k", "z": "s", "w": "v", "u": "o", "h": None})
_SERVANT = re.compile(r"^abd(?:ou|[aeiou])")
"""How Arabic names begin that English and French write with other vowels: Abdallah and Abdullah."""
_DOUBLED = re.compile(r"(.)\1+")
_DATED = re.compile(r"([^\W\d_]{6,25})(?=,? \(|, (?:le )?\d|, [^\W\d_]{3,9}\.? \d)")
"""The place of a dateline: « VALENCIENNES, 24 novembre (AFP) ». It begins its sentence, often in capitals."""
_HEAD = 3
_PART = r"[A-ZÀ-Þ][^\W\d_]{2,}"
_TWO = re.compile(rf"(?<![\w’'])(?=({_PART})[ -]({_PART}))")
"""Two adjacent words of one name; matches may overlap."""
_OF_A_PLACE = tuple(
    f"{ending}{number}" for ending in ("ais", "aise", "ien", "yen", "een", "ienne") for number in ("", "s")
)
"""Endings of inhabitants: « New-Yorkais »."""
_ADAPTED = ("ien", "iens", "ienne", "iennes", "isme", "iste", "istes", "ain", "ains", "aine", "aines", "ique", "iques")
"""Endings that English always adapts: Maliens are Malians."""
_SHORTEST = 5
"""Minimum letters of a name in which two letters may differ."""
_INITIALS = range(3, 6)
"""Numbers of letters of initials that are compared: two letters in another order prove nothing."""
# Ways to write the sounds of other scripts.
_SOUNDS = (("tch", "s"), ("ch", "s"), ("dj", "j"), ("gu", "g"), ("ph", "f"), ("ou", "u"), ("cz", "s"))


def check_misspelled_names(source: Text, target: Text) -> Iterator[Flag]:
    """Flag a name that the translation has only with one letter changed, added or dropped.

    Only where the source's language has tables of its names in the target's. From French to English, on 2,000 lines of
    news and encyclopaedia it is raised five times, three of them rightly; on their human translations four times, all
    of them slips of one side.
    """
    pair = source.language, target.language
    names = profile_of(source.language).names
    if not names.adapted or target.language not in names.exonyms or source.text.isupper():
        return
    beside = dict(_beside_a_copy(source, target))
    for known, became in beside.items():
        yield Flag("name", Message("{name} in the source; the translation has {other}", name=known, other=became))
    for word, became in (
        *_garbled(source, target),
        *_garbled_place(source, target),
        *_changed_initials(source, target),
    ):
        yield Flag("name", Message("{name} in the source; the translation has {other}", name=word, other=became))
    new_names: list[str] | None = None
    for match in _NAME.finditer(source.text):
        name, small = match[0], match[0].lower()
        if not inside(source.text, match.start()) or name in beside:
            continue
        if name in target.text or _has_own_form(small, *pair):
            continue
        if new_names is None:
            new_names = [word for word in target.tokens if word[0].isupper() and word.lower() not in source.words]
        other = next((word for word in new_names if _one_letter_off(small, fold(word))), None)
        plural = name.endswith("s") and _plural(name, other, source.text[: match.start()])
        # « le Kenyan X »: `Kenya's X`.
        of_a_place = other and name in (f"{other}n", f"{other}an") and re.search(rf"{other}['’]s", target.text)
        if other and not (plural or of_a_place) and other not in _counterparts(*pair).get(name, ()):
            yield Flag("name", Message("{name} in the source; the translation has {other}", name=name, other=other))


def _garbled(source: Text, target: Text) -> Iterator[tuple[str, str]]:
    """Yield words of the source that became names in the translation, one letter off; each with that name.

    « 4-Juillet » that is `4-Jullet`, « OUBLIÉ » that is `UBLIÉ`: no words of English. Of 1,997 lines of news and
    encyclopaedia with their human translations none has one.
    """
    suspects = [word for word in target.tokens if len(word) >= _SHORTEST and word[0].isupper()]
    suspects = [
        word
        for word in suspects
        if not (listed := dictionary(target.language)).derives(fold(word)) and word.lower() not in listed
    ]
    if not suspects:
        return
    source_words, listed = (
        {fold(word): word for word in source.tokens if len(word) >= _SHORTEST},
        dictionary(source.language),
    )
    for word in suspects:
        small = fold(word)
        if small in source_words:
            continue
        for folded_source, written in source_words.items():
            if written.lower() in listed and not folded_source.endswith(_ADAPTED) and _edits(folded_source, small) == 1:
                yield written, word
                break


def _garbled_place(source: Text, target: Text) -> Iterator[tuple[str, str]]:
    """Yield the place of a dateline if it was changed by a letter inside, and what it became.

    A name that English ends otherwise (Saragosse, Saragossa) is no error, known or not.
    """
    place, other = _DATED.match(source.text), _DATED.match(target.text)
    if place is None or other is None:
        return
    small, changed = fold(place[1]), fold(other[1])
    inside_only = small[:_HEAD] == changed[:_HEAD] and small[-_HEAD:] == changed[-_HEAD:]
    known = Forms.between(source.language, target.language).of(small)
    if inside_only and _edits(small, changed) == 1 and not known:
        yield place[1], other[1]


def _changed_initials(source: Text, target: Text) -> Iterator[tuple[str, str]]:
    """Yield initials that the translation has in another order or with one other letter: ARS that is `RSA`.

    Not those whose English ones are known: OTAN is NATO.
    """
    known, folded = _counterparts(source.language, target.language), set(map(fold, source.tokens))
    others: dict[str, tuple[int, str]] = {}
    there = set(target.tokens)
    for place, word in enumerate(target.tokens):
        if _is_initials(word) and fold(word) not in folded:
            for form in _changed_forms(word):
                others.setdefault(form, (place, word))
    for word in dict.fromkeys(filter(_is_initials, source.tokens)) if others else ():
        if word not in there and word not in known:
            alike = [others[form] for form in _changed_forms(word) if form in others]
            if alike:
                yield word, min(alike)[1]


def _changed_forms(initials: str) -> Iterator[str]:
    """Yield what initials have in common with those in another order, and with those with another letter."""
    yield "".join(sorted(initials))
    yield from (f"{initials[:place]}_{initials[place + 1 :]}" for place in range(len(initials)))


def _is_initials(word: str) -> bool:
    return len(word) in _INITIALS and word.isalpha() and word.isupper()


def _plural(name: str, other: str | None, before: str) -> bool:
    return bool(_SEVERAL.search(before) or (other == name.removesuffix("s") and _SOME.search(before)))


@cache
def _counterparts(source: str, target: str) -> dict[str, set[str]]:
    """Return the forms of names in the other language: le Chili is Chile."""
    forms: dict[str, set[str]] = {}
    for name in gazetteer(source, target):
        forms.setdefault(name.source, set()).add(name.target)
    return forms


def _beside_a_copy(source: Text, target: Text) -> Iterator[tuple[str, str]]:
    """Yield names that differ by up to two letters beside a copied one, and what they became.

    « Solenne Thibaudier » that is `Solenne Thibauder`. First names with a known form in the target's language («
    Alexandre ») do not count, nor surnames in another transliteration.
    """
    pair = source.language, target.language
    words = word_list(source.language)
    for match in _TWO.finditer(source.text):
        for name, copied, pattern in (
            (match[2], match[1], rf"\b{match[1]}[ -]({_PART})"),
            (match[1], match[2], rf"({_PART})[ -]{match[2]}\b"),
        ):
            if name in target.text or copied not in target.text or fold(name) in target.words:
                continue
            if name == match[1] and (not words or name in words or not inside(source.text, match.start())):
                continue
            found = re.search(pattern, target.text)
            if not found or fold(found[1]) in map(fold, source.words):
                continue
            if _has_known_form(name, found[1], *pair):
                continue
            sound, other_sound = _sounding(fold(name)), _sounding(fold(found[1]))
            most = 2 if min(len(sound), len(other_sound)) >= _SHORTEST else 1
            if sound[:1] == other_sound[:1] and 0 < _edits(sound, other_sound) <= most:
                yield name, found[1]


def _has_known_form(name: str, other: str, source: str, target: str) -> bool:
    """Whether the target's language has its own form of a word: Londres, Élisabeth, Président."""
    small, words = fold(name), word_list(source)
    if small.endswith(_OF_A_PLACE):
        return True
    if other in _counterparts(source, target).get(name, ()) or Forms.between(source, target).of(small):
        return True
    if small in profile_of(source).names.common:
        return True
    word = name.lower()
    return words is not None and (word in words or word.removesuffix("s") in words)


def _sounding(name: str) -> str:
    """Reduce a name to what transliterations of it share: Porochenko and Poroshenko."""
    name = _SERVANT.sub("abd", name)
    for letters, replacement in _SOUNDS:
        name = name.replace(letters, replacement)
    return _DOUBLED.sub(r"\1", name.translate(_ALIKE)).removesuffix("e").removesuffix("s")


def _edits(word: str, other: str) -> int:
    """Count the letters changed, added or dropped between two words, or exchanged with a neighbour."""
    before: list[int] = []
    row: list[int] = [*range(len(other) + 1)]
    for at, letter in enumerate(word, 1):
        last, row, older = row, [at], before
        for place, other_letter in enumerate(other, 1):
            cost = min(last[place] + 1, row[place - 1] + 1, last[place - 1] + (letter != other_letter))
            if at > 1 and place > 1 and letter == other[place - 2] and word[at - 2] == other_letter:
                cost = min(cost, older[place - 2] + 1)
            row.append(cost)
        before = last
    return row[-1]


def _has_own_form(small: str, source: str, target: str) -> bool:
    """Whether the target language writes a word in its own way: a noun, a country, a first name."""
    names, words = profile_of(source).names, word_list(source)
    if (words and small in words) or small in names.common or Forms.between(source, target).of(small):
        return True
    return re.fullmatch(names.adapted, small) is not None


def _one_letter_off(name: str, other: str) -> bool:
    if name[:_HEAD] != other[:_HEAD] or _alike(name) == _alike(other):
        return False
    longer, shorter = sorted((name, other), key=len, reverse=True)
    start = next((at for at, letter in enumerate(shorter) if longer[at] != letter), len(shorter))
    return longer[start + 1 :] == shorter[start + (len(longer) == len(shorter)) :]


def _alike(name: str) -> str:
    # Marrakech is Marrakesh.
    return _DOUBLED.sub(r"\1", _SERVANT.sub("abd", name).replace("ch", "s").replace("dj", "j").translate(_ALIKE))
