"""PackStore: the installed packs, of this program and of others; and a test translation with a pack."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from core.errors import PackError, PackMissing, never
from core.messages import Message
from core.packs import open_model
from core.packs.catalogue import KINDS, CatalogueEntry, load_catalogue, place_in
from core.packs.metadata import MODEL, OF_TRANSLATELOCALLY, BadPackError, firefox_files, read_metadata
from core.packs.pack import PROVIDERS, Pack, Provider, parse_pair, read_manifest
from core.packs.temporary_folders import REPLACED, new_work, packs_locked, writing
from core.sanitize import sanitize
from core.settings import Places

_UNPACKED = "extracting-"
"""Prefix of the folder into which translateLocally unpacks; one that was left behind is not a model."""


@dataclass(frozen=True, slots=True)
class PackFault:
    """A folder among the packs that cannot be used, and why."""

    path: Path
    reason: Message


class PackStore:
    """Scans the folders on each call; reads a few small JSON files, never a model."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def installed(self) -> list[Pack]:
        """Return the usable packs: first those of this program, then those of others, ordered by name."""
        return [found for found in self._scan() if isinstance(found, Pack)]

    def faults(self) -> list[PackFault]:
        """Return the folders among the packs that are not packs or are broken."""
        return [found for found in self._scan() if isinstance(found, PackFault)]

    def outdated(self) -> list[tuple[Pack, CatalogueEntry]]:
        """Return the packs of which a newer version can be made here, each with that version's entry."""
        packs = self.installed()
        present = {pack.name for pack in packs}
        found = [(pack, load_catalogue().newer(pack.name)) for pack in packs if pack.provider == "depeche"]
        return [(pack, newer) for pack, newer in found if newer and newer.name not in present]

    def find(self, source: str, target: str, digest: str | None = None, prefer: str = "") -> Pack | None:
        """Return the pack for a pair, or None: of the catalogue, else from a file, else of another program.

        Packs that `prefer` names (see `TranslationSettings.packs`) come first. Packs of the catalogue are ordered by
        kind, all others by version. With `digest`, return only the pack that has it.
        """
        packs = [pack for pack in self.installed() if (pack.source, pack.target) == (source, target)]
        if digest is not None:
            packs = [pack for pack in packs if pack.digest() == digest]
        return max(
            packs,
            key=lambda pack: (
                -place_in(prefer, pack.name, pack.kind),
                _can_run(pack),
                pack.provider == "depeche",
                pack.order is not None,
                -KINDS.index(pack.kind) if pack.order else 0,
                _version_key(pack.version),
            ),
            default=None,
        )

    def named(self, pair_or_name: str) -> Pack:
        """Return the pack with a name, or the one that `find` returns for a pair; raises PackMissing."""
        for pack in self.installed():
            if pack.name == pair_or_name:
                return pack
        pair = parse_pair(pair_or_name)
        found = self.find(*pair) if pair else None
        if found is None:
            raise PackMissing(sanitize(pair_or_name), "no such pack is installed; see: depeche packs list")
        return found

    def remove(self, pair_or_name: str) -> Pack:
        """Remove one of this program's packs, and return it.

        Raises PackMissing if there is none, PackError for a pack of another program, and if the folder cannot be
        written.
        """
        pack = self.named(pair_or_name)
        if pack.provider != "depeche":
            raise PackError(
                pack.name,
                "{program} installed it, in {path}: remove it there",
                program=PROVIDERS[pack.provider],
                path=pack.path,
            )
        with writing(pack.name, self._places.packs), packs_locked(self._places, never):
            work = new_work(self._places)
            # One rename removes it completely; what a kill leaves after that is deleted by the next install.
            pack.path.rename(work / pack.name)
            shutil.rmtree(work, ignore_errors=True)
        return pack

    def verify(self, pack: Pack) -> list[Message]:
        """Check a pack completely and translate a sentence with it; return the problems, an empty list for none."""
        problems = pack.problems()
        if problems:
            return problems
        try:
            prove(pack)
        except PackError as error:
            return [error.problem]
        return []

    def _scan(self) -> Iterator[Pack | PackFault]:
        own_folder = self._places.packs
        folders = {folder.name: folder for folder in _folders(own_folder)}
        for name, folder in folders.items():
            if not name.startswith("."):
                yield _examine(folder, name, "depeche")
            # A kill between the two renames of a replacement leaves the old pack, intact, under this name.
            old = name.removeprefix(REPLACED)
            if old != name and old not in folders:
                yield _examine(own_folder / old if (own_folder / old).exists() else folder, old, "depeche")
        for place in self._places.argos_packs:
            for folder in _folders(place):
                if not folder.name.startswith("."):
                    yield _examine(folder, folder.name, "argos")
        for program, place in self._places.other_packs:
            for folder in _folders(place):
                if program == "fxtranslate":
                    # Its folders have the names of pairs, which mean the default pack, so add a prefix.
                    yield _examine(folder, f"{program}-{folder.name}", "fxtranslate")
                elif (folder / OF_TRANSLATELOCALLY).exists() and not folder.name.startswith(_UNPACKED):
                    yield _examine(folder, folder.name, "translatelocally")


def _folders(place: Path) -> list[Path]:
    """Return the folders in `place`, sorted."""
    try:
        return sorted(path for path in place.iterdir() if path.is_dir())
    except OSError:
        # There is no such folder, or it may not be read: nothing is installed there.
        return []


def _examine(folder: Path, name: str, provider: Provider) -> Pack | PackFault:
    try:
        metadata = read_metadata(folder)
        manifest = read_manifest(folder) if provider == "depeche" else None
        if manifest is not None:
            size = sum(record.size for record in manifest.files.values())
        else:
            size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    except BadPackError as error:
        return PackFault(folder, error.problem)
    except OSError as error:
        return PackFault(folder, Message("cannot be read: {reason}", reason=error.strerror or error))
    return Pack(
        source=metadata.source,
        target=metadata.target,
        path=folder,
        name=sanitize(name),
        version=metadata.version,
        provider=provider,
        size=size,
        title=metadata.title,
        credit=manifest.credit if manifest else None,
        licence=manifest.licence if manifest else None,
        engine=metadata.engine,
        order=manifest.order if manifest else None,
    )


def _can_run(pack: Pack) -> bool:
    if pack.engine != "firefox":
        return True
    from core.packs.firefox import runs_here

    return runs_here()


def _version_key(version: str) -> tuple[int, ...]:
    """Return a sort key by which `1.10` comes after `1.9`; a part that is no number counts as 0."""
    return tuple(int(part) if part.isdecimal() else 0 for part in version.replace("_", ".").split("."))


SENTENCES = {
    "ar": "وصل الرئيس إلى باريس يوم الاثنين.",
    "bg": "Президентът пристигна в Париж в понеделник.",
    "bn": "রাষ্ট্রপতি সোমবার প্যারিসে পৌঁছেছেন।",
    "de": "Der Präsident kam am Montag in Paris an.",
    "el": "Ο πρόεδρος έφτασε στο Παρίσι τη Δευτέρα.",
    "en": "The president arrived in Paris on Monday.",
    "es": "El presidente llegó a París el lunes.",
    "fa": "رئیس جمهور روز دوشنبه وارد پاریس شد.",
    "fr": "Le président est arrivé à Paris lundi.",
    "he": "הנשיא הגיע לפריז ביום שני.",
    "hi": "राष्ट्रपति सोमवार को पेरिस पहुंचे।",
    "it": "Il presidente è arrivato a Parigi lunedì.",
    "ja": "大統領は月曜日にパリに到着した。",
    "ko": "대통령은 월요일에 파리에 도착했다.",
    "pt": "O presidente chegou a Paris na segunda-feira.",
    "ru": "Президент прибыл в Париж в понедельник.",
    "th": "ประธานาธิบดีเดินทางถึงปารีสเมื่อวันจันทร์",
    "uk": "Президент прибув до Парижа в понеділок.",
    "zh": "总统周一抵达巴黎。",
}
"""Test sentences by source language; for others the English one is used, which any model must survive."""


def prove(pack: Pack) -> str:
    """Load a pack and return its translation of one sentence; raise PackError if there is none."""
    sentence = SENTENCES.get(pack.source, SENTENCES["en"])
    text = _prove_firefox(pack, sentence) if pack.engine == "firefox" else _prove_ctranslate2(pack, sentence)
    if not text:
        raise PackError(pack.name, "its model gives no translation for a plain sentence")
    return text


def _prove_ctranslate2(pack: Pack, sentence: str) -> str:
    model = open_model(pack, device="cpu")
    pieces = model.encode(sentence)
    prefix = [model.target_prefix] if model.target_prefix else None
    try:
        result = model.translator.translate_batch([pieces], target_prefix=prefix, beam_size=1, max_decoding_length=60)
        hypothesis = result[0].hypotheses[0]
    except (RuntimeError, ValueError, IndexError) as error:
        raise PackError(
            pack.name, "its {model} cannot translate: {error}", model=MODEL, error=sanitize(error)
        ) from error
    return model.decode(hypothesis)


def _prove_firefox(pack: Pack, sentence: str) -> str:
    """Check that the model's files are consistent, and translate one sentence in a child process."""
    from core.packs.firefox import check_sense, check_spelling, missing_engine, runs_here, translate_once

    pack.check()
    if not runs_here():
        raise missing_engine(pack.name)
    try:
        files = firefox_files(pack.path)
        check_sense(pack.path, files)
        for code, name in ((pack.source, files.source_vocabulary), (pack.target, files.target_vocabulary)):
            if code in SENTENCES:
                check_spelling(pack.path / name, code, SENTENCES[code])
        return translate_once(pack.path, files, sentence)
    except BadPackError as error:
        raise PackError(pack.name, error.problem) from error
