"""Read the rules of each pair of languages (`core/lang/*/rewrites.*/`, `post_edits.*.toml`), and pack them.

    python tools/make_rules.py

It also writes the words by which rows of a table of idioms (`literal.tsv`) are looked up (`literal.keys.txt`).

A rule has an id, a cue and a pattern (or a fixed phrase, or the forms of a verb), what it is replaced by, an example,
a counter-example, and why it is there. `<NAME>` in a pattern stands for a text of the file's `[define]`.
"""

import json
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from core.checks.idioms_and_cues import STEM, alternatives, idiom_rows
from core.lang import PostEdit, Rewrite, profile_of, word_list

_LANGUAGES = Path(__file__).resolve().parents[1] / "core" / "lang"

_CONSTANT = re.compile(r"<([A-Z_]+)>")
_BRACKETS = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True)
class Record:
    """A rule as written, with the examples that show that it works."""

    id: str
    rule: Rewrite | PostEdit
    example: tuple[str, ...]
    """Of a rewrite: a sentence, and what it becomes. Of a post-edit: a source, a translation, and what that becomes."""
    counter: tuple[str, ...]
    """A sentence, or a source and a translation, that the rule leaves alone."""
    why: str
    phrase: bool = False
    """Whether it is a fixed phrase: these are applied after the patterns, which contain them."""


def read_records(path: Path) -> Iterator[Record]:
    """Read the rules of a TOML file.

    Raises ValueError, with the rule's id, for a rule that lacks a field, an example or a counter-example.
    """
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    constants: dict[str, str] = table.get("define", {})
    for row in table["rule"]:
        try:
            yield _record(row, constants)
        except KeyError as error:
            raise ValueError(f"{path.name}: rule {row.get('id', row)!r} has no {error}") from error


def _record(row: Mapping[str, Any], constants: Mapping[str, str]) -> Record:
    def filled(text: str) -> str:
        return _CONSTANT.sub(lambda name: constants[name[1]], text)

    rule: Rewrite | PostEdit
    if "slip" in row:
        rule = PostEdit(row.get("cue", ""), row.get("unless", ""), row["slip"], row["right"])
    elif "phrase" in row:
        rule = Rewrite(row["phrase"].lower(), re.escape(row["phrase"]), row["replacement"], {})
    elif "forms" in row:
        others = dict(pair.split(":") for pair in row["forms"].split())
        pattern = rf"({row.get('before', '')})\b({'|'.join(others)})\b{row.get('after', '')}"
        rule = Rewrite(row["cue"], filled(pattern), rf"\1\2{row.get('then', '')}", {"2": others})
    else:
        rule = Rewrite(row["cue"], filled(row["pattern"]), row["replacement"], row.get("map", {}))
    example, counter = row["example"], row["counter"]
    if not (row["id"] and row["why"] and all(example) and all(counter)):
        raise KeyError("text")
    counter = (counter,) if isinstance(counter, str) else tuple(counter)
    return Record(row["id"], rule._replace(id=row["id"]), tuple(example), counter, row["why"], "phrase" in row)


def records(source: str, target: str) -> tuple[Record, ...]:
    """Read all rules of a pair from their TOML files, in the order in which they are applied."""
    folder = profile_of(source).path(f"rewrites.{target}")
    found = [record for path in sorted(folder.glob("*.toml")) for record in read_records(path)]
    edits = profile_of(source).path(f"post_edits.{target}.toml")
    found += read_records(edits) if edits.is_file() else ()
    return tuple(sorted(found, key=lambda record: record.phrase))


def packed(source: str, target: str) -> str:
    """Return the rules of a pair as `rules` reads them, a rule a line."""
    lines: dict[str, list[str]] = {"rewrites": [], "post_edits": []}
    for record in records(source, target):
        kind = "rewrites" if isinstance(record.rule, Rewrite) else "post_edits"
        lines[kind].append(json.dumps(record.rule, ensure_ascii=False))
    parts = (f'"{kind}": [\n' + ",\n".join(rows) + "\n]" for kind, rows in lines.items())
    return "{" + ",\n".join(parts) + "}\n"


def pairs() -> Iterator[tuple[str, str]]:
    """Yield the pairs of languages that have rules."""
    for folder in sorted(_LANGUAGES.glob("*/rewrites.*")):
        yield folder.parent.name, folder.suffix[1:]


class Frequencies:
    """How often the keys of a table occur in a language, by the ranks of its frequent words (Zipf's law)."""

    def __init__(self, language: str) -> None:
        listed = list(word_list(language) or ())
        self._rarest = 1 / (1 + len(listed))
        self._sums: Counter[str] = Counter()
        for rank, word in enumerate(listed, start=1):
            for key in (word.lower(), f"{word[:STEM].lower()}*"):
                self._sums[key] += 1 / rank

    def of(self, keys: Iterable[str]) -> float:
        """Return the expected number of words with one of the keys, up to a constant factor."""
        # The list has no elided words; they are as frequent as the whole ones.
        return sum(self._sums.get(key, self._rarest) if len(key) > 1 else 1.0 for key in keys)


def keys_of(phrase: str, frequencies: Frequencies) -> set[str]:
    """Return the keys of the alternatives of a phrase: for each a whole word, or the start of a stem and `*`.

    The rarer the keys, the fewer sources are searched for it without a match. A word that stands outside of brackets is
    in all alternatives that they make, and is the one key of these unless their own words are rarer together.
    """
    phrase = phrase.replace("'", " ").replace("-", " ").replace(",", " ")
    outside = phrase
    while "(" in outside:
        outside = _BRACKETS.sub("_", outside)
    choices = (
        {_rarest(alternative, frequencies) for alternative in divided}
        for divided in (outside.split("|"), alternatives(phrase))
    )
    return min((keys for keys in choices if all(keys)), key=frequencies.of, default={""})


def _rarest(phrase: str, frequencies: Frequencies) -> str:
    """Return the rarest key of one alternative, of equally rare ones the longest; `_` stands for brackets."""
    keys = {f"{word[:STEM]}*" if "*" in word else word for word in phrase.split() if "_" not in word}
    usable = [key for key in sorted(keys) if "*" not in key or key.find("*") == STEM]
    return min(usable, key=lambda key: (frequencies.of([key]), -len(key)), default="")


def keys_file(language: str) -> str:
    """Return the keys of each row of a language's table of idioms, one line per row."""
    frequencies = Frequencies(language)
    return "".join(f"{' '.join(sorted(keys_of(idiom.phrase, frequencies)))}\n" for idiom in idiom_rows(language))


def main() -> None:
    """Write the packed rules of every pair, and the keys of every table of idioms."""
    for source, target in pairs():
        path = profile_of(source).path(f"rules.{target}.json")
        path.write_text(packed(source, target), encoding="utf-8")
        print(f"{source}-{target}: {len(records(source, target))} rules")
    for table in sorted(_LANGUAGES.glob("*/literal.tsv")):
        language = table.parent.name
        table.with_name("literal.keys.txt").write_text(keys_file(language), encoding="utf-8")
        print(f"{language}: {len(idiom_rows(language))} idioms and senses")


if __name__ == "__main__":
    main()
