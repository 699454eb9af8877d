"""Hostile documents of one piece, thousands of times between a beginning and an end: each a name and these three."""

from collections.abc import Iterator

from tests.word_maker import make_docx, make_odt, paragraph

_MANY = 10_000
"""What grows faster than its input shows at that, in few seconds."""
_PAGE, _PAGE_END = "<!doctype html><html lang=fr><body><article><h1>Titre</h1>", "<p>Le conseil a voté hier soir."
_RSS = (
    "<?xml version='1.0'?><rss version='2.0' xmlns:m='http://search.yahoo.com/mrss/' xmlns:g='http://www.georss.org/georss'"
    " xmlns:gml='http://www.opengis.net/gml' xmlns:dc='http://purl.org/dc/elements/1.1/'"
    " xmlns:it='http://www.itunes.com/dtds/podcast-1.0.dtd' xmlns:psc='http://podlove.org/simple-chapters'>"
    "<channel><title>C</title><item><title>T</title><description>Un mot.</description>"
)
_RSS_END = "</item></channel></rss>"
_MAIL = "From: a@b.example\nTo: c@d.example\nSubject: Essai\nMIME-Version: 1.0\n"
_ASS = "[Script Info]\nScriptType: v4.00+\n[Events]\nFormat: Start, End, Text\nDialogue: "
_SAID = "\nLe conseil a voté hier soir.\n"

_PIECES: dict[str, tuple[str, str, str]] = {
    "bogus.html": (_PAGE, "</ a><!><?><//>", _PAGE_END),
    "breaks.html": (f"{_PAGE}<p>a", "<br>", _PAGE_END),
    "captions.html": (f"{_PAGE}<table>", "<caption>a</caption><thead><tr><th>b", _PAGE_END),
    "cdata.html": (_PAGE, "<![CDATA[ ", f"]]>{_PAGE_END}"),
    "charsets.html": ("<!doctype html><html>", "<meta charset=utf-7><meta charset=koi8-r>", _PAGE + _PAGE_END),
    "details.html": (_PAGE, "<details><summary>a</summary>", _PAGE_END),
    "display.html": (f"{_PAGE}<p style='", "display:", f"none'>a{_PAGE_END}"),
    "figures.html": (_PAGE, "<figure><figcaption>a", _PAGE_END),
    "formatting.html": (_PAGE, "<b><i><u><s><p>", _PAGE_END),
    "fractions.html": (f"{_PAGE}<math>", "<mfrac><mrow>", _PAGE_END),
    "hidden.html": (_PAGE, "<div hidden aria-hidden=true>", _PAGE_END),
    "hz.html": ("<!doctype html><meta charset=hz-gb-2312><p>", "~{~}~~", ""),
    "japanese.html": ("<!doctype html><meta charset=iso-2022-jp><p>", '\x1b$B$"\x1b(B\x1b(J', ""),
    "no-scripts.html": (_PAGE, "<noscript>", _PAGE_END),
    "option-groups.html": (f"{_PAGE}<select>", "<optgroup><option>a", _PAGE_END),
    "plain-texts.html": (_PAGE, "<plaintext><textarea>", _PAGE_END),
    "quotes.html": (f"{_PAGE}<p a='\"'", " b=\"'", _PAGE_END),
    "values.html": (f"{_PAGE}<ol type=I>", "<li value=3999999>a", f"</ol>{_PAGE_END}"),
    "authors.rss": (f"{_RSS}<author>", "a@b.c (", f"</author>{_RSS_END}"),
    "chapters.rss": (f"{_RSS}<psc:chapters>", "<psc:chapter start='0' title='a'/>", f"</psc:chapters>{_RSS_END}"),
    "creators.rss": (_RSS, "<dc:creator>a (b@c.d) &lt;x@y&gt;</dc:creator>", _RSS_END),
    "day.rss": (f"{_RSS}<pubDate>Tue, ", "3 Mar ", f"</pubDate>{_RSS_END}"),
    "days.rss": (f"{_RSS}<dc:date>", "2026-", f"</dc:date>{_RSS_END}"),
    "durations.rss": (f"{_RSS}<it:duration>", "1:", f"</it:duration>{_RSS_END}"),
    "enclosures.rss": (_RSS, f"<enclosure url='a' length='{'9' * 25}'/>", _RSS_END),
    "keywords.rss": (f"{_RSS}<it:keywords>", "a, ", f"</it:keywords>{_RSS_END}"),
    "languages.rss": (_RSS, "<a xml:lang='fr'>", ""),
    "loose-declarations.rss": (f"{_RSS}<title>", "<!", _RSS_END),
    "loose-ends.rss": (f"{_RSS}<title>", "</", _RSS_END),
    "loose-entities.rss": (f"{_RSS}<title>", "<!ENTITY % a '", _RSS_END),
    "loose-sections.rss": (f"{_RSS}<title>", "<![", _RSS_END),
    "loose-values.rss": (f"{_RSS}<title>", "<a b='", _RSS_END),
    "media.rss": (_RSS, "<m:group><m:content url='a'><m:title>", _RSS_END),
    "places.rss": (f"{_RSS}<g:polygon>", "1.0 2.0 ", f"</g:polygon>{_RSS_END}"),
    "rings.rss": (f"{_RSS}<g:where>", "<gml:Polygon><gml:exterior><gml:LinearRing>", _RSS_END),
    "sheets.rss": ("<?xml version='1.0'?>", "<?xml-stylesheet href='a'?>", _RSS[21:] + _RSS_END),
    "angles.eml": ("From: ", "<", f"a@b\n{_MAIL}{_SAID}"),
    "boundaries.eml": (f'{_MAIL}Content-Type: multipart/mixed; boundary="{"x" * 70}"\n\n', f"--{'x' * 69}y\n", ""),
    "calendar.eml": (
        f"{_MAIL}Content-Type: text/calendar\n\nBEGIN:VCALENDAR\n",
        "BEGIN:VEVENT\nDESCRIPTION:a\n b\n",
        "",
    ),
    "commas.eml": ("To: ", ",;:", f"\n{_MAIL}{_SAID}"),
    "days.eml": ("Date: ", "Tue, ", f"\n{_MAIL}{_SAID}"),
    "deliveries.eml": (f"{_MAIL}Content-Type: message/delivery-status\n\n", "Action: a\n\n", ""),
    "digest.eml": (f"{_MAIL}Content-Type: multipart/digest; boundary=x\n\n", "--x\n\nSubject: a\n\nmot\n", ""),
    "dots.eml": ("From: ", "a.", f"@b\n{_MAIL}{_SAID}"),
    "file-names.eml": (f"{_MAIL}Content-Disposition: attachment", '; filename="a', _SAID),
    "literals.eml": ("From: a@[", "[", f"\n{_MAIL}{_SAID}"),
    "open-words.eml": (f"{_MAIL}Keywords: ", "=?utf-8?b?", _SAID),
    "punycode.eml": (f"{_MAIL}Content-Type: text/plain; charset=punycode\n\n", "Un mot ab-", ""),
    "quotes.eml": ("From: ", '"a\\"', f"\n{_MAIL}{_SAID}"),
    "references.eml": (f"{_MAIL}References: ", "<a@b> <", _SAID),
    "signatures.eml": (f"{_MAIL}\nmot\n", "-- \n", ""),
    "signed.eml": (f"{_MAIL}Content-Type: multipart/signed; boundary=x\n\n", "--x\nContent-Type: a/b\n\nAAAA\n", ""),
    "soft.eml": (f"{_MAIL}Content-Transfer-Encoding: quoted-printable\n\n", "=3D=\n=\n= \n=ZZ", ""),
    "written.eml": (f"{_MAIL}\n", "Le mar. 3 mars 2026 ", "\n"),
    "bins.rtf": (r"{\rtf1 ", r"\bin0 \bin-5 a", "mot}"),
    "cells.rtf": (r"{\rtf1 \trowd", r"\cellx2000000000", r"\intbl a\cell\row mot}"),
    "cut-hex.rtf": (r"{\rtf1 ", r"\'\'g\'1", "mot}"),
    "fields.rtf": (r"{\rtf1 ", r"{\field{\*\fldinst HYPERLINK a}{\fldrslt ", "mot}"),
    "nested.rtf": (r"{\rtf1 ", r"\itap2000000000\intbl a\nestcell{\*\nesttableprops\nestrow}", "mot}"),
    "objects.rtf": (r"{\rtf1 {\object{\*\objdata ", "d0cf11e0", r"}{\result mot}}}"),
    "skipped.rtf": (r"{\rtf1 ", r"\uc2000000000 \u233 ", "mot}"),
    "unicode.rtf": (r"{\rtf1 ", r"{\upr{a}{\*\ud{b", "mot}"),
    "unknown.rtf": (r"{\rtf1 ", r"{\*\x", "mot}"),
    "commas.ass": (_ASS, ",", "\n"),
    "changes.ass": (f"{_ASS}0:00:01.00,0:00:02.00,{{", r"\t(", "}mot\n"),
    "digits.srt": ("", "9", "\n00:00:01,000 --> 00:00:02,000\nUn mot.\n"),
    "far.srt": ("", "1\n99:59:59,999 --> 00:00:00,000\nUn mot.\n\n", ""),
    "places.srt": ("1\n00:00:01,000 --> 00:00:02,000 ", "X1:1 ", _SAID),
    "regions.vtt": ("WEBVTT\n\n", "REGION\nid:a\n\nNOTE a\n\n", "00:01.000 --> 00:02.000\nmot\n"),
    "voices.vtt": ("WEBVTT\n\n00:01.000 --> 00:02.000\n", "<v Jean><c.a.b>", "mot\n"),
    "spans.ttml": ("<tt xmlns='http://www.w3.org/ns/ttml'><body><div><p begin='1s'>", "<span begin='1s'>", "mot"),
    "starts.smi": ("<SAMI><BODY>", "<SYNC Start=1><P Class=FRCC>mot", ""),
    "autolinks.md": ("# T\n\n", "<http://", _SAID),
    "definitions.md": ("# T\n\n", "[a]: b\n", "[a][a]"),
    "mixed.md": ("# T\n\n", "*a _b ", _SAID),
    "numbered.md": ("# T\n\n", "999999999. a\n", _SAID),
    "parentheses.md": ("# T\n\n[a](", "(", _SAID),
    "pipes.md": ("# T\n\n", "|a", _SAID),
    "underlined.md": ("# T\n\n", "a\n=\n", _SAID),
    "capital-names.txt": ("", "Jean-", "Dupont a dit oui."),
    "datelines.txt": ("", "PARIS, LYON, ", "3 mars 2026 (AFP) - Un mot."),
    "dots.txt": ("", "www.", "a.example mot"),
    "elisions.txt": ("", "d'l'", "un mot."),
    "negations.txt": ("Il ", "ne pas ", "parle."),
    "number-words.txt": ("Il y a ", "deux cent vingt et ", "un mots."),
    "overlong.txt": ("Un mot. ", "Ã©â€™", ""),
    "selectors.txt": ("a", "\ufe0f\U000e0100", " mot"),
    "unreadable-words.txt": ("", f"--{'x' * 69}y ", "mot"),
}


def documents() -> Iterator[tuple[str, bytes]]:
    """Yield every one with its name."""
    for name, (before, piece, after) in _PIECES.items():
        yield name, f"{before}{piece * _MANY}{after}".encode()
    run = "<w:r><w:t>mot</w:t></w:r>"
    for name, piece in {
        "alternatives": "<mc:AlternateContent><mc:Choice Requires='wps'>",
        "bookmarks": '<w:bookmarkStart w:id="1" w:name="b"/>',
        "formulas": "<m:oMath><m:f><m:num>",
        "ruby": "<w:ruby><w:rubyBase>",
        "simple-fields": '<w:fldSimple w:instr="PAGE">',
    }.items():
        yield f"{name}.docx", make_docx(paragraph(piece * _MANY + run))
    for name, piece in {
        "anchors": '<text:a xlink:href="a">',
        "frames": "<draw:frame><draw:text-box><text:p>",
        "line-breaks": "<text:line-break/><text:tab/>",
        "sequences": '<text:sequence text:formula="ooow:a+1">1</text:sequence>',
    }.items():
        yield f"{name}.odt", make_odt(f"<text:p>{piece * _MANY}mot</text:p>")
