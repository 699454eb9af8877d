"""Coverage-guided fuzzing of all parsers of untrusted bytes: every format, and all other files that others write.

    pip install -e '.[fuzz]'
    python fuzz/seeds.py CORPUS && python fuzz/readers.py [--only KIND] [--unguided] -max_total_time=60 CORPUS

The first byte of an input chooses its kind (`targets.py` lists them) unless `--only` names one. Whatever the bytes
are, what is promised comes out, or one typed error; anything else ends the run, with the input that did it in
`crash-…`: give that a test of its own, with its own small bytes. One that takes more memory than the walls of the
sandbox let it have is a find, too; so is one that takes longer than libFuzzer's `-timeout`.

With `--unguided` the readers are not watched, and the inputs depend on the seeds and `-seed` alone: the same in every
run, on every machine. Without it the fuzzer follows the branches that an input opens, and finds more.
"""

import contextlib
import importlib
import resource
import sys
from pathlib import Path

import atheris

_UNGUIDED = "--unguided"

sys.path.append(str(Path(__file__).parents[1]))
# Without any branch to watch, libFuzzer would take no seed.
with atheris.instrument_imports(include=["targets"] if _UNGUIDED in sys.argv else ["core", "pdfminer"]):
    import targets

    from core.reading.formats import READERS
    from core.reading.sandbox import MEMORY

    for module in sorted({*READERS.values()}):  # loaded when first needed, and instrumented only here
        importlib.import_module(f"core.reading.{module}")
    for module in ("feeds.opml", "memory.tmx", "translation.terminology.glossary_files", "translation.terminology"):
        importlib.import_module(f"core.{module}")
    for module in ("export.json_read", "config", "packs.archive", "packs.convert"):
        importlib.import_module(f"core.{module}")

_NAMES = tuple(targets.KINDS)


def one(data: bytes) -> None:
    """Read some bytes as the kind that the first one chooses."""
    if data:
        targets.KINDS[_NAMES[data[0] % len(_NAMES)]](data[1:])


def _limit() -> None:
    """Let this process have what a reading process may have, above what it has with all that watches it."""
    with contextlib.suppress(OSError, ValueError):
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[5])
        most = pages * resource.getpagesize() + MEMORY
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))


if __name__ == "__main__":
    words = [word for word in sys.argv[1:] if word != _UNGUIDED]
    target = one
    if "--only" in words:
        place = words.index("--only")
        target = targets.KINDS[words[place + 1]]
        del words[place : place + 2]
    _limit()
    atheris.Setup([sys.argv[0], *words], target)
    atheris.Fuzz()
