"""Subtitles run together into paragraphs of a bearable length."""

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
