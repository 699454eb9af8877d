"""A message reads as a mail program shows it, whatever its parts; what is not text is named in the note."""

import base64
import binascii
import quopri

import pytest

from core.article import Article
from core.errors import InputError
from core.reading.formats import articles

FIRST = "Le conseil municipal a voté mardi soir la construction d'un pont sur la rivière."
SECOND = "Les travaux doivent commencer au printemps et durer deux ans, selon la maire."
HEADS = "From: Anne Roche <anne@journal.example>\nTo: b@c.example\nSubject: Le pont\nMIME-Version: 1.0\n"


def read(mail: str | bytes) -> Article:
    [article] = articles(mail if isinstance(mail, bytes) else mail.encode(), "a.eml")
    return article


def texts(article: Article) -> list[str]:
    return [article.text[paragraph.start : paragraph.end] for paragraph in article.paragraphs]


def multipart(kind: str, *parts: str, boundary: str = "x") -> str:
    inside = "".join(f"--{boundary}\n{part}\n" for part in parts)
    return f'Content-Type: multipart/{kind}; boundary="{boundary}"\n\nPréambule\n{inside}--{boundary}--\nÉpilogue\n'


def plain(text: str, *headers: str) -> str:
    return "\n".join(["Content-Type: text/plain; charset=utf-8", *headers]) + f"\n\n{text}"


def page(body: str) -> str:
    return f"Content-Type: text/html; charset=utf-8\n\n<html><body>{body}</body></html>"


def test_all_texts_of_a_message_are_read_in_order():
    picture = "Content-Type: image/png\n\nx"
    mail = HEADS + multipart("mixed", plain(FIRST), picture, page(f"<p>{SECOND}</p>"), plain("Fin."))
    article = read(mail)
    assert texts(article) == ["Le pont", FIRST, SECOND, "Fin."]
    assert article.source.note == "pictures are not read"


def test_of_two_forms_the_plain_one_is_read_unless_it_only_says_that_there_is_a_page():
    assert texts(read(HEADS + multipart("alternative", plain(FIRST), page(f"<p>{SECOND}</p>")))) == ["Le pont", FIRST]
    short = plain("Voir en HTML.")
    assert texts(read(HEADS + multipart("alternative", short, page(f"<p>{SECOND}</p>")))) == ["Le pont", SECOND]


def test_parts_within_parts_are_read_and_files_are_named_in_the_note():
    related = multipart(
        "related", page(f"<p>{SECOND}</p>"), "Content-Type: image/png\nContent-ID: <a>\n\nx", boundary="r"
    )
    inner = multipart("alternative", plain(""), related, boundary="y")
    file = "Content-Type: application/pdf\nContent-Disposition: attachment; filename*0*=utf-8''budget%20; filename*1*=vot%C3%A9.pdf\n\nx"
    article = read(HEADS + multipart("mixed", inner, file))
    assert texts(article) == ["Le pont", SECOND]
    assert article.source.note == "attachments are not read: budget voté.pdf"


def test_a_forwarded_message_is_read_with_its_subject():
    forwarded = (
        f"Content-Type: message/rfc822\n\nSubject: =?utf-8?q?Le_budget_vot=C3=A9?=\nFrom: a@b.example\n\n{SECOND}"
    )
    article = read(HEADS + multipart("mixed", plain(FIRST), forwarded))
    assert texts(article) == ["Le pont", FIRST, "Le budget voté", SECOND]


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["base64", "quoted-printable", "8bit"])
def test_bodies_are_unpacked_whatever_their_line_ends(encoding, ends):
    import quopri

    pack = {"base64": base64.encodebytes, "quoted-printable": quopri.encodestring, "8bit": bytes}[encoding]
    head = f"{HEADS}Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: {encoding}\n\n"
    mail = head.encode() + pack(f"{FIRST}\n\n{SECOND}\n".encode())
    assert texts(read(mail.replace(b"\n", ends.encode()))) == ["Le pont", FIRST, SECOND]


def test_spaces_behind_a_soft_line_break_are_no_text():
    head = f"{HEADS}Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
    assert texts(read(f"{head}Le pont rou=  \nvre mardi =\t\nmatin.\n")) == ["Le pont", "Le pont rouvre mardi matin."]


def test_base64_that_breaks_off_is_read_as_far_as_it_goes():
    packed = base64.b64encode(f"{FIRST} {SECOND}".encode())[:-21].decode()
    mail = f"{HEADS}Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n{packed}"
    assert FIRST in read(mail).text


def test_a_utf8_body_with_a_few_bad_bytes_is_utf8_with_a_note():
    body = f"{FIRST}\n\n{SECOND}\n\n{FIRST}".encode().replace(b"mardi", b"ma\xffdi", 1)
    article = read(f"{HEADS}Content-Type: text/plain; charset=utf-8\n\n".encode() + body)
    assert "voté" in article.text
    assert "Ã" not in article.text
    assert "ma�di" in article.text
    assert "damaged" in article.source.note


def test_a_subject_of_bare_bytes_or_of_parted_letters_is_decoded():
    assert read(f"Subject: Le pont voté\nFrom: a@b\nTo: c@d\n\n{FIRST}").source.title == "Le pont voté"
    parted = "=?utf-8?b?TGUgcG9udCB2b3TD?= =?utf-8?b?qQ==?="
    assert read(f"Subject: {parted}\nFrom: a@b\nTo: c@d\n\n{FIRST}").source.title == "Le pont voté"
    assert read(f"Subject: =?x-nobody?q?Le_pont?=\nFrom: a@b\nTo: c@d\n\n{FIRST}").source.title == "Le pont"


def test_two_dashes_end_the_text_before_a_short_signature_alone():
    signed = read(f"{HEADS}\n{FIRST}\n\n-- \nAnne Roche\n")
    assert texts(signed) == ["Le pont", FIRST]
    assert signed.source.note == "the signature is left out"
    long = "\n".join([FIRST] * 20)
    assert read(f"{HEADS}\n{SECOND}\n--\n{long}\n").text.count(FIRST) == 20


def test_what_a_page_hides_is_left_out_with_a_note():
    article = read(HEADS + page(f"<div style='display: none'>Aperçu</div><p>{FIRST}</p><footer>Mentions</footer>"))
    assert texts(article) == ["Le pont", FIRST, "Mentions"]
    assert article.source.note == "hidden text is left out"


def test_a_message_in_a_mailbox_that_cannot_be_read_does_not_cost_the_others():
    good = f"From a@b Tue Mar  3 08:00:00 2026\n{HEADS}\n{FIRST}\n\n"
    bad = f"From a@b Tue Mar  3 08:00:00 2026\n{HEADS}" + multipart("mixed", *[plain("x")] * 1001) + "\n"
    first, second = articles((good + bad + good).encode(), "box")
    assert (texts(first), texts(second)) == (["Le pont", FIRST],) * 2
    assert second.source.note == "a message of this mailbox cannot be read"


def test_a_mailbox_of_more_messages_than_are_read_says_so(monkeypatch):
    monkeypatch.setattr("core.reading.limits.MAX_MESSAGES", 2)
    box = f"From a@b Tue Mar  3 08:00:00 2026\n{HEADS}\n{FIRST}\n\n" * 3
    first, second = articles(box.encode(), "box")
    assert first.source.note is None
    assert second.source.note == "the mailbox holds more than 2 messages; the rest was not read"


def test_a_sender_of_thousands_of_encoded_words_is_cut_with_a_note():
    words = "\n ".join(["=?utf-8?q?Anne?="] * 20_000)
    article = read(f"From: {words} <a@b.example>\nTo: c@d\nSubject: Le pont\n\n{FIRST}")
    assert texts(article) == ["Le pont", FIRST]
    assert article.source.byline == "Anne"
    assert article.source.note == "a header of it is longer than any honest one, and was cut"


def test_endless_parameters_change_nothing():
    parameters = "".join(f'; a{number}="{number}"' for number in range(100_000))
    article = read(f"{HEADS}Content-Type: text/plain{parameters}\n\n{FIRST}")
    assert texts(article) == ["Le pont", FIRST]


@pytest.mark.parametrize("kind", ["mixed", "alternative", "related", "signed"])
def test_more_parts_than_any_message_has_are_refused(kind):
    with pytest.raises(InputError, match="more parts than any message has"):
        read(HEADS + multipart(kind, *[plain("x")] * 100_000))


def test_endlessly_nested_parts_are_read_to_the_depth_of_any_real_message():
    mail = plain(SECOND)
    for depth in range(900):
        mail = (
            multipart("mixed", plain(FIRST), mail, boundary=f"b{depth}")
            if depth in (880, 899)
            else multipart("mixed", mail, boundary=f"b{depth}")
        )
    article = read(HEADS + mail)
    assert texts(article) == ["Le pont", FIRST, FIRST]
    assert article.source.note == "parts nested too deep are not read"


@pytest.mark.parametrize(
    "mail",
    [
        HEADS + "Content-Type: multipart/mixed\n\n" + FIRST,
        HEADS + "Content-Type: multipart/mixed; boundary=z\n\n" + FIRST,
        HEADS + "Content-Type: nothing\n\n" + FIRST,
        HEADS + 'Content-Type: multipart/mixed; boundary="x"\n\n--x\n\n' + FIRST,
        HEADS + "Content-Type: text/plain; charset=x-nobody\n\n" + FIRST,
    ],
)
def test_messages_that_break_the_rules_are_read(mail):
    assert texts(read(mail)) == ["Le pont", FIRST]


def test_every_one_of_twenty_thousand_small_messages_is_read():
    mailbox = "".join(
        f"From a@b.example Mon Mar  2 10:00:00 2026\nFrom: a@b.example\nTo: c@d.example\nSubject: Dépêche {number}\n\nLe pont {number} est fermé.\n\n"
        for number in range(20_000)
    )
    titles = [article.source.title for article in articles(mailbox.encode(), "wires.mbox")]
    assert titles == [f"Dépêche {number}" for number in range(20_000)]


def test_a_message_with_only_a_subject_is_read():
    article = read("From: a@b.example\nTo: c@d.example\nSubject: Le pont rouvre mardi (fin)\n\n")
    assert texts(article) == ["Le pont rouvre mardi (fin)"]


def test_flowed_lines_are_joined_at_each_depth_of_quotation():
    body = "Le pont \nest fermé.\nIl rouvrira.\n> Le viaduc \n> aussi.\n-- \nAnne"
    article = read(HEADS + f"Content-Type: text/plain; charset=utf-8; format=flowed\n\n{body}")
    assert texts(article) == ["Le pont", "Le pont est fermé.", "Il rouvrira.", "Le viaduc aussi."]
    assert article.source.note == "the signature is left out"
    parted = "ver \nticalement"
    kind = "Content-Type: text/plain; format=flowed; delsp=yes"
    assert texts(read(f"{HEADS}{kind}\n\n{parted}")) == ["Le pont", "verticalement"]


def test_bodies_that_were_packed_one_by_one_are_read_whole():
    packed = b"!\r\n".join(base64.b64encode(part.encode()) for part in ("Le pont", " est fermé."))
    mail = (HEADS + "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n").encode() + packed
    assert texts(read(mail)) == ["Le pont", "Le pont est fermé."]


def test_the_markup_of_enriched_text_is_read_and_not_shown():
    mail = (
        HEADS + "Content-Type: text/enriched\n\n<bold>Le pont</bold> <color><param>red</param>rouvre</color> <<lundi>."
    )
    assert texts(read(mail)) == ["Le pont", "Le pont rouvre <lundi>."]


def test_the_messages_of_a_digest_are_read_with_their_subjects():
    parts = (f"\nSubject: Lettre {number}\n\n{text}" for number, text in enumerate((FIRST, SECOND), 1))
    assert texts(read(HEADS + multipart("digest", *parts))) == ["Le pont", "Lettre 1", FIRST, "Lettre 2", SECOND]


def test_a_byte_order_mark_does_not_hide_the_sender():
    assert read(b"\xef\xbb\xbf" + (HEADS + plain(FIRST)).encode()).source.byline == "Anne Roche"


def test_a_file_that_was_packed_into_the_text_as_before_mime_is_named_in_the_note():
    content = bytes(range(256)) * 3
    lines = (binascii.b2a_uu(content[place : place + 45]).decode() for place in range(0, len(content), 45))
    packed = f"begin 644 budget voté.xls\n{''.join(lines)}`\nend\n"
    article = read(HEADS + plain(f"{FIRST}\n\n{packed}\n{SECOND}"))
    assert texts(article) == ["Le pont", FIRST, SECOND]
    assert article.source.note == "attachments are not read: budget voté.xls"


def test_words_that_begin_and_end_as_a_packed_file_does_are_text():
    text = "begin 644 mots de la fin\nLe pont est fermé jusqu'à mardi.\nend"
    assert "".join(texts(read(HEADS + plain(text)))[1:]) == text.replace("\n", "")


@pytest.mark.parametrize("footer", [f"____\n{SECOND}", SECOND])
def test_what_a_list_puts_below_a_packed_body_is_read(footer):
    packed = base64.encodebytes(f"{FIRST}\n\n".encode()).decode()
    mail = f"{HEADS}Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n{packed}\n{footer}\n"
    assert [text for text in texts(read(mail)) if text != "____"] == ["Le pont", FIRST, SECOND]


def test_a_body_that_is_not_packed_although_its_header_says_so_is_read():
    mail = f"{HEADS}Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n{FIRST}\n\n{SECOND}\n"
    assert texts(read(mail)) == ["Le pont", FIRST, SECOND]


def test_of_related_parts_the_one_that_is_named_is_the_text_or_the_first_that_is_one():
    picture = "Content-Type: image/png\nContent-ID: <a>\n\nx"
    second = f"Content-Type: text/html; charset=utf-8\nContent-ID: <b>\n\n<p>{SECOND}</p>"
    for start, parts, text in (
        ("<b>", (plain(FIRST), picture, second), SECOND),
        ("<z>", (picture, second), SECOND),
        ("", (picture, plain(FIRST), second), FIRST),
    ):
        mail = multipart("related", *parts).replace("boundary=", f'start="{start}"; boundary=')
        assert texts(read(HEADS + mail)) == ["Le pont", text]


def test_a_text_without_an_empty_line_after_the_headers_is_read():
    headers = f"{HEADS}Content-Type: text/plain; charset=utf-8\n"
    assert texts(read(f"{headers}{FIRST}\n\n{SECOND}\n")) == ["Le pont", FIRST, SECOND]
    broken = HEADS.replace("MIME-Version", "qui n'est plié par rien\nMIME-Version")
    assert texts(read(broken + plain(FIRST))) == ["Le pont", FIRST]


def test_a_message_with_line_ends_of_an_old_mac_is_read():
    article = read((HEADS + plain(f"{FIRST}\n\n{SECOND}")).replace("\n", "\r"))
    assert (texts(article), article.source.byline) == (["Le pont", FIRST, SECOND], "Anne Roche")


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("Mon, 6 Jul 2026 18:30:10 +0200", "2026-07-06T18:30:10+02:00"),
        ("Mon, 6 Jul 2026 18:30 CEST", "2026-07-06T16:30:00Z"),
        ("Mon, 6 Jul 2026 18:30:10 GMT+02:00", "2026-07-06T16:30:10Z"),
        ("lun., 6 juil. 2026 18:30:10 +0200", "2026-07-06T16:30:10Z"),
        ("Mon, 6 Jul 2026 18:30:10", "2026-07-06T18:30:10"),
        ("Mon, 31 Feb 2026 18:30:10 +0200", None),
        ("bientôt", None),
    ],
)
def test_the_date_of_a_message_is_read_with_its_zone_or_not_at_all(written, date):
    assert read(f"Date: {written}\n{HEADS}{plain(FIRST)}").source.published == date


def saved(body: str, *headers: str) -> str:
    """A page as browsers save it with its pictures in one file."""
    packed = quopri.encodestring(f"<html><body>{body}</body></html>".encode()).decode()
    kind = "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable"
    part = f"{kind}\nContent-Location: https://journal.example/pont\n\n{packed}"
    picture = "Content-Type: image/png\nContent-Location: https://journal.example/a.png\n\nx"
    return "\n".join([*headers, "Subject: Le pont rouvre", "MIME-Version: 1.0", multipart("related", part, picture)])


@pytest.mark.parametrize(
    "headers",
    [
        ("From: <Saved by Blink>", "Snapshot-Content-Location: https://journal.example/pont"),
        ('From: "Saved by Windows Internet Explorer 11"', "X-MimeOLE: Produced"),
    ],
)
def test_a_page_that_was_saved_in_one_file_is_read_as_a_page(headers):
    menu = "<nav><a href='/'>Accueil</a></nav><aside><p>Les cinq articles les plus lus de la semaine.</p></aside>"
    article = read(saved(f"{menu}<article><h1>Le pont rouvre</h1><p>{FIRST}</p><p>{SECOND}</p></article>", *headers))
    assert texts(article) == ["Le pont rouvre", FIRST, SECOND]
    assert (article.source.format, article.source.url) == ("html", "https://journal.example/pont")
    assert article.source.byline is None
    assert "words beside the article" in article.source.note


@pytest.mark.parametrize(
    "body",
    [
        "<html><body><p>Le maire a parlé.</p><p>Le préfet aussi.</p></body></html>",
        "<!DOCTYPE html><html><head><style>p{color:red}</style></head><body><p>Le maire a parlé.</p><p>Le préfet aussi.</p>",
        '<div dir="ltr">Le maire a parl&eacute;.<br><br>Le pr&eacute;fet aussi.</div>',
        "Le maire a parlé.<br />\n<br />\nLe préfet aussi.<br />\n",
    ],
)
def test_a_page_that_calls_itself_plain_text_is_read_as_a_page(body):
    assert texts(read(HEADS + plain(body)))[-2:] == ["Le maire a parlé.", "Le préfet aussi."]


@pytest.mark.parametrize(
    "body", ["On écrit <p>un alinéa</p> ainsi.", "Anne <anne@port.example> a écrit à Paul <paul@port.example>."]
)
def test_markup_and_addresses_that_a_plain_text_speaks_of_stay(body):
    assert body in read(HEADS + plain(body)).text


def test_a_paragraph_of_a_mailbox_that_begins_with_from_is_no_new_message():
    message = (
        f"From a@b.example Tue Mar  3 08:00:00 2026\n{HEADS}{plain('Bonjour.')}\n\nFrom Paris with love, dit-il.\n\n"
    )
    first, second = articles((message * 2).encode(), "wire.mbox")
    assert first.text == second.text
    assert first.text.endswith("Bonjour.\n\nFrom Paris with love, dit-il.")


def test_a_text_that_is_signed_with_pgp_has_its_words_and_no_armour():
    signature = "-----BEGIN PGP SIGNATURE-----\n\niQEzBAEBCAAdFiEE\n=abcd\n-----END PGP SIGNATURE-----\n"
    signed = f"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n{FIRST}\n\n- - {SECOND}\n{signature}\nFin."
    article = read(HEADS + plain(signed))
    assert article.text == f"Le pont\n\n{FIRST}\n\n- {SECOND}\n\nFin."
    assert article.source.note == "attachments are not read: signature.asc"


def test_a_message_that_only_speaks_of_such_a_signature_is_whole():
    text = f"-----BEGIN PGP SIGNED MESSAGE-----\n\n{FIRST}"
    assert FIRST in read(HEADS + plain(text)).text


def test_the_files_of_apple_mail_have_no_properties_in_their_text():
    message = (HEADS + plain(FIRST + "\n")).encode()
    properties = b'<?xml version="1.0"?>\n<plist version="1.0"><dict><key>flags</key></dict></plist>\n'
    [article] = articles(b"%d     \n%b%b" % (len(message), message, properties), "12.emlx")
    assert texts(article) == ["Le pont", FIRST]
