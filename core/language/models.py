"""What the models of two libraries, and the script alone, say of the language of a text.

The models' tables are slow to make: they are kept as files that the next process maps into its memory at once.
"""

import os
import re
import shutil
import tempfile
import unicodedata
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from math import sqrt
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.home import make_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import numpy as np

    Tables = Mapping[str, np.ndarray[Any, Any]]
    Array = np.ndarray[Any, Any]

_IN_MEMORY = "/dev/shm"  # noqa: S108 - no file of ours has a name in it
_read_only = False


def keep_nothing() -> None:
    """Let this process write no tables: it makes those that are not there, each time.

    What libraries unpack meanwhile goes into the system's memory, where it has a folder for that.
    """
    global _read_only  # noqa: PLW0603 - of the process, as its command line is
    _read_only = True
    if os.access(_IN_MEMORY, os.W_OK | os.X_OK):
        tempfile.tempdir = os.environ["TMPDIR"] = _IN_MEMORY


def kept(folder: Path | None, names: "Sequence[str]", make: "Callable[[], Tables]") -> "Tables":
    """Return the tables called `names` from `folder`; those that `make` gives, and keep them, where they are not there.

    `folder` is named for what its tables are made of: its neighbours are of other versions, and go. Without a
    folder, or where it cannot be written, nothing is kept.
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

    # Mapped, not read: only what a text touches comes from the disk. A pickle would not be opened.
    return {name: np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False) for name in names}


def _keep(folder: Path, tables: "Tables") -> None:
    import numpy as np

    make_folder(folder.parent)
    work = Path(tempfile.mkdtemp(prefix=".", dir=folder.parent))
    try:
        for name, table in tables.items():
            np.save(work / f"{name}.npy", table, allow_pickle=False)
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
"""The languages of langdetect's profiles; its two of Chinese are one here."""
OTHERS = tuple(
    "am az be br bs eu fo fy ga gd gl ha hy ig is ka kk km ku ky lb lo mg mn ms mt my oc or ps rw si sn sr tg tk "
    "tt ug uz xh yo zu".split()
)
"""Those that py3langid alone knows, of the languages that newspapers are written in."""
CODES = (*LANGDETECT, *OTHERS)

_FLOOR = -60.0
"""No opinion is worse than this: one odd letter should not decide alone."""
_UNKNOWN = -4.0
"""What the second opinion says of a language that it has no profile of."""
_SMOOTHING = 0.5 / 10_000
"""langdetect's own: the probability of an n-gram that was never met in a language."""
_SPACE, _SHIFT = 32, 21
_BYTE_TABLES = ("weights", "priors", "classes", "moves", "rows", "outputs")
_LETTER_TABLES = ("keys", "logs")


def byte_model(folder: Path | None) -> "Callable[[str], Array]":
    """Load py3langid's model (Lui and Baldwin 2012, retrained by Barbaresi): naive Bayes over chosen byte n-grams."""
    import numpy as np
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    def make() -> "dict[str, Array]":
        loaded = LanguageIdentifier.from_model_file(MODEL_FILE)
        known = set(loaded.nb_classes)
        loaded.set_languages([code for code in CODES if code in known])
        return {
            "weights": loaded.nb_ptc,
            "priors": loaded.nb_pc,
            "classes": np.array(loaded.nb_classes),
            "moves": np.asarray(loaded.tk_nextmove),
            "rows": np.asarray(loaded.tk_row),
            "outputs": np.asarray(loaded.tk_output, dtype=np.int32),
        }

    tables = kept(folder and folder / "bytes" / version("py3langid"), _BYTE_TABLES, make)
    # A memory view gives plain integers, several times faster than an array does.
    moves, rows, outputs = (tables[name].data for name in ("moves", "rows", "outputs"))
    classes = tables["classes"].tolist()
    identifier = LanguageIdentifier(
        tables["weights"], tables["priors"], classes, moves, outputs, norm_probs=True, tk_row=rows
    )
    places = {code: place for place, code in enumerate(CODES)}

    def ask(text: str) -> "Array":
        # Its own probabilities are a softmax over the root of the length already.
        found = np.full(len(CODES), _FLOOR)
        for code, share in identifier.rank(text):
            if share > 0:
                found[places[code]] = max(np.log(share), _FLOOR)
        best: Array = found - found.max()
        return best

    return ask


def letter_model(folder: Path | None) -> "Callable[[str], Array]":
    """Load langdetect's profiles (Shuyo 2010): naive Bayes over one to three letters.

    The library itself draws n-grams at random until one language wins; here each counts once.
    """
    import numpy as np
    from langdetect.utils.ngram import NGram

    tables = kept(folder and folder / "letters" / version("langdetect"), _LETTER_TABLES, _profiles)
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
"""Letters of an alphabet that one sign stands for: a Chinese sentence may be full of Latin names."""
_KANA = 0.1
"""Of a text in Chinese characters: with more kana than this, it is Japanese."""


def candidates(text: str) -> frozenset[str]:
    """Return the languages that are written in a text's main script; all that use Latin letters, where in doubt."""
    weights: dict[str, int] = {}
    for char in text:
        if name := _script(char):
            weights[name] = weights.get(name, 0) + _WEIGHTS.get(name, 1)
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


def _words(words: str) -> str:
    return rf"(?<!\w)(?:{'|'.join(words.split())})(?!\w)"


_TELLING = {
    "gl": _words(
        "xunta unha unhas dun dunha nun nunha coa coas polo polos pola polas máis tamén despois xa onte hoxe xuíz"
        " xente concello goberno orzamentos prezo prezos choiva chuvia dous mariñeiros? veciños? xeral conselleir[ao]"
        " galeg[ao]s? cumio folga dende ningunha algunha súas? xoves venres luns mércores xuízos? temperán?"
        r" \w{3,}cións \w{2,}óns deteñen xaneiro febreiro lumes? x(?:ogos?|ustiz\w+|unt[ao]s|ove[ns]?|efe|estión)"
    ),
    "es": _words("el los las y más también gobierno"),
    "pt": _words("em uma não mais são à às já também pelo pela pelos pelas"),
    "ms": _words(
        "kerana bahawa polis kerajaan parlimen mahkamah syarikat hospital baharu belanjawan gesa ramai belia"
        " kes peniaga luluskan gegar tangguh katil pesakit jerebu bas biasiswa universiti cukai undi parti"
        " mesyuarat maut suspek siasat siasatan ialah iaitu sahaja antarabangsa manakala tentera doktor ubat"
        " pengarah perniagaan hutang kos ringgit lori dadah"
        " isnin khamis jumaat ahad muzium bertembung ditamatkan ragut faedah hadapan semenanjung malaysia malaya mangsa"
        " nahas rempuh dirempuh bomba dijangka pelabur kemalangan pendatang lelaki dipercayai berpandu agong"
    ),
    "id": _words(
        "karena bahwa polisi pemerintah parlemen pengadilan perusahaan anggaran warga kasus pedagang pemilu mahasiswa"
        " perempuan mobil uang partai universitas bisa mantan korban gubernur bupati rupiah rumah dpr kpk timnas"
    ),
    "bg": _words("се ще са че през няма който която които което още след беше бе") + r"|[б-щ]ъ[б-щ]|\w{3}ството(?!\w)",
    "uk": r"[іїєґ]|" + _words("та що як від під після вже це було була були щодо ще бо вдома або але"),
    "ru": r"[ыэёъ]|" + _words("и что как от после уже это был была было были или но чтобы"),
    "sr": r"[ћђ]|[јљњџ]|" + _words("је у су није нису са који која које због пре после јер али"),
    "mk": r"[ѓќѕ]|" + _words("во ги го им ќе што кој која кои поради бидејќи"),
    "hi": r"(?<![\u0900-\u097f])(?:का|की|के|को|ने|से|में|है|हैं|पर|और|नहीं|कौन|गया|गई|गए|लिए)(?![\u0900-\u097f])",
    "mr": r"(?:च्या|साठी|मध्ये|ांनी|ांना)(?![\u0900-\u097f])|ळ"
    r"|(?<![\u0900-\u097f])(?:आहे|आहेत|नाही|केला|केली|केले|झाला|झाली|झाले|आणि|नवा|नवी|नवे)(?![\u0900-\u097f])",
}
_NEIGHBOURS = ("gl es pt it ca", "ms id", "bg uk ru mk sr", "hi mr ne")


def telling(text: str, best: str) -> "Mapping[str, int]":
    """Count the words and letters that tell a language from those it is taken for: of each in the group of `best`.

    `text` is in small letters. The lists are ours; each word is usual in news and in no neighbour.
    """
    group = next((codes.split() for codes in _NEIGHBOURS if best in codes.split()), [])
    return {code: len(_telling(code).findall(text)) for code in group if code in _TELLING}


@cache
def _telling(code: str) -> "re.Pattern[str]":
    return re.compile(_TELLING[code])
