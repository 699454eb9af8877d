"""Hyphens at line ends: decides whether a hyphenated word is to be joined, or a compound that keeps its hyphen."""

import re
from bisect import bisect_left
from functools import cache, cached_property
from itertools import islice

from core.lang import word_list

_HYPHENS = ("-", "\u2010")
_BEFORE = re.compile(r"[-\u2010]([^\W\d_]++)((?:[-\u2010][^\W\d_]++)*+(?:['’][^\W\d_]++)?)")
"""The last word of a line, backwards: from its beginning, a line of words would be searched from each letter on."""
_BREAK = re.compile(r"(?<![^\W\d_])([^\W\d_]++)[-\u2010]\n[ \t]*+([^\W\d_]++)")
_BREAKS = 500
"""Maximum number of hyphens at line ends that are examined to decide whether a text has hyphenated words."""
_AFTER = re.compile(r"([^\W\d_]+)([-\u2010'’]?)")
# At a line break after `_FIRST`, or before `_LAST`, the hyphen belongs to the word.
_FIRST = frozenset(
    "abat anti après arrière auto avant bas beau belle bien chef chez ci contre cool couvre demi dernier double "
    "entre est ex extra faux franco garde grand grande gros haut hors inter là laissez libre mi micro mini moyen "
    "multi néo nord non nouveau ouest outre passe peut plus porte post pré presque pro quasi quelques rendez sans "
    "self semi sous sud super sur tiers tout trente trop ultra vice vingt quarante cinquante soixante quatre "
    "anglo germano russo sino israélo américano hispano italo gréco afro austro turco irano judéo socio politico "
    "économico saint sainte week start pin pick off best fast aide assurance bloc brise cache casse chauffe clair "
    "coffre compte coupe court crédit couche essuie état gratte lance lave lève maître mort mot ouvre pare perce pèse "
    "plate procès protège moins e petit petite petits petites sapeur sapeurs sèche sourd taille timbre tire tourne "
    "traîne wagon".split()
)
_APART = frozenset("anti haut néo politico semi socio ultra".split())
"""Prefixes that the press writes with and without a hyphen: anti-terroriste, antiterroriste."""
_LONG = 5
"""Minimum number of letters of the word after such a prefix: « anti-que » is no compound."""
_SOLID = re.compile(
    r"contre(?:di[cst]|disa?|dire|fai|faç|ven|poi|sens|bala|sign|carr|vers|fort|bass|band)|micro(?:be|bi|sc|ph[oy]|cos)"
    r"|hyper(?:ten|tro|march|bol)|ultra(?:viol|son)|néo(?:ph|lith|nat)|non(?:ag|chal|obs)|auto(?:ps|nom|mob|rout|bus|mat)"
    r"|anti(?:path|dot|corps|bio|lop|sém)|outre(?:pass|cuid)|haut(?:ai[ln]|boi)|bien(?:fai|veil|séa|heu)|main(?:mis|ten|tien)"
    r"|extra(?:vag|ord|dit|ct)|entre(?:voi|voy|vu|pos|mis|met|pren|pris|ten|tien|lac|coup)"
    r"|sur(?:pass|pren|pris|viv|vol|charg|fac|mont|veil|plomb|ench|saut|croî|gel|pop|nom|end|estim)"
    r"|sous(?:traire|traits?$|tray|cri|ten|sign)|inter(?:pel|dire|dit|ven|vie|romp|rup|rog|pr[èé]t|loc|net|cep|fér|val)|post(?:pos|ul|hum)"
    r"|super(?:pos|vis|fic|flu|march|sti)|double(?:men|r)|gros(?:si|se)"
)
"""Beginnings of words that look like compounds but are written without a hyphen."""
_TWICE = re.compile(r"([bcdfglmnprst])\1")
"""No French word begins with a double consonant, so « pare-sse » is no compound."""
_ENDING_ONLY = 4
"""Maximum number of letters of the end of a word, which is no word itself: « self-ie »."""
_LAST = frozenset(
    "ce ci elle elles en être eux il ils je la là le les leur lui même mêmes moi nous on toi tu uns vous y t "
    "up end in out delà dessus dessous dedans dehors devant né née nés nées".split()
)
_INSIDE = frozenset("en de du des la le les lès lez à au aux sur sous et".split())
"""Words that are part of a name if another hyphen follows: Aix-en-Provence."""
_LISTED = "fr"
"""The language with a word list. For other languages, only the words of the text itself are used."""
_TELLING = frozenset("le la les des une est dans pour que qui sur avec".split())
_ENOUGH = 3
"""Minimum number of that language's frequent words (`_TELLING`) in a text in that language."""
_NO_WORDS = frozenset("maind cidessus cidessous weekend weekends email emails".split())
"""Entries of the word list that are artefacts, or that the press writes with a hyphen."""
_STEM, _ENDING = 5, 3
"""Minimum letters of a common stem, and maximum letters of endings, of two forms of one word."""
_SHORT = 2
"""Maximum number of letters of a part that may be a word by chance."""
_UNSPACED = re.compile("[\u2e80-\u312f\u3190-\u9fff\uf900-\ufaff\uff01-\uffef\U00020000-\U0003ffff]")
"""Characters of Chinese and Japanese, which have no spaces between words."""
_ELISION = re.compile(r"(?<![^\W_])(?<!['’])(?:[cdjlmnst]|aujourd|[^\W\d_]{0,5}qu)['’]$", re.IGNORECASE)
"""A word whose last vowel is left out before the next one: « chef-d' / œuvre »."""


class KnownWords:
    """The words of a text and of its language, to tell hyphenated words from compounds."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._words: frozenset[str] | None = None
        self._listed = False

    def __contains__(self, word: str) -> bool:
        """Whether a word, with its hyphens, is in the text, in any case."""
        return word.lower() in self._in_text()

    @property
    def listed(self) -> bool:
        """Whether the text is in the language with a word list."""
        self._in_text()
        return self._listed

    def is_word(self, word: str) -> bool:
        """Whether a word is in the word list of the text's language; false if there is none."""
        words = word_list(_LISTED) if self.listed and word.lower() not in _NO_WORDS else None
        return words is not None and any(form in words for form in (word, word.lower(), word.capitalize()))

    def is_noun(self, word: str) -> bool:
        """Whether a word, or its singular if it is long enough to tell, is in the word list of the text's language."""
        return self.is_word(word) or self.is_plural(word)

    def is_plural(self, word: str) -> bool:
        """Whether a word is the plural of one in the word list."""
        return len(word) >= _STEM and word[-1] in "sx" and self.is_word(word[:-1])

    def is_form(self, left: str, right: str) -> bool:
        """Whether two parts together are in the word list, or differ from a word of it only in the ending."""
        word = left + right
        if self.is_word(word) or word.lower() in _NO_WORDS:
            return word.lower() not in _NO_WORDS
        stem = word.lower()[: max(_STEM, len(word) - _ENDING)]
        # The stem must be longer than the left part, unless that is a prefix and the rest is no word: « anti-cipe ».
        least = len(left) if left.lower() in _FIRST and not self.is_word(right) else len(left) + 1
        if not self.listed or len(stem) <= least:
            return False
        words = _sorted()
        place = bisect_left(words, stem)
        return place < len(words) and words[place].startswith(stem)

    @cached_property
    def cut(self) -> bool:
        """Whether the text has hyphenated words, and not only compounds that end a line at their hyphen."""
        return any(
            self.is_word(left + right) and not (left.lower() in _FIRST or (self.is_word(left) and self.is_word(right)))
            for left, right in islice(_BREAK.findall(self._text), _BREAKS)
        )

    def _in_text(self) -> frozenset[str]:
        """Return the words of the text in lower case."""
        if self._words is None:
            self._words = frozenset(re.findall(r"\w+(?:-\w+)*", self._text.lower()))
            self._listed = len(_TELLING & self._words) >= _ENOUGH
        return self._words


@cache
def _sorted() -> list[str]:
    return sorted(word.lower() for word in word_list(_LISTED) or ())


def joint(before: str, line: str, words: KnownWords) -> tuple[int, str]:
    """Return the number of characters to remove at the end of a line (`before`), and the text to insert after it."""
    if not before.endswith(_HYPHENS):
        spaceless = (_UNSPACED.match(before[-1:]) and _UNSPACED.match(line)) or _ELISION.search(before)
        return 0, "" if spaceless else " "
    first, second = _BEFORE.match(before[::-1]), _AFTER.match(line)
    if not first or not second:
        # The hyphen is a dash (" -") at the end of a line, or next to a figure.
        return 0, " " if before.endswith(" -") else ""
    head, left, right, tail = first[2][::-1], first[1][::-1], second[1], second[2]
    return (0, "") if _is_compound(head, left, right, tail, words) else (1, "")


def _is_compound(head: str, left: str, right: str, tail: str, words: KnownWords) -> bool:
    """Whether the hyphen in `left-right` belongs to the word.

    `head` is the part of the word before `left`, with its hyphens; `tail` is a hyphen or apostrophe after `right`.
    """
    if f"{left}-{right}" in words:
        return True
    capitals = left.isupper() and right.isupper()
    if right[0].isupper() and not capitals:
        return True
    # In « a-t-il », the line break may be at either hyphen.
    if (right.lower() == "t" and tail in _HYPHENS) or (left.lower() == "t" and head.endswith(_HYPHENS)):
        return True
    if tail in _HYPHENS and right.lower() in _INSIDE and not words.is_word(left + right):
        return True
    if head.endswith(_HYPHENS) and left.lower() in _INSIDE:  # « pot-de-vin », not « devin »
        return True
    if left + right in words:
        return False
    if words.listed and _ends_a_word(left, right, tail, words):
        return False
    if left.lower() in _APART and len(right) >= _LONG and words.is_word(right) and not words.cut:
        return True
    if words.is_form(left, right):
        return False
    if left.lower() in _FIRST or right.lower() in _LAST:
        known = left.lower() in _FIRST or words.is_word(left) or len(left) <= _SHORT
        return known or not words.listed
    if head.endswith(_HYPHENS) or tail:
        # True within « rez-de-chaussée », « vis-à-vis » and « main-d'œuvre », but not for « vice-prési-dent ».
        return words.is_word(left) or len(left) <= _SHORT
    if words.is_plural(left) and right[-1] in "sx":  # « maîtres-nageurs »: both parts have their plural
        return True
    return min(len(left), len(right)) > _SHORT and words.is_noun(left) and words.is_noun(right)


def _ends_a_word(left: str, right: str, tail: str, words: KnownWords) -> bool:
    """Whether `right`, in French, can only be the end of a word that begins with `left`."""
    whole = (left + right).lower()
    if _SOLID.match(whole) or _TWICE.match(right.lower()):
        return True
    small = left.lower() in _FIRST and right.islower() and len(right) <= _ENDING_ONLY and not tail
    return small and right not in _LAST and whole not in _NO_WORDS and not words.is_word(right)
