"""Text from outside on its way to a terminal: names, titles, packs, feeds, lists, terms, settings, mistakes.

A home folder in which every text that others may choose tries to act on the terminal, and every command run on it.
"""

import io
import json
import os
import re
import shutil
import sys

import pytest

from core.settings import Places
from tui.cli import run

EVIL = "\x1b[31mro\x1b]0;titre\x07ge\x1b\\\x9b2J\x90q\x9c\u202egro\u2066x\u061cy\u200f\rz\x7f\x08\x0b"
"""Colours, a window's title, C1 controls, a device control string, texts that run backwards, a line rubbed out."""
ACTS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
TEXT = (
    f"Le conseil{EVIL} a voté\n\nPar Jean {EVIL} Dupont\n\nLe maire de Paris{EVIL} s'est dit content lundi. Il a plu."
)


def escaped(text):
    """As XML may hold it: the controls that XML forbids stand as they are only where readers forgive that."""
    return "".join(
        f"&#{ord(char)};" if ord(char) > 31 and ACTS.match(char) else char for char in text if ord(char) > 31
    )


@pytest.fixture(scope="module")
def desk_once(tmp_path_factory, _random_pack_once):
    folder = tmp_path_factory.mktemp("desk")
    (folder / "argos" / "fr_en").parent.mkdir()
    shutil.copytree(_random_pack_once, folder / "argos" / "fr_en")
    metadata = json.loads((folder / "argos" / "fr_en" / "metadata.json").read_text())
    metadata |= {"from_name": EVIL, "to_name": EVIL, "package_version": f"1{EVIL}"}
    (folder / "argos" / "fr_en" / "metadata.json").write_text(json.dumps(metadata))
    stray_pack = folder / "argos" / f"stray{EVIL}"
    stray_pack.mkdir()
    (stray_pack / "metadata.json").write_text(json.dumps(EVIL))
    wires = folder / f"wires{EVIL}"
    wires.mkdir()
    (wires / f"wire{EVIL}.txt").write_bytes(TEXT.encode())
    (wires / f"web{EVIL}.html").write_bytes(
        f"<html><head><title>Le titre {escaped(EVIL)} du jour</title><meta name=author content='{escaped(EVIL)}'></head>"
        f"<body><article><h1>Le titre {escaped(EVIL)}</h1><p>{TEXT} {escaped(EVIL)} et la suite est longue.</p></article>".encode()
    )
    (wires / f"bad{EVIL}.zip").write_bytes(b"PK\x03\x04" + EVIL.encode())
    item = f"<item><guid>{escaped(EVIL)}</guid><title>Un {escaped(EVIL)}</title><author>{escaped(EVIL)}</author><description>Le pont {escaped(EVIL)} est fini.</description></item>"
    (folder / "feed.xml").write_text(
        f"<?xml version='1.0'?><rss version='2.0'><channel><title>Fil {escaped(EVIL)}</title>{item}</channel></rss>"
    )
    (folder / "list.opml").write_text(
        f'<opml version="2.0"><head/><body><outline text="Dossier {escaped(EVIL)}"><outline type="rss" '
        f'text="Fil {escaped(EVIL)}" xmlUrl="http://127.0.0.1:9/{escaped(EVIL)}"/></outline></body></opml>'
    )
    (folder / "bad.opml").write_text(f"<opml{EVIL}>")
    (folder / "units.tmx").write_text(
        '<tmx version="1.4"><header srclang="fr"/><body><tu><tuv xml:lang="fr"><seg>Il a plu.</seg></tuv>'
        f'<tuv xml:lang="en"><seg>It rained {escaped(EVIL)}.</seg></tuv></tu></body></tmx>'
    )
    (folder / "terms.csv").write_text(f"conseil,council{EVIL}\nmaire{EVIL},mayor\n", newline="")
    (folder / "bad.csv").write_text(f"conseil{EVIL}\n,\n{EVIL}", newline="")
    (folder / "home").mkdir()
    (folder / "home" / "settings.toml").write_text(
        f"[translation]\ndevice = {json.dumps(EVIL)}\n{json.dumps(EVIL)} = 1\n[keys]\n'app.help' = {json.dumps(EVIL)}\n"
    )
    places = Places(folder / "home")
    fill(folder, wires, places)
    return folder


def fill(folder, wires, places):
    """Create what earlier runs would have left."""
    from core.feeds import Outline
    from core.feeds.subscriptions import Subscriptions
    from core.memory.store import Memory

    with Memory(places.memory) as memory:
        memory.correct(("fr", "en"), f"Phrase {EVIL}", f"Sentence {EVIL}")
    with Subscriptions(places) as feeds:
        feeds.add(str(folder / "feed.xml"), folder=(EVIL,))
        feeds.add_all([Outline(f"http://127.0.0.1:9/{EVIL}", EVIL, (EVIL,))])


@pytest.fixture
def desk(desk_once, monkeypatch):
    monkeypatch.setenv("DEPECHE_HOME", str(desk_once / "home"))
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(desk_once / "argos"))
    monkeypatch.setenv("DEPECHE_OFFLINE", "1")
    monkeypatch.chdir(desk_once)
    return desk_once


def said(words, capfdbinary, monkeypatch, stdin=""):
    """Run a command; return its status, stdout and stderr."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
    status = run([str(word) for word in words])
    sys.stdout.flush(), sys.stderr.flush()
    out, err = capfdbinary.readouterr()
    return status, out.decode(), err.decode()


WIRES = f"wires{EVIL}"
WIRE, WEB, BAD = (f"{WIRES}/{name}" for name in (f"wire{EVIL}.txt", f"web{EVIL}.html", f"bad{EVIL}.zip"))
COMMANDS = [
    *[("brief", WIRE, "-f", form) for form in ("md", "json", "html", "tmx")],
    *[("brief", WEB, "-f", form) for form in ("md", "json")],
    ("brief", WIRE, "--glossary", "terms.csv"),
    ("brief", WIRE, "--glossary", "bad.csv"),
    ("brief", WIRE, "--glossary", f"no{EVIL}.csv"),
    ("brief", "feed.xml"),
    ("brief", BAD),
    ("brief", f"no{EVIL}.txt"),
    ("brief", f"no{EVIL}*"),
    ("brief", WIRE, "-o", f"{WIRE}/no{EVIL}/"),
    ("brief", "-"),
    ("batch", WIRES, "-o", f"out{EVIL}", "-f", "md", "-f", "json", "--verbose"),
    ("translate", WIRE),
    ("translate", WIRE, WEB),
    ("summarize", WIRE),
    ("summarize", WIRE, WEB),
    ("summarize", WIRE, "--method", EVIL),
    ("detect", WIRE, BAD),
    ("detect", WIRE, "--json"),
    ("segment", WIRE, WEB),
    ("stories", WIRES),
    ("stories", WIRES, "--json"),
    ("search",),
    ("search", "--json"),
    ("search", EVIL),
    ("search", "--outlet", EVIL),
    ("search", "--since", EVIL),
    ("library", "show", EVIL),
    ("library", "rebuild", f"out{EVIL}"),
    ("packs", "list"),
    ("packs", "list", "--json"),
    ("packs", "verify"),
    ("packs", "install", EVIL),
    ("packs", "import", BAD),
    ("packs", "export", EVIL, EVIL),
    ("memory", "stats"),
    ("memory", "import", "units.tmx"),
    ("memory", "import", BAD),
    ("memory", "export", "-"),
    ("feeds", "import", "list.opml"),
    ("feeds", "import", "bad.opml"),
    ("feeds", "list"),
    ("feeds", "list", "--json"),
    ("feeds", "entries"),
    ("feeds", "entries", "--json"),
    ("feeds", "refresh"),
    ("feeds", "add", EVIL),
    ("feeds", "remove", EVIL),
    ("feeds", "export", "-"),
    ("settings",),
    ("settings", "show", "--json"),
    ("settings", "set", EVIL, EVIL),
    ("settings", "set", "translation.device", EVIL),
    ("doctor",),
    ("doctor", "--json"),
    (EVIL,),
    ("brief", f"--{EVIL}"),
    ("brief", WIRE, "--beam", EVIL),
    ("brief", WIRE, "-f", EVIL),
    ("brief", WIRE, "--from", EVIL),
    ("feeds", EVIL),
    ("watch", f"no{EVIL}", "-o", EVIL),
]


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: ACTS.sub("", " ".join(words))[:40])
def test_no_command_writes_control_characters_to_the_terminal(desk, words, capfdbinary, monkeypatch):
    status, out, err = said(words, capfdbinary, monkeypatch, stdin=TEXT)
    found = ACTS.search(out + err)
    assert not found, repr((out + err)[max(0, found.start() - 80) : found.end() + 40])
    assert all(line.startswith("depeche: ") for line in err.splitlines())
    assert "failed inside" not in err
    assert status in (0, 1, 2, 3)


def test_what_is_removed_for_a_terminal_is_complete_in_json(desk, capfdbinary, monkeypatch):
    _, out, _ = said(("brief", WIRE, "-f", "json"), capfdbinary, monkeypatch)
    assert json.loads(out)["source"]["path"] == WIRE
    assert os.path.exists(WIRE)
