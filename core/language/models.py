"""The models of two libraries for language identification, and what the script alone tells.

The models' tables take long to compute, so they are stored as files, which later processes map into memory.
"""

import os
import shutil
import tempfile
import unicodedata
from collections import Counter
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from math import exp, sqrt
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.home import make_folder, open_private

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import numpy as np

    Tables = Mapping[str, np.ndarray[Any, Any]]
    Array = np.ndarray[Any, Any]

_IN_MEMORY = "/dev/shm"  # noqa: S108 - no file of ours has a name in it
_read_only = False


def keep_nothing() -> None:
    """Keep this process from writing tables: missing ones are computed each time.

    What libraries unpack meanwhile is written to a folder in memory, if the system has one.
    """
    global _read_only  # noqa: PLW0603 - of the process, as its command line is
    _read_only = True
    if os.access(_IN_MEMORY, os.W_OK | os.X_OK):
        tempfile.tempdir = os.environ["TMPDIR"] = _IN_MEMORY


def cached_arrays(folder: Path | None, names: "Sequence[str]", make: "Callable[[], Tables]") -> "Tables":
    """Return the tables called `names` from `folder`; if they are missing, compute them with `make` and store them.

    The name of `folder` depends on the versions from which its tables are made: folders of other versions beside it are
    deleted. Without a folder, or if it cannot be written, nothing is stored.
    """
    if folder is None:
        return make()
    try:
        return _load(folder, names)
    except (OSError, ValueError, EOFError):  # none yet, or cut short by a crash
        found = make()
    if _read_only:
        return found
    with suppress(OSError):  # a full disk, a folder that is read only: slower, and as good
        _keep(folder, found)
    return found


def _load(folder: Path, names: "Sequence[str]") -> "Tables":
    import numpy as np

    # Mapped, not read: only the pages that a text needs are loaded. Pickles are refused. Plain views of the maps are
    # faster at each use than NumPy's class for mapped files.
    return {name: np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False)) for name in names}


def _keep(folder: Path, tables: "Tables") -> None:
    import numpy as np

    make_folder(folder.parent)
    work = Path(tempfile.mkdtemp(prefix=".", dir=folder.parent))
    try:
        for name, table in tables.items():
            with open(work / f"{name}.npy", "wb", opener=open_private) as file:
                np.save(file, table, allow_pickle=False)
        for other in folder.parent.iterdir():
            if not other.name.startswith("."):
                shutil.rmtree(other, ignore_errors=True)
        os.rename(work, folder)
    finally:
        shutil.rmtree(work, ignore_errors=True)


LANGDETECT = tuple(
    "af ar bg bn ca cs cy da de el en es et fa fi fr gu he hi hr hu id it ja kn ko lt lv mk ml mr ne nl no pa pl "
    "pt ro ru sk sl so sq sv sw ta te th tl tr uk ur vi zh".split()
)
"""The languages of langdetect's profiles; its two of Chinese count as one."""
OTHERS = tuple(
    "am az be br bs eu fo fy ga gd gl ha hy ig is ka kk km ku ky lb lo mg mn ms mt my oc or ps rw si sn sr tg tk "
    "tt ug uz xh yo zu".split()
)
"""Languages of newspapers that only py3langid knows."""
CODES = (*LANGDETECT, *OTHERS)

_FLOOR = -60.0
"""The minimum log-probability: one odd letter should not decide alone."""
_UNKNOWN = -4.0
"""The second model's log-probability of a language that it does not know."""
_SMOOTHING = 0.5 / 10_000
"""langdetect's own: the probability of an n-gram that was never met in a language."""
_LONGEST = 6
"""Bytes of py3langid's longest n-grams."""
_SPACE, _SHIFT = 32, 21
_BYTE_TABLES = ("weights", "priors", "classes", "moves", "starts", "outputs")
_LETTER_TABLES = ("keys", "logs")


def byte_model(folder: Path | None) -> "Callable[[str], Array]":
    """Load py3langid's model (Lui and Baldwin 2012, retrained by Barbaresi): naive Bayes over chosen byte n-grams."""
    import numpy as np

    def make() -> "dict[str, Array]":
        from py3langid.langid import MODEL_FILE, LanguageIdentifier

        loaded = LanguageIdentifier.from_model_file(MODEL_FILE)
        known = set(loaded.nb_classes)
        loaded.set_languages([code for code in CODES if code in known])
        return {
            "weights": np.ascontiguousarray(loaded.nb_ptc),  # a row is asked for at a time
            "priors": loaded.nb_pc,
            "classes": np.array(loaded.nb_classes),
            "moves": np.asarray(loaded.tk_nextmove),
            "starts": np.asarray(loaded.tk_row, dtype=np.uint32) << 8,
            "outputs": np.asarray(loaded.tk_output, dtype=np.int32),
        }

    tables = cached_arrays(folder and folder / "bytes" / version("py3langid"), _BYTE_TABLES, make)
    weights, priors, classes, moves, starts, outputs = (tables[name] for name in _BYTE_TABLES)
    columns = np.array([CODES.index(code) for code in classes.tolist()])

    def ask(text: str) -> "Array":
        # As the library's own `rank`, in a quarter of the time.
        data = unicodedata.normalize("NFC", text.lower() if text.isupper() else text).encode("utf-8", "surrogatepass")
        chars, states = np.frombuffer(data, np.uint8), np.zeros(len(data), np.uint32)
        # All positions at once: the automaton's state after a byte depends on at most the longest n-gram before it.
        for back in reversed(range(min(_LONGEST, len(data)))):
            states[back:] = moves.take(starts.take(states[back:]) + chars[: len(data) - back])
        found = outputs.take(states)
        counts = Counter(found[found >= 0].tolist())
        scores = np.zeros(len(columns), np.float32)
        if counts:
            scores = np.log1p(np.fromiter(counts.values(), np.float32)) @ weights[np.fromiter(counts, np.intp)] + priors
        # A softmax over the root of the length, or every long text would be certain.
        scores *= 1.0 / sqrt(len(data) or 1)
        shares = np.exp(scores - scores.max())
        logs = np.log(np.maximum(np.bincount(columns, shares / shares.sum(), len(CODES)), exp(_FLOOR)))
        best: Array = logs - logs.max()
        return best

    return ask


def letter_model(folder: Path | None) -> "Callable[[str], Array]":
    """Load langdetect's profiles (Shuyo 2010): naive Bayes over one to three letters.

    The library itself samples n-grams at random until one language wins; here each n-gram counts once.
    """
    import numpy as np
    from langdetect.utils.ngram import NGram

    tables = cached_arrays(folder and folder / "letters" / version("langdetect"), _LETTER_TABLES, _profiles)
    keys, logs = tables["keys"], tables["logs"]

    class Normal(dict[int, int]):
        def __missing__(self, char: int) -> int:
            self[char] = ord(NGram.normalize(chr(char)))
            return self[char]

    normal = Normal()

    def ask(text: str) -> "Array":
        text = " ".join(NGram.normalize_vi(text).translate(normal).split())
        grams = _ngrams(np.array([_SPACE, *map(ord, text), _SPACE], dtype=np.int64))
        places = np.minimum(np.searchsorted(keys, grams), len(keys) - 1)
        places = places[keys[places] == grams]
        found = np.full(len(CODES), _UNKNOWN)
        if not len(places):
            return found - _UNKNOWN
        sums = logs[places].sum(axis=0, dtype=np.float64)
        sums = np.append(sums[:-2], sums[-2:].max())  # Chinese, simplified and traditional
        found[: len(LANGDETECT)] = np.maximum((sums - sums.max()) / sqrt(len(places)), _FLOOR)
        return found

    return ask


def _profiles() -> "dict[str, Array]":
    """Return langdetect's n-grams as sorted numbers, and the log-probability of each in each language."""
    import numpy as np
    from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory

    factory = DetectorFactory()
    factory.load_profile(PROFILES_DIRECTORY)
    names = [*LANGDETECT[:-1], "zh-cn", "zh-tw"]
    columns = [factory.langlist.index(name) for name in names]
    grams = [gram for gram in factory.word_lang_prob_map if len(gram) <= 3]
    numbers = np.array([_number(gram) for gram in grams], dtype=np.int64)
    order = np.argsort(numbers)
    shares = np.array([factory.word_lang_prob_map[gram] for gram in grams])[order][:, columns]
    return {"keys": numbers[order], "logs": np.log(_SMOOTHING + shares).astype(np.float16)}


def _number(gram: str) -> int:
    """Return an n-gram of up to three letters as one number."""
    value = 0
    for char in gram:
        value = value << _SHIFT | ord(char)
    return value


def _ngrams(chars: "Array") -> "Array":
    """Return the n-grams of a text as numbers: inside words, with the space before or after."""
    import numpy as np

    letters = chars != _SPACE
    pairs = chars[:-1] << _SHIFT | chars[1:]
    triples = (pairs[:-1] << _SHIFT | chars[2:])[letters[1:-1]]
    return np.concatenate((chars[letters], pairs, triples))


_LANGUAGES = {
    "ARABIC": "ar fa ur ps ku ug",
    "ARMENIAN": "hy",
    "BENGALI": "bn",
    "CYRILLIC": "ru uk bg mk sr be kk ky mn tg tt",
    "DEVANAGARI": "hi mr ne",
    "ETHIOPIC": "am",
    "GEORGIAN": "ka",
    "GREEK": "el",
    "GUJARATI": "gu",
    "GURMUKHI": "pa",
    "HAN": "zh ja",
    "HANGUL": "ko",
    "HEBREW": "he",
    "KANA": "ja",
    "KANNADA": "kn",
    "KHMER": "km",
    "LAO": "lo",
    "MALAYALAM": "ml",
    "MYANMAR": "my",
    "ORIYA": "or",
    "SINHALA": "si",
    "TAMIL": "ta",
    "TELUGU": "te",
    "THAI": "th",
}
_ALSO_LATIN = frozenset(("sr", "ku"))
_BY_NAME = {"CJK": "HAN", "HIRAGANA": "KANA", "KATAKANA": "KANA", "KATAKANA-HIRAGANA": "KANA", "HALFWIDTH": "KANA"}
_WEIGHTS = {"HAN": 3, "KANA": 2, "HANGUL": 2}
"""Weights of scripts, in letters of an alphabet: a Chinese sentence may have many Latin names."""
_KANA = 0.1
"""Share of kana from which a text in Chinese characters is Japanese."""


def candidates(text: str) -> frozenset[str]:
    """Return the languages of a text's main script; if that is unclear, all that use Latin letters."""
    weights: dict[str, int] = {}
    for char, count in Counter(text).items():
        if name := _script(char):
            weights[name] = weights.get(name, 0) + count * _WEIGHTS.get(name, 1)
    if "HAN" in weights and weights.get("KANA", 0) > _KANA * weights["HAN"]:
        weights["KANA"] += weights.pop("HAN")
    main = max(weights, key=weights.__getitem__, default="LATIN")
    return frozenset(_LANGUAGES[main].split()) if main in _LANGUAGES else _LATIN


@cache
def _script(char: str) -> str | None:
    if not char.isalpha():
        return None
    name = unicodedata.name(char, "LATIN").partition(" ")[0]
    return _BY_NAME.get(name, name)


_LATIN = frozenset(CODES) - frozenset(" ".join(_LANGUAGES.values()).split()) | _ALSO_LATIN
