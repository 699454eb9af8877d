"""`depeche --plain`: a wire as lines that a screen reader can follow, in order, with doubts in words."""

from dataclasses import replace

from core.messages import Message
from tests.tui.command_line import FRENCH, depeche
from tests.tui.reader_pilot import make_brief
from tui.commands.read import linear
from tui.i18n import speak


def test_each_sentence_is_a_line_and_its_translation_the_next():
    sample = make_brief(
        [
            ("heading", [("La crue", "The flood")]),
            ("body", [("Il y a\n12 morts.", "There are 21 dead.", ("number", "12 in the source")), ("Oui.", "Yes.")]),
        ],
        name="crue.txt",
        chosen=("s2",),
    )
    source = replace(sample.article.source, note="the end is missing", title="La crue")
    sample = replace(sample, article=replace(sample.article, source=source))
    assert list(linear(sample)) == [
        "Wire: La crue",
        "From French, 3 sentences.",
        "Note: the end is missing",
        "Summary: There are 21 dead.",
        "Heading.",
        "French: La crue",
        "English: The flood",
        "French: Il y a 12 morts.",
        "English: There are 21 dead.",
        "Doubt: number: 12 in the source",
        "French: Oui.",
        "English: Yes.",
        "End of the wire.",
    ]


def test_plain_output_speaks_french_too():
    sample = make_brief([("heading", [("La crue", "The flood")])], name="crue.txt")
    source = replace(sample.article.source, note=Message("the signature is left out"))
    sample = replace(sample, article=replace(sample.article, source=source))
    speak("fr")
    try:
        lines = list(linear(sample))
    finally:
        speak("en")
    assert lines[1:3] == ["En français, 1 phrase.", "Remarque\u00a0: la signature est omise"]
    assert lines[-3:] == ["Français\u00a0: La crue", "Anglais\u00a0: The flood", "Fin de la dépêche."]


def test_the_command_prints_it_without_a_screen(tmp_path, random_pack):
    (tmp_path / "a.txt").write_text(FRENCH, encoding="utf-8")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.4")
    folder = str(random_pack.parent)
    done = depeche("--plain", tmp_path / "a.txt", tmp_path / "b.pdf", "--from", "fr", ARGOS_PACKAGES_DIR=folder)
    lines = done.stdout.decode().splitlines()
    assert done.returncode == 1  # one of them cannot be read
    assert [line for line in lines if line.startswith("French:")] == [
        "French: Le conseil a voté hier soir le budget de la ville.",
        "French: Le maire s'est réjoui.",
    ]
    assert lines[-1] == "End of the wire."
    assert "\x1b" not in done.stdout.decode()
