"""`depeche explain`: for people and for programs."""

import json

import pytest

from tests.tui.command_line import FRENCH, SEED, depeche

pytestmark = pytest.mark.model


@pytest.fixture
def home(real_home, tmp_path):
    return {"DEPECHE_HOME": str(tmp_path / "home"), "ARGOS_PACKAGES_DIR": str(real_home / "packs")}


def test_one_sentence_is_explained_in_words(home):
    output = depeche("explain", SEED, "s1", "--from", "fr", LC_ALL="C", **home).stdout.decode()
    assert output.startswith("s1\n")
    rows = dict(line.split(maxsplit=1) for line in output.splitlines()[1:] if line.strip())
    assert rows["rewrite"] == "press-phone-talk"
    assert "Vladimir Poutine" in rows["input"]
    assert "Vladimir Putin" in rows["output"]
    assert "beam=2" in rows["fingerprint"]
    assert rows["name"] == "Raïssi → Raisi"
    assert "s2" not in output


def test_json_has_every_sentence_with_its_steps(home):
    done = depeche("explain", "-", "--json", stdin=FRENCH, **home)
    values = json.loads(done.stdout)
    assert values["schema"] == "depeche.explain/1"
    [article] = values["articles"]
    assert [explained["sentence"]["id"] for explained in article["sentences"]] == ["s1", "s2"]
    assert all(
        explained["steps"][0]["answers"] and explained["flags"] is not None for explained in article["sentences"]
    )


def test_a_missing_sentence_is_reported(home):
    done = depeche("explain", SEED, "99", **home)
    assert done.returncode == 2
    assert b"there is no sentence 99" in done.stderr


def test_a_byline_which_no_model_read_is_not_said_to_lack_a_confidence(home):
    wire = "Par Marie DUPONT\n\nPARIS, 3 déc (AFP) - Le ministre a annoncé mardi une réforme.\n"
    output = depeche("explain", "-", "s1", stdin=wire, LC_ALL="C", **home).stdout.decode()
    assert "By Marie DUPONT" in output
    assert "confidence" not in output
