"""Subtitles, SRT and WebVTT: the cues run together into paragraphs, since a sentence spans several."""

import html
import re
from collections.abc import Iterator

from core.messages import Message
from core.reading import decoding
from core.reading.document import Block, Document, joined
from core.sanitize import clean

_TIMES = re.compile(r"\s*(?:(\d+):)?(\d\d?):(\d\d)[,.](\d{3})\s+-->\s+(?:(\d+):)?(\d\d?):(\d\d)[,.](\d{3})")
_TAGS = re.compile(r"<[^>\n]{0,100}>|\{\\[^}\n]{0,100}\}")
_SOUND = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|[♪#][^♪#]*[♪#]|[♪♫]+")
_ENDED = re.compile(r"[.!?…][»”\"')\]\s]*$")
_SPEAKER = re.compile(r"^[-–—](?:\s+|(?=[^\s\d]))")
_PAUSE = 2.0
"""Seconds without a word: a new paragraph."""
_END = 20
"""Characters at the end of a line that tell whether a sentence ends there."""
_LONGEST = 2000
"""Characters after which a paragraph ends anywhere: automatic captions have no full stops."""
_LONG = 400
"""Characters after which a paragraph ends with its sentence."""


def read(data: bytes, name: str, given: str | None = None) -> Iterator[Document]:
    """Read subtitles, in the encoding `given` where a person chose one. Raises InputError where they are no text."""
    text, encoding, note = decoding.decode(data, name, given=given)
    cues = list(_cues(clean(text)))
    if any(_SOUND.fullmatch(line) for _, _, said in cues for line in said):
        note = joined(note, Message("sounds and songs are left out"))
    yield Document(list(_blocks(cues)), "subtitles", encoding, note=note)


_Cue = tuple[float, float, list[str]]
"""Start and end in seconds, and the lines."""


def _blocks(cues: list[_Cue]) -> Iterator[Block]:
    parts, length, before, earlier = list[str](), 0, 0.0, list[str]()
    for start, end, lines in cues:
        # One that repeats the one before is passed over.
        said = [line for line in lines if not _SOUND.fullmatch(line) and line not in earlier]
        if not said:
            continue
        earlier = said
        for line in said:
            last = parts[-1] if parts else ""
            if " " in line and last.endswith(line):  # captions that roll say each line twice
                continue
            pause, spoken = start - before, bool(_SPEAKER.match(line))
            ended = bool(_ENDED.search(last[-_END:])) and (pause > _PAUSE or length > _LONG or spoken)
            if parts and (ended or pause > 3 * _PAUSE or length > _LONGEST):
                yield Block(" ".join(parts), "body")
                parts, length = [], 0
            if said_here := _SPEAKER.sub("", line, count=1).strip():
                parts.append(said_here)
                length += len(said_here) + 1
        before = end
    if parts:
        yield Block(" ".join(parts), "body")


def _cues(text: str) -> Iterator[_Cue]:
    """Give the cues, however their file parts them: by a blank line, by none, or with blank lines in them."""
    ends_at_blank = text.lstrip().startswith("WEBVTT")
    start = end = 0.0
    said: list[str] | None = None
    before = ""
    for line in text.split("\n"):
        if times := _TIMES.match(line):
            # Above its times stands a cue's number or name.
            if said and said[-1] == before and before.isdecimal():
                said.pop()
            if said:
                yield start, end, said
            numbers = [int(part or 0) for part in times.groups()]
            start, end = (h * 3600 + m * 60 + s + ms / 1000 for h, m, s, ms in (numbers[:4], numbers[4:]))
            said, before = [], ""
            continue
        before = html.unescape(_TAGS.sub("", line)).strip()
        if said is not None and before:
            said.append(before)
        elif said and ends_at_blank:
            yield start, end, said
            said = None
    if said:
        yield start, end, said
