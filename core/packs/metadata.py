"""Metadata in a pack's folder: `metadata.json` of the Argos ecosystem, or the files of other programs.

Packs of Firefox Translations have a `metadata.json` of the same form, of type `firefox`. The folders of
translateLocally have a `model_info.json`, those of fxtranslate's cache nothing but their name; both are used as they
are.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from core.errors import ProblemError
from core.sanitize import sanitize

LIMIT = 1 << 20
"""Maximum bytes of a JSON file; real ones have less than 10,000."""

MODEL = "model/model.bin"
TOKENIZERS = ("sentencepiece.model", "bpe.model")
"""The tokenizer's file, in the order in which Argos Translate looks for it."""

FIREFOX = "firefox"
"""The `type` of a pack of Firefox Translations: Argos Translate leaves packages of other types alone."""
FIREFOX_MODEL = "model/model.intgemm.alphas.bin"
FIREFOX_SHORTLIST = "model/lex.s2t.bin"
FIREFOX_VOCABULARIES = ("model/vocab.spm", "model/srcvocab.spm", "model/trgvocab.spm")
"""The vocabulary of both sides, or those of source and target."""
OF_TRANSLATELOCALLY = "model_info.json"

EngineName = Literal["ctranslate2", "firefox"]

# ISO 639 codes, and the few longer ones of the Argos index (`zt`, `pb`, `zh-Hant`).
_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_TAG = r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?"
_FXTRANSLATE_NAME = re.compile(rf"(?:fxtranslate-)?({_TAG})-({_TAG})")
"""The folder name of a pair in fxtranslate's cache: `es-en`, `zh-Hans-en`."""
_SHORT_NAME = re.compile(r"([a-z]{2,3})-([a-z]{2,3})(?:-.*)?")
"""Model names of older versions of translateLocally, without language codes: `de-en-tiny`."""
_SCRIPTS = {"zh-Hans": "zh", "zh-Hant": "zt"}


class BadPackError(ProblemError, ValueError):
    """A folder or an archive is not a usable translation pack; the message says why."""


@dataclass(frozen=True, slots=True)
class FirefoxFiles:
    """The files of a model of Firefox Translations, by their path inside the pack."""

    model: str
    source_vocabulary: str
    target_vocabulary: str
    """The same file where both sides share one."""
    shortlist: str | None
    """The possible translations of each word; without it the model is slow."""

    @property
    def roles(self) -> dict[str, str]:
        """The file for each role."""
        found = {"model": self.model, "source": self.source_vocabulary, "target": self.target_vocabulary}
        return found | ({"shortlist": self.shortlist} if self.shortlist else {})


def firefox_files(folder: Path) -> FirefoxFiles:
    """Return the files of a pack of Firefox Translations; raise BadPackError if it is none, or not any more."""
    files = read_metadata(folder).firefox
    if files is None:
        raise BadPackError("another pack stands in its place")
    return files


@dataclass(frozen=True, slots=True)
class Metadata:
    """The relevant part of `metadata.json`, validated."""

    source: str
    target: str
    version: str
    title: str
    """`French → English`, or the codes where the names are missing."""
    target_prefix: str = ""
    """A piece that every translation must begin with, where one model serves several target languages."""
    firefox: FirefoxFiles | None = None
    """The files of a model of Firefox Translations; None for one that CTranslate2 runs."""

    @property
    def engine(self) -> EngineName:
        """The engine that runs it."""
        return "firefox" if self.firefox else "ctranslate2"


def read_json(path: Path) -> dict[str, Any]:
    """Read a JSON object of moderate size, or raise BadPackError."""
    try:
        with path.open("rb") as file:
            data = file.read(LIMIT + 1)
    except FileNotFoundError:
        raise BadPackError("no {name}", name=path.name) from None
    except OSError as error:
        raise BadPackError("{name} cannot be read: {reason}", name=path.name, reason=error.strerror or error) from None
    if len(data) > LIMIT:
        raise BadPackError("{name} is too large", name=path.name)
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        raise BadPackError("{name} is not JSON", name=path.name) from None
    if not isinstance(value, dict):
        raise BadPackError("{name} is not a JSON object", name=path.name)
    return value


def read_metadata(folder: Path) -> Metadata:
    """Read and check a pack folder's metadata and layout, without opening the model.

    Raises BadPackError for anything but a translation pack of the current kind: one source language, one
    target language, a CTranslate2 model and a tokenizer.
    """
    if not folder.is_dir():
        raise BadPackError("not a folder")
    if not (folder / "metadata.json").exists():
        if (folder / OF_TRANSLATELOCALLY).exists():
            return _read_translatelocally(folder)
        if (pair := _FXTRANSLATE_NAME.fullmatch(folder.name)) and any(folder.glob("*.bin")):
            source, target = map(_without_script, pair.groups())
            return Metadata(source, target, "0", f"{source} → {target}", firefox=_firefox_files(folder))
    values = read_json(folder / "metadata.json")
    kind = values.get("type", "translate")
    if kind not in ("translate", FIREFOX):
        raise BadPackError("foreign: a package of type {kind}, not translate", kind=sanitize(kind, 30))
    source, target = _code(values.get("from_code")), _code(values.get("to_code"))
    firefox = _firefox_files(folder, "model/") if kind == FIREFOX else None
    if firefox is None and not (folder / MODEL).is_file():
        raise BadPackError("no {model}", model=MODEL)
    if firefox is None and tokenizer_of(folder) is None:
        raise BadPackError("no tokenizer ({tokenizers})", tokenizers=" or ".join(TOKENIZERS))
    names = [sanitize(values.get(key) or code, 60) for key, code in (("from_name", source), ("to_name", target))]
    prefix = values.get("target_prefix")
    return Metadata(
        source=source,
        target=target,
        version=sanitize(values.get("package_version") or "0", 30),
        title=" → ".join(names),
        target_prefix=prefix if isinstance(prefix, str) and firefox is None else "",
        firefox=firefox,
    )


def _read_translatelocally(folder: Path) -> Metadata:
    """Read the metadata of translateLocally: `srcTags` by language code, and one `trgTag`."""
    values = read_json(folder / OF_TRANSLATELOCALLY)
    tags = values.get("srcTags")
    sources, target = list(tags) if isinstance(tags, dict) else [], values.get("trgTag")
    if not sources and target is None and (pair := _SHORT_NAME.fullmatch(str(values.get("shortName")))):
        sources, target = [pair[1]], pair[2]
    if len(sources) != 1:
        raise BadPackError("{file} does not name one source language", file=OF_TRANSLATELOCALLY)
    source, target = (_without_script(_code(tag, OF_TRANSLATELOCALLY)) for tag in (sources[0], target))
    title = f"{sanitize(values.get('src') or source, 60)} → {sanitize(values.get('trg') or target, 60)}"
    return Metadata(source, target, sanitize(values.get("version") or "0", 30), title, firefox=_firefox_files(folder))


def _firefox_files(folder: Path, below: str = "") -> FirefoxFiles:
    """Find the files of a model by their usual names; the engine reads only int8 models with alphas."""
    place = folder / below
    # Ignore hidden files: macOS adds such files.
    files = [path.name for path in place.iterdir() if path.is_file()] if place.is_dir() else []
    names = sorted(name for name in files if not name.startswith("."))
    models = [name for name in names if name.endswith(".alphas.bin")]
    vocabularies = [name for name in names if name.endswith(".spm")]
    lists = [name for name in names if name.startswith("lex") and name.endswith(".bin")]
    if not models:
        raise BadPackError("no model (*.alphas.bin)")
    if len(models) > 1:
        raise BadPackError("more than one model (*.alphas.bin)")
    sides = [[name for name in vocabularies if name.startswith(side)] for side in ("srcvocab", "trgvocab")]
    if len(vocabularies) == 1:
        sides = [vocabularies, vocabularies]
    if [len(side) for side in sides] != [1, 1]:
        raise BadPackError("no vocabulary (vocab.*.spm, or srcvocab.*.spm and trgvocab.*.spm)")
    if len(lists) > 1:
        raise BadPackError("more than one shortlist (lex.*.bin)")
    source, target = (below + side[0] for side in sides)
    return FirefoxFiles(below + models[0], source, target, below + lists[0] if lists else None)


def tokenizer_of(folder: Path) -> Path | None:
    """Return the tokenizer's file in a pack folder, or None."""
    return next((folder / name for name in TOKENIZERS if (folder / name).is_file()), None)


def _without_script(tag: str) -> str:
    """Return the code that this program has for a language tag such as `zh-Hans`."""
    return _SCRIPTS.get(tag) or tag.partition("-")[0]


def _code(value: object, file: str = "metadata.json") -> str:
    if isinstance(value, str) and _CODE.fullmatch(value):
        return value
    raise BadPackError("{file} names no pair of languages", file=file)


SPACE = "▁"
"""What SentencePiece writes for a space (U+2581)."""
_FILES = ("shared_vocabulary", "target_vocabulary")
_MAX_PIECE = 32
"""Maximum characters of a piece that is searched for."""
_UNKNOWN = "<unk>"


class Vocabulary:
    """The target side's pieces of one model."""

    def __init__(self, pieces: frozenset[str]) -> None:
        self._pieces = pieces
        self._longest = min(max(map(len, pieces), default=1), _MAX_PIECE)

    @classmethod
    def load(cls, model: Path) -> "Vocabulary":
        """Read the vocabulary in a CTranslate2 model's folder; raises OSError or ValueError if it cannot be read."""
        for name in _FILES:
            if (file := model / f"{name}.json").exists():
                return cls(frozenset(map(str, json.loads(file.read_text(encoding="utf-8")))))
            if (file := model / f"{name}.txt").exists():
                return cls(frozenset(file.read_text(encoding="utf-8").split("\n")))
        raise FileNotFoundError(model)

    def holds(self, pieces: Iterable[str]) -> bool:
        """Whether the vocabulary has all of these pieces."""
        return self._pieces.issuperset(pieces)

    def cut(self, text: str) -> list[str]:
        """Cut a text into pieces, each the longest possible one: nearly always as the model would write it.

        Together they spell the text without its spaces; a character that is in no piece becomes `<unk>`.
        """
        return [piece for word in text.split() for piece in self._word(SPACE + word)]

    def _word(self, word: str) -> list[str]:
        found, start = [], 0
        while start < len(word):
            ends = range(min(len(word), start + self._longest), start, -1)
            end = next((end for end in ends if word[start:end] in self._pieces), None)
            if end is None:
                # The space mark is not a character of the text.
                found += [] if word[start] == SPACE else [_UNKNOWN]
                end = start + 1
            else:
                found.append(word[start:end])
            start = end
        return found
