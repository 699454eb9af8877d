"""Hostile lists: feeds, memories, glossaries, briefs and settings, as attackers may write them."""

from collections.abc import Iterator

_ROW = '<tu><tuv xml:lang="fr"><seg>Un mot %d.</seg></tuv><tuv xml:lang="en"><seg>A word %d.</seg></tuv></tu>'


def documents() -> Iterator[tuple[str, bytes]]:
    """Yield every one with its name; its ending says which command takes it."""
    yield from _feeds()
    yield from _memories()
    yield from _glossaries()
    yield from _briefs()


def _feeds() -> Iterator[tuple[str, bytes]]:
    start = b'<opml version="2.0"><body>'
    yield "deep.opml", start + b'<outline text="a">' * 100_000
    yield "flat.opml", start + b"".join(b'<outline xmlUrl="https://a.example/%d"/>' % n for n in range(100_000)) + b"</body></opml>"  # fmt: skip
    yield "same.opml", start + b'<outline xmlUrl="https://a.example/"/>' * 150_000 + b"</body></opml>"
    yield "local.opml", start + b'<outline xmlUrl="file:///etc/passwd"/>' * 150_000 + b"</body></opml>"
    attributes = b" ".join(b'a%d="b"' % n for n in range(300_000))
    yield "attributes.opml", start + b"<outline " + attributes + b"/></body></opml>"
    yield (
        "name.opml",
        start + b'<outline text="' + b"mot " * 1_500_000 + b'" xmlUrl="https://a.example/"/></body></opml>',
    )
    entities = (
        b"<!DOCTYPE opml [" + b"".join(b'<!ENTITY e%d "%s">' % (n + 1, b"&e%d;" % n * 10) for n in range(9)) + b"]>"
    )
    yield "entities.opml", entities + start + b'<outline text="&e9;"/></body></opml>'


def _memories() -> Iterator[tuple[str, bytes]]:
    start = b'<tmx version="1.4"><header srclang="fr"/><body>'
    yield "deep.tmx", start + b"<tu>" * 100_000
    units = "".join(_ROW % (n, n) for n in range(60_000)).encode()
    yield "units.tmx", start + units + b"</body></tmx>"
    yield "variants.tmx", start + b"<tu>" + b'<tuv xml:lang="fr"><seg>a</seg></tuv>' * 200_000 + b"</tu></body></tmx>"
    yield (
        "segment.tmx",
        start + b'<tu><tuv xml:lang="fr"><seg>' + b"mot " * 3_000_000 + b"</seg></tuv></tu></body></tmx>",
    )
    yield "codes.tmx", start + b'<tu><tuv xml:lang="fr"><seg>' + b"<ph/>" * 500_000 + b"</seg></tuv></tu></body></tmx>"
    yield "tag.tmx", start + b"<tu " + b"x" * 20_000_000
    yield "references.tmx", start + b"<tu>" + b"&#0;&#xFFFF;&#55296;" * 300_000
    yield "subset.tmx", b"<!DOCTYPE tmx [" + b"<!ENTITY a 'b'>" * 300_000 + b"]>" + start


def _glossaries() -> Iterator[tuple[str, bytes]]:
    start = b'<tbx xmlns="urn:iso:std:iso:30042:ed-2"><text><body>'
    entry = b'<conceptEntry><langSec xml:lang="fr"><termSec><term>a%d</term></termSec></langSec><langSec xml:lang="en">'
    entry += b"<termSec><term>b%d</term></termSec></langSec></conceptEntry>"
    yield "entries.tbx", start + b"".join(entry % (n, n) for n in range(60_000)) + b"</body></text></tbx>"
    yield "deep.tbx", start + b"<conceptEntry>" * 100_000
    several = b'<langSec xml:lang="fr">' + b"<termSec><term>a</term></termSec>" * 100_000 + b"</langSec>"
    yield "terms.tbx", start + b"<conceptEntry>" + several + b"</conceptEntry></body></text></tbx>"
    many = b"".join(b"<termSec><term>mot %d</term></termSec>" % n for n in range(10_000))
    sections = b"".join(b'<langSec xml:lang="%b">%b</langSec>' % (language, many) for language in (b"fr", b"en"))
    yield "synonyms.tbx", start + b"<conceptEntry>" + sections + b"</conceptEntry></body></text></tbx>"
    yield "rows.csv", b"".join(b"mot %d,word %d\n" % (n, n) for n in range(300_000))
    yield "same.csv", b"".join(b"mot,word %d\n" % n for n in range(60_000))
    yield "cells.csv", b"source,target" + b",a" * 1_000_000 + b"\n" + b"mot,word" + b",b" * 1_000_000 + b"\n"
    yield "quote.csv", b'mot,"' + b"word\n" * 1_000_000
    yield "cell.csv", b"mot," + b"word " * 2_000_000 + b"\n"
    yield "nulls.csv", b"mot\0,word\0\n" * 200_000


def _briefs() -> Iterator[tuple[str, bytes]]:
    start = b'{"schema":"depeche.brief/1","source":{"path":"a","format":"text","sha256":"0"},"text":"a","paragraphs":'
    yield "deep.brief", start + b"[" * 200_000
    yield "keys.brief", start + b"{" + b",".join(b'"%d":1' % n for n in range(500_000)) + b"}}"
    paragraph = b'{"kind":"body","sentences":[{"id":"s1","start":0,"end":1,"source":"a"}]},'
    yield "same.brief", start + b"[" + paragraph * 60_000 + b"{}]}"
    yield "numbers.brief", start + b'[{"kind":"body","sentences":[{"id":"s1","start":' + b"9" * 100_000 + b"}]}]}"
