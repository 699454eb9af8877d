"""Subtitles run together into paragraphs of a bearable length."""

import pytest

from core.reading.formats import articles


def srt(lines: list[str]) -> bytes:
    cues = (
        f"{n}\n00:{n // 60 % 60:02}:{n % 60:02},000 --> 00:{n // 60 % 60:02}:{n % 60:02},900\n{line}"
        for n, line in enumerate(lines, 1)
    )
    return "\n\n".join(cues).encode()


def test_captions_without_full_stops_are_parted_all_the_same():
    lines = [f"on parle du budget numéro {n} de la ville" for n in range(3000)]
    [article] = articles(srt(lines), "captions.srt")
    lengths = [paragraph.end - paragraph.start for paragraph in article.paragraphs]
    assert max(lengths) < 2500
    assert article.text.split() == " ".join(lines).split()


def test_a_sentence_over_several_cues_stays_one():
    [article] = articles(srt(["Le conseil a voté", "hier soir", "le budget de la ville."]), "captions.srt")
    assert article.text == "Le conseil a voté hier soir le budget de la ville."


def test_a_caption_that_rolls_is_said_once():
    [article] = articles(srt(["Le conseil a voté", "Le conseil a voté\nle budget"]), "captions.srt")
    assert article.text == "Le conseil a voté le budget"


TIMES = "00:00:0{0},000 --> 00:00:0{0},900"


@pytest.mark.parametrize(
    ("cues", "text"),
    [
        # Only the dash of somebody who speaks goes, and no hyphen or sign.
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
