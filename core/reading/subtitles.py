"""Subtitles in the usual formats: cues are joined to paragraphs, since a sentence may span several.

SRT and WebVTT as programs write them, YouTube's SBV, SubStation Alpha (ASS, SSA), MicroDVD, SAMI, TTML and LRC.
"""

import html
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from operator import itemgetter

from core.messages import Message
from core.reading import decoding, xml
from core.reading.document import Block, Document, join_notes
from core.sanitize import clean

_TIME = r"\s*(?:(\d{1,4}) ?: ?)?(\d\d?) ?: ?(\d\d)"
_PART = r" ?[,.:] ?(\d{1,3})"
_TIMES = tuple(
    re.compile(form)
    for form in (
        rf"{_TIME}(?:{_PART})?\s*-->{_TIME}(?:{_PART})?",
        rf"{_TIME}{_PART}\s*(?:[-–—]+>|→){_TIME}{_PART}",
        rf"{_TIME}{_PART},{_TIME}{_PART}\s*\Z",
    )
)
"""Times of a cue: in SRT or WebVTT, in SRT typed by hand, in SBV."""
_DAMAGED = re.compile(r"[^A-Za-z\n]{4,40}-->[^A-Za-z\n]{4,40}")
"""Times that a bad byte has made unreadable."""
_DIALOGUE = re.compile(r"(?:^|\n)(?P<kind>Format|Dialogue):[ \t]*(?P<fields>[^\n]*)")
_DRAWING = re.compile(r"\{[^{}]{0,300}?\\p[1-9][^{}]{0,300}\}[^{}]*")
_FRAMES = re.compile(r"\{(\d+)\}\{(\d+)\}([^\n]*)")
_RATE = 25.0
"""Frames per second, for cues that count frames."""
_SYNC = re.compile(r"<sync\b[^<>]{0,200}?\bstart\s{0,9}=\s{0,9}[\"']?(\d{1,12})[^<>]{0,200}>", re.IGNORECASE)
_BREAK = re.compile(r"<br\b[^>]{0,100}>", re.IGNORECASE)
_STAMP = re.compile(r"\[(\d{1,3}):(\d\d)(?:[.:](\d{1,3}))?\]\s*")
_ABOUT = re.compile(r"^\[(ti|ar|au):([^\]\n]+)\][^\S\n]*+$", re.MULTILINE)
"""Title, artist and author of LRC, with the spaces around them."""
_OFFSET = re.compile(r"([\d.]{1,12})(h|ms|m|s|f|t)")
_UNITS = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001, "f": 1 / _RATE, "t": 1e-7}
_TAGS = re.compile(r"</?[a-z][^<>\n]{0,100}>|<[\d:.]{5,20}>|<!--[^\n]{0,100}?-->|\{\\[^}\n]{0,100}\}", re.IGNORECASE)
"""Markup, and times within a cue; not `3 < 4 and 5 > 2`."""
_SOUND = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|[♪#][^♪#]*[♪#]|[♪♫]+")
_ENDED = re.compile(r"[.!?…][»”\"')\]\s]*$")
_SPEAKER = re.compile(r"^[-–—](?:\s+|(?=[^\s\d]))")
_PAUSE = 2.0
"""Pause in seconds that starts a new paragraph."""
_NEXT = 0.5
"""Maximum seconds between a cue and its repetition."""
_PAINTED = 0.4
"""Minimum share of such cues."""
_END = 20
"""Number of characters at the end of a line that decide whether a sentence ends there."""
_LONGEST = 2000
"""Maximum length of a paragraph, in characters: automatic captions have no full stops."""
_LONG = 400
"""Length, in characters, after which a paragraph ends with its sentence."""


def read(data: bytes, name: str, given: str | None = None) -> Iterator[Document]:
    """Yield subtitles as one document. `given` is the encoding that the user chose, if any. Raises InputError."""
    note: str | None
    about: dict[str, str] = {}
    if is_ttml(data):
        timed = _Timed()
        xml.walk(data, name, timed, timed.notes.append)
        timed.flush()
        cues, encoding, note = timed.cues, None, join_notes(*timed.notes)
    else:
        text, encoding, note = decoding.decode(data, name, given=given)
        cues = list((form := _form(text := clean(text)))(text))
        if form is _lyrics:
            about = {key: value.strip() for key, value in _ABOUT.findall(text) if value.strip()}
    if any(_SOUND.fullmatch(line) for _, _, lines in cues for line in lines):
        note = join_notes(note, Message("sounds and songs are left out"))
    byline = about.get("au") or about.get("ar")
    yield Document(list(_blocks(cues)), "subtitles", encoding, title=about.get("ti"), byline=byline, note=note)


def is_ttml(data: bytes) -> bool:
    """Whether subtitles are timed text in XML."""
    head = data[:4096].replace(b"\0", b"")
    return b"<tt" in head and re.search(rb"<(?:tt:)?tt[\s>]", head) is not None


_Cue = tuple[float, float, list[str]]
"""Start and end in seconds, and the lines."""


def _form(text: str) -> "Callable[[str], Iterator[_Cue]]":
    """Return the function that yields the cues of a text, by its format."""
    if text.lstrip().startswith("[Script Info]") or "\nDialogue:" in text:
        return _substation
    if _FRAMES.match(text.lstrip()):
        return _by_frames
    if text.lstrip().startswith("["):
        return _lyrics
    return _sami if _SYNC.search(text) else _cues


def _blocks(cues: list[_Cue]) -> Iterator[Block]:
    parts, length, before, earlier = list[str](), 0, 0.0, list[str]()
    grows = _is_painted(cues)
    for start, end, lines in cues:
        # Lines that repeat the cue before are skipped.
        goes_on, pause = start - before < _NEXT, start - before
        shown = [line for line in lines if not _SOUND.fullmatch(line)]
        spoken_lines = [line for line in shown if not (goes_on and line in earlier)]
        grown = earlier[-1] if grows and goes_on and earlier else ""
        spoken_lines = [line.removeprefix(f"{grown} ") if grown else line for line in spoken_lines]
        earlier = shown or earlier
        for line in spoken_lines:
            last = parts[-1] if parts else ""
            if " " in line and last.endswith(line) and goes_on:  # rolling captions have each line twice
                continue
            spoken = bool(_SPEAKER.match(line))
            ended = bool(_ENDED.search(last[-_END:])) and (pause > _PAUSE or length > _LONG or spoken)
            if parts and (ended or pause > 3 * _PAUSE or length > _LONGEST):
                yield Block(" ".join(parts), "body")
                parts, length = [], 0
            if said_here := _SPEAKER.sub("", line, count=1).strip():
                parts.append(said_here)
                length += len(said_here) + 1
            pause = 0.0  # between lines of one cue
        before = end if shown else before
    if parts:
        yield Block(" ".join(parts), "body")


def _is_painted(cues: Sequence[_Cue]) -> bool:
    """Whether most cues repeat the last line of the one before with more words, as captions that are typed live."""
    grown = sum(now[2][-1].startswith(f"{before[2][-1]} ") for before, now in pairwise(cues) if before[2] and now[2])
    return grown > _PAINTED * len(cues)


def _cues(text: str) -> Iterator[_Cue]:
    """Yield the cues of SRT, WebVTT or SBV, whether or not there are blank lines between or within them."""
    ends_at_blank = text.lstrip()[:6].upper() == "WEBVTT"
    start = end = 0.0
    lines: list[str] | None = None
    before = ""
    for line in text.split("\n"):
        times = next(filter(None, (form.match(line) for form in _TIMES)), None)
        if times or ("-->" in line and _DAMAGED.fullmatch(line)):
            # The line above a cue's times may be its number or name.
            if lines and lines[-1] == before and before.isdecimal():
                lines.pop()
            if lines:
                yield start, end, lines
            start = _seconds(*times.groups()[:4]) if times else end
            end = _seconds(*times.groups()[4:]) if times else end
            lines, before = [], ""
            continue
        before = html.unescape(_TAGS.sub("", line)).strip()
        if lines is not None and before:
            lines.append(before)
        elif lines and ends_at_blank:
            yield start, end, lines
            lines = None
    if lines:
        yield start, end, lines


def _seconds(hours: str | None, minutes: str, seconds: str, part: str | None) -> float:
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + int((part or "").ljust(3, "0")) / 1000


def _lines(text: str) -> list[str]:
    lines = (" ".join(html.unescape(_TAGS.sub("", line)).split()) for line in text.split("\n"))
    return [line for line in lines if line]


def _substation(text: str) -> Iterator[_Cue]:
    """Yield the cues of SubStation Alpha, one for each line of the file, in the order of their times."""
    columns, found = ["Layer", "Start", "End", "Style", "Name", "L", "R", "V", "Effect", "Text"], list[_Cue]()
    for match in _DIALOGUE.finditer(text):
        if match["kind"] == "Format":
            columns = [column.strip() for column in match["fields"].split(",")]
            continue
        cue = dict(zip(columns, match["fields"].split(",", len(columns) - 1), strict=False))
        times = [re.fullmatch(f"{_TIME}{_PART}", cue.get(column, "").strip()) for column in ("Start", "End")]
        start, end = (_seconds(*match.groups()) if match else 0.0 for match in times)
        spoken = re.sub(r"\\[Nn]", "\n", re.sub(r"\{[^{}]*\}", "", _DRAWING.sub("", cue.get("Text", ""))))
        if lines := _lines(spoken.replace("\\h", " ")):
            found.append((start, end, lines))
    yield from sorted(found, key=itemgetter(0))


def _by_frames(text: str) -> Iterator[_Cue]:
    """Yield the cues of MicroDVD, where a vertical bar separates lines."""
    for first, last, spoken in _FRAMES.findall(text):
        if lines := _lines(re.sub(r"\{[a-zA-Z]:[^{}]*\}", "", spoken).replace("|", "\n")):
            yield int(first[:12]) / _RATE, int(last[:12]) / _RATE, lines


def _sami(text: str) -> Iterator[_Cue]:
    """Yield the cues of SAMI, each of which ends when the next one begins."""
    found = [int(match[1][:12]) / 1000 for match in _SYNC.finditer(text)]
    bodies = _SYNC.split(text)[2::2]
    for start, end, spoken in zip(found, [*found[1:], float("inf")], bodies, strict=True):
        if lines := _lines(_BREAK.sub("\n", " ".join(spoken.split()))):
            yield start, end, lines


def _lyrics(text: str) -> Iterator[_Cue]:
    """Yield the cues of LRC in the order of their times; a line with several times is repeated."""
    found = list[tuple[float, list[str]]]()
    for line in text.split("\n"):
        times, place = list[float](), len(line) - len(line.lstrip())
        while stamp := _STAMP.match(line, place):
            times.append(_seconds(None, *stamp.groups()))
            place = stamp.end()
        lines = _lines(line[place:]) if times else []
        found += [(time, lines) for time in times]
    found.sort(key=itemgetter(0))
    ends = [time - _NEXT for time, _ in found[1:]]
    for (start, lines), end in zip(found, [*ends, float("inf")], strict=True):
        yield start, max(start, end), lines


class _Timed:
    """Handles the events of TTML (see `xml.walk`), in which each paragraph is a cue."""

    def __init__(self) -> None:
        self.cues: list[_Cue] = []
        self.notes: list[str | None] = []
        self._open = 0
        self._times = 0.0, 0.0
        self._parts: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition("}")[2]
        if name == "p":
            self.flush()
            start = _timed(attributes.get("begin", ""))
            end = _timed(attributes.get("end", "")) or start + _timed(attributes.get("dur", ""))
            self._open, self._times = 1, (start, end)
        elif self._open:
            self._open += 1
            self._parts += ["\n"] if name == "br" else []

    def end(self, _tag: str) -> None:
        self._open -= self._open > 0
        if not self._open:
            self.flush()

    def flush(self) -> None:
        """End the open cue, if any, such as the last one of a truncated file."""
        if self._parts:
            if lines := _lines(clean("".join(self._parts))):
                self.cues.append((*self._times, lines))
            self._parts.clear()

    def data(self, text: str) -> None:
        if self._open:
            self._parts.append(" ".join(f"_{text}_".split())[1:-1])


def _timed(written: str) -> float:
    """Return a time of TTML in seconds; 0 if it is invalid."""
    if match := re.fullmatch(rf"{_TIME}(?:{_PART})?\d*", written):
        return _seconds(*match.groups())
    offset = _OFFSET.fullmatch(written)
    return float(offset[1]) * _UNITS[offset[2]] if offset and offset[1].count(".") < 2 else 0.0
