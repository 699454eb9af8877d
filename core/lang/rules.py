"""Rules as data: rewrites of a source before the model, and edits of a translation after it.

The rules of a pair of languages are TOML files in the folder of the source language: from French to English,
`fr/rewrites.en/*.toml` and `fr/post_edits.en.toml`. Each rule has an example and a counter-example, of which the tests
are made. `tools/make_rules.py` writes what is needed at run time into `fr/rules.en.json`, which loads in a fiftieth of
the time.
"""

import json
import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from core.lang import find

_GROUP = re.compile(r"\\(\d)")


class Rewrite(NamedTuple):
    """A wording of the source, and one that says the same and that the model reads rightly."""

    cue: str
    """In small letters; it is in every text that the pattern matches, and is looked for first."""
    pattern: str
    replacement: str
    """With `\\1` for the first group of the pattern, and so on."""
    maps: Mapping[str, Mapping[str, str]]
    """By the number of a group: what its texts, in small letters, are replaced by."""
    id: str = ""

    def apply(self, text: str) -> str:
        """Return a text with this wording replaced; a capital at its start stays."""
        return self.compiled().sub(self._said, text)

    def compiled(self) -> re.Pattern[str]:
        """Compile the pattern when it is first needed: few are in a run, and all take longer than a start."""
        return _compile(self.pattern)

    def _said(self, found: re.Match[str]) -> str:
        text = _GROUP.sub(lambda group: self._group(found, group[1]), self.replacement)
        return text[:1].upper() + text[1:] if found[0][:1].isupper() else text

    def _group(self, found: re.Match[str], number: str) -> str:
        text: str = found[int(number)] or ""
        return self.maps[number][text.lower().strip()] if number in self.maps else text


class PostEdit(NamedTuple):
    """A slip that the model makes whatever it is given, and what is right."""

    cue: str
    """In small letters, in the source; empty for any source."""
    unless: str
    """A pattern that in the source says that the translation is right; empty for none."""
    slip: str
    right: str
    id: str = ""

    def apply(self, source: str, translation: str) -> str:
        """Return a translation without this slip."""
        if self.cue not in source.lower() or (self.unless and re.search(self.unless, source)):
            return translation
        right = self.right.upper() if translation.isupper() else self.right
        return re.sub(self.slip, right, translation)


class Rules(NamedTuple):
    """All rules of a pair of languages, in the order in which they are applied."""

    rewrites: tuple[Rewrite, ...] = ()
    post_edits: tuple[PostEdit, ...] = ()

    def rewrite(self, text: str, applied: list[str] | None = None) -> str:
        """Return a cleaned sentence in the wording that the model reads best.

        The ids of the rules that change something are added to `applied`.
        """
        low = text.lower()
        for rule in self.rewrites:
            if rule.cue in low:
                before, text = text, rule.apply(text)
                if applied is not None and text != before:
                    applied.append(rule.id)
        return text

    def post_edit(self, source: str, translation: str, applied: list[str] | None = None) -> str:
        """Give a translation the words that the model cannot say, however it reached them; `applied` as above."""
        for edit in self.post_edits:
            before, translation = translation, edit.apply(source, translation)
            if applied is not None and translation != before:
                applied.append(edit.id)
        return translation


@cache
def rules(source: str, target: str) -> Rules:
    """Load the rules of a pair of languages, once; none where there are none."""
    text = find(source).read(f"rules.{target}.json")
    if not text:
        return Rules()
    table = json.loads(text)
    return Rules(
        tuple(Rewrite(*row) for row in table["rewrites"]), tuple(PostEdit(*row) for row in table["post_edits"])
    )


@cache
def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b{pattern}(?:\b|(?!\w))", re.IGNORECASE)
