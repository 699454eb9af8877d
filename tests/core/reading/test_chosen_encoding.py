"""The user can choose a text's encoding: it overrides what the text, its server or its bytes suggest."""

import pytest

from core.reading import discover
from core.reading.formats import articles
from tui.cli import run

GREEK = "Το δημοτικό συμβούλιο ενέκρινε χθες τον προϋπολογισμό."
FORMATS = {
    "wire.txt": f"{GREEK}\n",
    "wire.md": f"# Wire\n\n{GREEK}\n",
    "page.html": f"<html><head><meta charset=windows-1251></head><body><p>{GREEK}</p></body></html>",
    "wire.srt": f"1\n00:00:01,000 --> 00:00:04,000\n{GREEK}\n",
    "wire.eml": "From: a@example.org\nTo: b@example.org\nSubject: Wire\nMIME-Version: 1.0\n"
    f"Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: 8bit\n\n{GREEK}\n",
    "feed.xml": "<?xml version='1.0' encoding='iso-8859-1'?><rss version='2.0'><channel><title>F</title>"
    f"<item><title>T</title><description>{GREEK}</description></item></channel></rss>",
}


@pytest.mark.parametrize("name", FORMATS)
def test_every_text_format_is_read_in_the_encoding_that_was_chosen(name):
    [article] = articles(FORMATS[name].encode("cp1253"), name, "windows-1253")
    assert GREEK in article.text
    assert article.source.encoding == "windows-1253"
    assert article.source.note is None


def test_a_byte_that_the_chosen_encoding_lacks_is_replaced_and_reported():
    [article] = articles(GREEK.encode("cp1253") + b" \xd2", "wire.txt", "windows-1253")
    assert article.source.note == "damaged bytes in this windows-1253 text: 0 guessed, 1 replaced by �"


@pytest.mark.parametrize(("codec", "mark"), [("utf-8", b"\xef\xbb\xbf"), ("utf-16", b"")])
def test_a_byte_order_mark_is_no_part_of_the_text(codec, mark):
    [article] = articles(mark + GREEK.encode(codec), "wire.txt", codec)
    assert article.text == GREEK


def test_the_inputs_of_a_run_have_the_encoding_that_was_chosen(tmp_path):
    (tmp_path / "wire.txt").write_bytes(GREEK.encode("iso8859-7"))
    [found] = discover([str(tmp_path)], encoding="iso-8859-7")
    assert [article.text for article in found.articles()] == [GREEK]


def test_a_command_reads_in_the_encoding_of_the_option_or_the_settings(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("DEPECHE_HOME", str(tmp_path / "home"))
    path = tmp_path / "wire.txt"
    path.write_bytes(GREEK.encode("cp1253"))
    assert run(["segment", str(path), "--encoding", "Windows-1253"]) == 0
    assert "συμβούλιο" in capsys.readouterr().out
    assert run(["settings", "set", "reading.encoding", "cp1253"]) == 0
    assert run(["segment", str(path)]) == 0
    assert "συμβούλιο" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["nonsense", "base64", "rot13", "unicode_escape", ""])
def test_an_unknown_encoding_is_wrong_usage_in_one_line(name, tmp_path, capsys):
    (tmp_path / "wire.txt").write_text("Bonjour.", encoding="utf-8")
    assert run(["detect", str(tmp_path / "wire.txt"), "--encoding", name]) == 2
    errors = capsys.readouterr().err
    assert errors == f"depeche: --encoding: {name!r} is no encoding; give one such as windows-1252 or shift_jis\n"


def test_a_wrong_encoding_in_the_settings_is_reported(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("DEPECHE_HOME", str(tmp_path))
    (tmp_path / "settings.toml").write_text("[reading]\nencoding = 'nonsense'\n", encoding="utf-8")
    (tmp_path / "wire.txt").write_text("Bonjour à tous.", encoding="utf-8")
    assert run(["detect", str(tmp_path / "wire.txt")]) == 0
    assert "reading.encoding" in capsys.readouterr().err
