"""Subtitles are joined into paragraphs of readable length."""

from time import process_time

import pytest
from pace import loops

from core.reading.formats import articles


def srt(lines: list[str]) -> bytes:
    cues = (
        f"{n}\n00:{n // 60 % 60:02}:{n % 60:02},000 --> 00:{n // 60 % 60:02}:{n % 60:02},900\n{line}"
        for n, line in enumerate(lines, 1)
    )
    return "\n\n".join(cues).encode()


def test_captions_without_full_stops_are_separated_nevertheless():
    lines = [f"on parle du budget numéro {n} de la ville" for n in range(3000)]
    [article] = articles(srt(lines), "captions.srt")
    lengths = [paragraph.end - paragraph.start for paragraph in article.paragraphs]
    assert max(lengths) < 2500
    assert article.text.split() == " ".join(lines).split()


def test_a_sentence_over_several_cues_stays_one():
    [article] = articles(srt(["Le conseil a voté", "hier soir", "le budget de la ville."]), "captions.srt")
    assert article.text == "Le conseil a voté hier soir le budget de la ville."


def test_a_rolling_caption_is_read_once():
    [article] = articles(srt(["Le conseil a voté", "Le conseil a voté\nle budget"]), "captions.srt")
    assert article.text == "Le conseil a voté le budget"


TIMES = "00:00:0{0},000 --> 00:00:0{0},900"


@pytest.mark.parametrize(
    ("cues", "text"),
    [
        # Only the dash of a speaker is removed, and no hyphen or minus sign.
        ("1\n{1}\nA-t-il dit non ?\n\n2\n{2}\n- Oui, a-t-elle dit.\n", "A-t-il dit non ?\n\nOui, a-t-elle dit."),
        ("1\n{1}\nIl fait\n\n2\n{2}\n-5 degrés.\n", "Il fait -5 degrés."),
        # A blank line in a cue, and none between two.
        ("1\n{1}\nLe conseil\n\na voté\n\n2\n{2}\nhier.\n", "Le conseil a voté hier."),
        ("1\n{1}\nLe conseil\n2\n{2}\na voté\n3\n{3}\nhier.\n", "Le conseil a voté hier."),
        ("1\n{1}\nEn l'an\n2027\n\n2\n{2}\nil rouvrira.\n", "En l'an 2027 il rouvrira."),
        ("1\n{1}\n(Il rit) Non, merci (il sort)\n", "(Il rit) Non, merci (il sort)"),
        ("WEBVTT\n\nNOTE à relire\n\nintro\n{1}\n<v Anne>R&amp;D et\n\nSTYLE x\n\n{2}\nsanté.\n", "R&D et santé."),
    ],
)
def test_a_cue_keeps_every_word_that_a_player_shows(cues, text):
    [article] = articles(cues.format(*(TIMES.format(n) for n in range(4))).encode(), "captions.srt")
    assert (article.text, article.source.note) == (text, None)


def test_sounds_and_songs_are_named_in_the_note():
    [article] = articles(srt(["[Applaudissements]", "Merci à tous."]), "captions.srt")
    assert (article.text, article.source.note) == ("Merci à tous.", "sounds and songs are left out")


SAID = ["Bonjour à tous.", "Le pont est\nfermé depuis lundi."]
ASS = (
    "[Script Info]\nTitle: x\n\n[V4+ Styles]\nFormat: Name, Fontname\nStyle: Default,Arial\n\n[Events]\n"
    "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
    "Dialogue: 0,0:00:02.10,0:00:03.00,Default,,0,0,0,,{\\i1}Le pont{\\i0} est\\Nfermé depuis lundi.\n"
    "Comment: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,à revoir\n"
    "Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,{\\an8}Bonjour à\\htous.\n"
    "Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,{\\p1}m 0 0 l 100 0{\\p0}\n"
)
TTML = (
    '<?xml version="1.0"?><tt xmlns="http://www.w3.org/ns/ttml"><head><styling/></head><body><div>'
    '<p begin="00:00:01.000" end="00:00:02.000">Bonjour\n   à tous.</p>'
    '<p begin="2100ms" dur="0.9s"><span>Le pont</span> est<br/>fermé depuis lundi.</p></div></body></tt>'
)
SAMI = (
    "<SAMI><HEAD><TITLE>x</TITLE></HEAD><BODY>\n<SYNC Start=1000><P Class=FR>Bonjour à tous.\n<SYNC Start=2000><P>&nbsp;\n"
    "<SYNC Start=2100><P Class=FR>Le pont est<br>fermé depuis lundi.\n</BODY></SAMI>"
)


def cues(form: str, number: bool = True) -> str:
    return "\n".join(f"{n}\n" * number + form.format(n, n + 1) + f"\n{line}\n" for n, line in enumerate(SAID, 1))


@pytest.mark.parametrize(
    "text",
    [
        cues("00:00:0{},000 --> 00:00:0{},000"),
        cues("00:00:0{},000 --> 00:00:0{},000", number=False),
        cues("0:00:0{},000 --> 0:00:0{},000"),
        cues("00: 00: 0{}, 000 --> 00: 00: 0{}, 000"),
        cues("00:00:0{} --> 00:00:0{}"),
        cues("00:00:0{},00 --> 00:00:0{},50"),
        cues("00:00:0{},000 -> 00:00:0{},000"),
        cues("00:00:0{},000 –> 00:00:0{},000"),
        "webvtt\n\n" + cues("00:0{}.000 --> 00:0{}.000", number=False),
        cues("0:00:0{}.000,0:00:0{}.000", number=False),
        "{25}{50}Bonjour à tous.\n{52}{75}{y:i}Le pont est|fermé depuis lundi.\n",
        ASS,
        ASS.replace("V4+", "V4").replace("Layer", "Marked").replace("Dialogue: 0", "Dialogue: Marked=0"),
        SAMI,
        TTML,
        TTML.replace("http://www.w3.org/ns/ttml", "http://www.w3.org/2006/10/ttaf1"),
        TTML.replace("</div></body></tt>", ""),
        TTML.replace("</p></div></body></tt>", ""),
    ],
)
def test_subtitles_are_read_in_every_common_format(text):
    [article] = articles(text.encode(), "captions.txt")
    assert article.source.format == "subtitles"
    assert article.text == "Bonjour à tous. Le pont est fermé depuis lundi."


def test_a_pause_ends_no_sentence_within_a_cue():
    text = "1\n00:10:00,000 --> 00:10:02,000\nLe pont\nest fermé.\n\n2\n00:20:00,000 --> 00:20:02,000\nIl a\nrouvert.\n"
    [article] = articles(text.encode(), "captions.srt")
    assert article.text.split("\n\n") == ["Le pont est fermé.", "Il a rouvert."]


def test_words_repeated_after_a_pause_are_read_again():
    text = "".join(
        f"{n}\n00:00:{n * 4:02},000 --> 00:00:{n * 4 + 2:02},000\n{line}\n\n" for n, line in ((1, "Non."), (2, "Non."))
    )
    [article] = articles(text.encode(), "captions.srt")
    assert article.text == "Non. Non."


def test_a_time_in_a_text_makes_no_subtitles_of_it():
    [article] = articles("12:30 -> 13:00, le pont est fermé.".encode(), "wire.txt")
    assert article.source.format == "text"


LRC = "[ti:Le pont]\n[ar:Anne Roche]\n[00:01.00]Bonjour à tous.\n[00:02.10]<00:02.10>Le pont <00:02.50>est\n[00:03.00]fermé.\n"


@pytest.mark.parametrize(
    "text", [LRC, LRC.replace("\n", "\r\n"), "\ufeff" + LRC, LRC.replace("0]", "]"), "[length:03:10]\n" + LRC]
)
def test_lyrics_with_times_are_read_with_their_title(text):
    [article] = articles(text.encode(), "wire.txt")
    assert article.text.endswith("Bonjour à tous. Le pont est fermé.")
    assert (article.source.title, article.source.byline) == ("Le pont", "Anne Roche")


def test_a_line_of_lyrics_is_read_at_each_of_its_times_and_as_often_as_it_is_sung():
    [article] = articles(b"[00:01.00][00:03.00]Refrain.\n[00:02.00]Couplet.\n[00:03.50]Refrain.\n", "wire.lrc")
    assert article.text == "Refrain. Couplet. Refrain. Refrain."


def test_a_protocol_with_times_of_day_is_not_taken_for_lyrics():
    [article] = articles(b"[12:30] <anne> Bonjour.\n[12:31] <paul> Bonsoir.\n", "chat.txt")
    assert "[12:30]" in article.text


def test_a_line_of_endless_times_is_read_quickly():
    before = process_time()
    [article] = articles(("[00:01.00]" * 200_000 + "Un mot.").encode(), "wire.lrc")
    assert article.text.startswith("Un mot.")
    assert process_time() - before < 8


def test_endless_spaces_in_the_title_of_lyrics_take_linear_time():
    sung, spaces = "[00:01.00]Bonjour.\n[00:02.00]Bonsoir.\n", "\u00a0" * 30_000
    [article] = articles(f"{sung}[ti:{spaces}Le pont{spaces}]\n[ar:{spaces}]\n".encode(), "wire.lrc")
    assert (article.source.title, article.source.byline) == ("Le pont", None)
    assert loops(lambda: [*articles(f"{sung}[ti:{spaces}Le pont\n".encode(), "wire.lrc")], tries=1) < 20


def test_signs_of_smaller_and_greater_are_no_markup():
    cue = "1\n00:00:01,000 --> 00:00:02,000\n<i>Si 3 < 4</i> et 5 > 2, <b>oui</b>.\n"
    [article] = articles(cue.encode(), "wire.srt")
    assert article.text == "Si 3 < 4 et 5 > 2, oui."


def test_a_cue_whose_times_are_damaged_keeps_its_words():
    times = ["00:00:01.000 --> 00:00:03.000", "00:0\ufffd0:04.000 --> 00:00:06.000"]
    text = f"WEBVTT\n\n{times[0]}\nLe bac est parti.\n\n{times[1]}\nNous attendrons demain.\n"
    [article] = articles(text.encode(), "a.vtt", "a.vtt")
    assert article.text == "Le bac est parti. Nous attendrons demain."


def timed(*cues: list[str]) -> bytes:
    """Cues of a second each, without a pause between them."""
    return "\n\n".join(
        f"{n}\n00:00:{n:02},000 --> 00:00:{n + 1:02},000\n" + "\n".join(lines) for n, lines in enumerate(cues, 1)
    ).encode()


def test_lines_that_stay_on_the_screen_for_several_cues_are_read_once():
    lines = ["Le bac part", "à huit heures", "du quai nord", "sauf le lundi."]
    [article] = articles(timed(*(lines[max(0, place - 2) : place + 1] for place in range(4))), "a.srt")
    assert article.text == "Le bac part à huit heures du quai nord sauf le lundi."


def test_lines_that_are_typed_live_are_read_once():
    words = "Le bac part à huit heures".split()
    painted = [[" ".join(words[: place + 1])] for place in range(len(words))]
    [article] = articles(timed(*painted, [painted[-1][0], "du"], [painted[-1][0], "du quai nord."]), "a.srt")
    assert article.text == "Le bac part à huit heures du quai nord."


def test_a_cue_that_begins_like_the_one_before_keeps_its_words():
    [article] = articles(timed(["Oui."], ["Le bac"], ["Le bac est parti."], ["Non."], ["Demain alors."]), "a.srt")
    assert article.text == "Oui. Le bac Le bac est parti. Non. Demain alors."
