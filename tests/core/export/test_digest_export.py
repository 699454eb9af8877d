"""Digests as Markdown and JSON: every sentence can be traced to its wire and its place there."""

import json
from pathlib import Path

import pytest

from tui.cli import run

ROOT = Path(__file__).parents[3]

FERRY = "Ferry link approved\n\nThe island council approved a ferry link on Tuesday. It will start in spring.\n"
STRIKE = "Strike *ends*\n\nDockers of the port voted on Thursday to end their strike of three weeks.\n"


@pytest.fixture
def wires(tmp_path):
    for name, text in (("ferry.txt", FERRY), ("strike.txt", STRIKE)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return [str(tmp_path / "ferry.txt"), str(tmp_path / "strike.txt")]


@pytest.fixture
def digest_command(wires, capfd):
    def tell(*words, inputs=wires):
        status = run(["brief", "--digest", "--from", "en", *words, *inputs])
        out, err = capfd.readouterr()
        return status, out, err

    return tell


def test_json_names_wires_stories_and_places(digest_command, wires):
    status, out, _ = digest_command("-f", "json", "--sentences", "2")
    values = json.loads(out)
    assert status == 0
    assert (values["schema"], values["method"], values["budget"]) == ("depeche.digest/1", "news", {"sentences": 2})
    assert [wire["path"] for wire in values["wires"]] == wires
    paths = {wire["id"]: Path(wire["path"]) for wire in values["wires"]}
    sentences = [sentence for story in values["stories"] for sentence in story["sentences"]]
    assert len(sentences) == 2
    for sentence in sentences:
        text = paths[sentence["wire"]].read_text(encoding="utf-8").strip()
        assert text[sentence["start"] : sentence["end"]] == sentence["source"]
        assert sentence["reason"]["parts"]["position"] > 0
    assert values["text"] == " ".join(sentence["translation"] for sentence in sentences)


def test_markdown_shows_each_sentence_with_its_wire_and_no_markup_of_the_wire_s(digest_command, wires):
    status, out, _ = digest_command()
    assert status == 0
    assert "# Digest of 2 wires" in out
    assert 'summary: "8 sentences"' in out
    assert "- The island council approved a ferry link on Tuesday. [w1 s2]" in out
    assert "## Strike \\*ends\\*" in out
    assert f"- [w2] Strike \\*ends\\* · en · {wires[1].replace('_', chr(92) + '_')}" in out


def test_the_same_wires_give_the_same_bytes(digest_command):
    assert digest_command("-f", "json") == digest_command("-f", "json")


def test_what_cannot_be_read_is_reported_and_the_digest_is_of_the_rest(digest_command, wires, tmp_path):
    status, out, err = digest_command("-f", "json", inputs=[wires[0], str(tmp_path / "gone.txt"), wires[1]])
    assert status == 1
    assert err.startswith(f"depeche: {tmp_path / 'gone.txt'}: ")
    assert len(json.loads(out)["wires"]) == 2


def test_a_digest_goes_to_one_file(digest_command, tmp_path):
    status, out, err = digest_command("-o", str(tmp_path / "digest.md"))
    assert (status, out) == (0, "")
    assert "digest of 2 wires written" in err
    assert "# Digest of 2 wires" in (tmp_path / "digest.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["-f", "html"], "a digest is written as md or json, not as html"),
        (["-o", "{folder}"], "a digest is one file; name it"),
        (["--method", "best"], "no method 'best'; there are news, lead"),
        (["--collection", "{folder}/all.md"], "leave --collection and --template out"),
    ],
)
def test_what_a_digest_cannot_be_is_a_mistake_of_the_call(digest_command, tmp_path, words, message):
    status, out, err = digest_command(*(word.format(folder=tmp_path) for word in words))
    assert (status, out) == (2, "")
    assert message in err
