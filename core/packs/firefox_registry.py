"""Mozilla's registry of the models of Firefox Translations, and downloading one of them.

`firefox.tsv` has a pinned version of the registry; `refresh` downloads the newest. The registry has size and SHA-256 of
the unpacked models, but not of vocabularies and shortlists: those are checked for consistency, recorded when they are
installed, and verified against the record from then on.
"""

import contextlib
import gzip
import hashlib
import json
import re
import zlib
from collections.abc import Iterable, Iterator
from importlib import resources
from pathlib import Path
from typing import Any, Final

from core.errors import PackError
from core.files import write_whole
from core.lang import language_name
from core.packs import CHUNK, Monitor
from core.packs.catalogue import CatalogueEntry, FileDigest, FirefoxOrigin
from core.packs.download import download_unpinned
from core.packs.firefox import metadata_text
from core.packs.metadata import FIREFOX_MODEL, FIREFOX_SHORTLIST, FIREFOX_VOCABULARIES, BadPackError
from core.sanitize import sanitize
from core.settings import Places

_PINNED: Final = "2026.3.29"
_MAX_BYTES: Final = 64_000_000
"""Maximum bytes of a vocabulary or a shortlist; real ones have less than a tenth of it."""
_REGISTRY: Final = "db/models.json"
_STORED: Final = "firefox-models.json"
_CODES: Final = {"zh_hant": "zt"}
"""Codes of the registry that differ here: Argos' code for traditional Chinese."""
OTHER_NAMES: Final = {
    "az": "Azerbaijani",
    "bs": "Bosnian",
    "hbs": "Serbo-Croat",
    "ka": "Georgian",
    "nb": "Bokmål",
    "nn": "Nynorsk",
    "zt": "Chinese (traditional)",
}
"""What languages are called in English that are found in packs alone."""
_PATH: Final = re.compile(r"[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)+\.gz")
_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_README: Final = """# {title}

{credit}. Licence: {licence} (<https://mozilla.org/MPL/2.0/>).

The files are Mozilla's own, unpacked and renamed by Dépêche.
"""


def entries(places: Places | None = None) -> Iterator[CatalogueEntry]:
    """Yield the models of the registry that was downloaded last, else the pinned ones, in order of preference."""
    if places:
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            stored = json.loads((places.home / _STORED).read_text("utf-8"))
            yield from [_entry(stored["base"], stored["date"], *row) for row in stored["rows"]]
            return
    lines = resources.files("core.packs").joinpath("firefox.tsv").read_text("utf-8").splitlines()
    base = next(line.split("\t")[1] for line in lines if line.startswith("# BASE"))
    for line in lines:
        if not line.startswith("#"):
            source, target, kind, size, digest, comet, vocabularies, folder = line.split("\t")
            below = f"models/{folder}/exported"
            pair = source + target
            names = ("vocab",) if vocabularies == "one" else ("srcvocab", "trgvocab")
            yield _entry(
                base, _PINNED, source, target, kind, int(size), digest, float(comet) if comet else None,
                [f"{below}/model.{pair}.intgemm.alphas.bin.gz", f"{below}/lex.50.50.{pair}.s2t.bin.gz"]
                + [f"{below}/{name}.{pair}.spm.gz" for name in names],
            )  # fmt: skip


def _entry(
    base: str,
    date: str,
    source: str,
    target: str,
    kind: str,
    size: int,
    digest: str,
    comet: float | None,
    paths: list[str],
) -> CatalogueEntry:
    source, target = _CODES.get(source, source), _CODES.get(target, target)
    return CatalogueEntry(
        source=source,
        target=target,
        name=f"translate-{source}_{target}-firefox-{kind}-{digest[:8]}",
        version=date,
        title=f"{_name(source)} → {_name(target)}, Firefox",
        credit=f"Mozilla: Firefox Translations, {source}-{target}, {kind}",
        licence="MPL-2.0",
        # Vocabulary and shortlist beside the model.
        installed_size=size + 6_000_000,
        origin=FirefoxOrigin(base, FileDigest(size, digest), tuple(paths)),
        comet=comet,
    )


def _name(code: str) -> str:
    return OTHER_NAMES.get(code) or language_name(code)


def fetch_model(entry: CatalogueEntry, origin: FirefoxOrigin, folder: Path, places: Places, monitor: Monitor) -> None:
    """Download the files of a model and unpack them into the new pack folder.

    Partial downloads are kept and resumed the next time. Raises what `download` raises, and BadPackError.
    """
    names = [FIREFOX_MODEL, FIREFOX_SHORTLIST]
    vocabularies = origin.paths[2:]
    names += FIREFOX_VOCABULARIES[:1] if len(vocabularies) == 1 else FIREFOX_VOCABULARIES[1:]
    parts = [places.home / "downloads" / f"{entry.name}.{n}.gz" for n in range(len(names))]
    (folder / "model").mkdir(parents=True)
    try:
        for path, part in zip(origin.paths, parts, strict=True):
            # A packed file is at most slightly larger than its contents.
            most = origin.model.size + CHUNK if part is parts[0] else _MAX_BYTES
            download_unpinned(f"{origin.base}/{path}", part, most, monitor)
        for name, part in zip(names, parts, strict=True):
            _unpack(part, folder / name, origin.model if name == FIREFOX_MODEL else None)
            monitor.still_wanted()
    except PackError:
        raise
    except BaseException:
        # Cancelled, a full disk, or a wrong file: the download cannot be resumed.
        for part in parts:
            part.unlink(missing_ok=True)
            part.with_name(f"{part.name}.part").unlink(missing_ok=True)
        raise
    for part in parts:
        part.unlink()
    _describe(entry, folder)


def _unpack(part: Path, goal: Path, expected: FileDigest | None) -> None:
    """Unpack one file, and raise BadPackError unless it is the expected one; a server may have unpacked it already."""
    most = expected.size if expected else _MAX_BYTES
    digest, size = hashlib.sha256(), 0
    with part.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        try:
            with gzip.open(file) if packed else file as data, goal.open("xb") as target:
                while chunk := data.read(CHUNK):
                    size += target.write(chunk)
                    digest.update(chunk)
                    if size > most:
                        break
        except (EOFError, gzip.BadGzipFile, zlib.error):
            raise BadPackError("{name} does not unpack; it was deleted, unused", name=goal.name) from None
    if size > most or (expected and (size, digest.hexdigest()) != (expected.size, expected.sha256)):
        raise BadPackError("{name} is not of the expected size and SHA-256; it was deleted, unused", name=goal.name)


def _describe(entry: CatalogueEntry, folder: Path) -> None:
    (folder / "metadata.json").write_bytes(metadata_text(entry.source, entry.target, entry.version, entry.title))
    readme = _README.format(title=entry.title, credit=entry.credit, licence=entry.licence)
    (folder / "README.md").write_text(readme, encoding="utf-8", newline="\n")


def refresh(places: Places, date: str, base: str | None = None) -> int:
    """Download the registry and store its models; return their number.

    Its digests are then only as trustworthy as the connection. Raises PackError if it cannot be reached or read; the
    stored models are then unchanged.
    """
    what = "Mozilla's registry"
    base = base or next(entry.origin.base for entry in entries() if isinstance(entry.origin, FirefoxOrigin))
    part = places.home / "downloads" / "firefox-models.json"
    part.unlink(missing_ok=True)
    try:
        download_unpinned(f"{base}/{_REGISTRY}", part, _MAX_BYTES, Monitor(what))
        data = part.read_bytes()
        values = json.loads(gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data)
        rows = list(_rows(values["models"].values()))
    except (ValueError, KeyError, TypeError, AttributeError, EOFError, zlib.error, RecursionError):
        raise PackError(what, "is not of the form that this version knows; what was known stays") from None
    finally:
        part.unlink(missing_ok=True)
    if not rows:
        raise PackError(what, "has no released model; what was known stays")
    kept = json.dumps({"base": base, "date": date, "rows": rows}, indent=1)
    write_whole(places.home / _STORED, kept, private=True)
    return len(rows)


def _rows(found: Iterable[list[dict[str, Any]]]) -> Iterator[list[Any]]:
    """Yield the arguments of `_entry` for each valid released model into or from English."""
    models = [model for models in found for model in models if str(model["releaseStatus"]).startswith("Release")]
    models.sort(key=lambda model: "Android" in model["releaseStatus"])
    for model in models:
        files = model["files"]
        names = ("vocab",) if "vocab" in files else ("srcVocab", "trgVocab")
        paths = [str(files[name]["path"]) for name in ("model", "lexicalShortlist", *names)]
        codes = [str(model[key]) for key in ("sourceLanguage", "targetLanguage")]
        kind, digest = str(model["architecture"]), str(files["model"]["uncompressedHash"])
        valid = all(_PATH.fullmatch(path) and ".." not in path for path in paths)
        valid = valid and all(re.fullmatch(r"[a-z]{2,3}|zh_hant", code) for code in codes) and "en" in codes
        if valid and _SHA256.fullmatch(digest) and re.fullmatch(r"[a-z-]{1,20}", kind):
            yield [*codes, kind, int(files["model"]["uncompressedSize"]), digest, _comet(model), paths]


def _comet(model: dict[str, Any]) -> float | None:
    """Return COMET-22 on flores200-plus, from whichever field of the registry has it."""
    for key in ("metrics", "evaluation", "finalEvals"):
        values = model.get(key)
        for name, value in values.items() if isinstance(values, dict) else ():
            if "comet" in sanitize(name).lower() and isinstance(value, float) and 0 < value < 1:
                return value
    return None
