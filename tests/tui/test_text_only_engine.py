"""An engine that gives only text works everywhere, and what it cannot do is said where a user meets it.

It is the real one of Firefox's models, on a model of random weights: no score, no alternatives, no alignment, no retry.
"""

import json
import re
from pathlib import Path

import pytest

from core.packs import firefox
from tests.random_firefox import build_firefox_pack
from tests.tui.command_line import depeche
from tests.tui.reader_pilot import FakePacks, lines_in, states, text_of, until

pytestmark = pytest.mark.skipif(not firefox.runs_here(), reason="fxtranslate has no wheel for this machine")

WIRE = "El presidente habló\n\nEl presidente habló de la paz en Madrid. La guerra no ha terminado.\n"


@pytest.fixture(scope="module")
def pack(tmp_path_factory) -> Path:
    return build_firefox_pack(tmp_path_factory.mktemp("packs") / "translate-es_en-firefox-1.0")


@pytest.fixture
def home(pack, tmp_path):
    return {"DEPECHE_HOME": str(tmp_path / "home"), "ARGOS_PACKAGES_DIR": str(pack.parent)}


@pytest.fixture
def spanish(tmp_path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(4):
        (folder / f"{number}.txt").write_text(WIRE.replace("paz", f"paz {number}"), encoding="utf-8")
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_new_or_remembered_a_brief_has_its_text_and_no_confidence(home, spanish):
    words = ("brief", spanish / "0.txt", "--from", "es", "-f", "json", "--no-library", "--quiet")
    first, second = depeche(*words, **home), depeche(*words, **home)
    assert first.returncode == 0, first.stderr
    assert first.stdout == second.stdout
    brief = json.loads(first.stdout)
    sentences = [sentence for paragraph in brief["paragraphs"] for sentence in paragraph["sentences"]]
    assert len(sentences) == 3
    for sentence in sentences:
        assert sentence["translation"]
        assert sentence["score"] is None
        assert sentence.get("confidence") is None
    assert brief["engine"]["pack"] == "translate-es_en-firefox-1.0"
    assert {sentence["origin"] for sentence in sentences} == {"model"}
    explained = json.loads(depeche("explain", spanish / "0.txt", "--from", "es", "--json", **home).stdout)
    steps = [step for sentence in explained["articles"][0]["sentences"] for step in sentence["steps"]]
    assert {step["remembered"] for step in steps} == {"model"}


def test_explain_says_that_it_does_not_say_how_sure_it_is(home, spanish):
    output = depeche("explain", spanish / "0.txt", "s1", "--from", "es", LC_ALL="C", **home).stdout.decode()
    assert re.search(r"confidence +none: this engine does not say how sure it is", output)


def test_a_batch_here_and_on_a_cluster_are_the_same(home, spanish, tmp_path):
    pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    words = ("batch", spanish, "--from", "es", "-f", "json", "--no-memory", "--no-library", "--quiet")
    for output, more in (("here", ()), ("there", ("--cluster", "local:1"))):
        done = depeche(*words, "-o", tmp_path / output, *more, **home)
        assert (done.returncode, done.stderr) == (0, b"")
    assert len(tree(tmp_path / "here")) == 4
    assert tree(tmp_path / "there") == tree(tmp_path / "here")


async def test_the_reader_shows_the_text_and_says_that_there_are_no_alternatives(open_reader, places, pack, spanish):
    places.argos_packs[0].mkdir(parents=True, exist_ok=True)
    (places.argos_packs[0] / pack.name).symlink_to(pack)
    app = open_reader([spanish / "0.txt"], FakePacks(places, pack))
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: states(app) == ["done"])
        wire = app.screen.workspace.wire
        assert all(
            sentence.translation and sentence.score is None and sentence.confidence is None
            for sentence in wire.sentences
        )
        assert "confidence" not in "\n".join(lines_in(app, "#sentence"))
        await pilot.press("o")
        await until(pilot, lambda: "No alternatives for this sentence." in text_of(app))
