"""`depeche batch` with one document over all its articles."""

import json

import pytest

from tui.cli import run

WIRE = "Grève au port {number}\n\nLes dockers de Marseille ont cessé le travail jeudi {number}.\n"


@pytest.fixture
def wires(tmp_path, random_pack, monkeypatch):
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(random_pack.parent))
    for number in range(5):
        path = tmp_path / "in" / f"{number % 2}" / f"{number}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(WIRE.format(number=number), encoding="utf-8")
    return tmp_path / "in"


def test_what_an_earlier_run_did_is_in_the_documents(wires, tmp_path, capfd):
    def batch(output, *words):
        documents = ["--collection", str(tmp_path / output / "all.html"), "--digest", str(tmp_path / f"{output}.json")]
        assert run(["batch", str(wires), "-o", str(tmp_path / output), "--from", "fr", *documents, *words]) == 0
        return (tmp_path / output / "all.html").read_bytes(), (tmp_path / f"{output}.json").read_bytes()

    batch("slowly", "--limit", "2")
    assert "all.html: written, of 2 articles" in capfd.readouterr().err
    page, digest = batch("slowly")
    assert (page, digest) == batch("at-once")
    assert (page, digest) == batch("at-once")  # all were done before
    for number in range(5):
        assert f"Grève au port {number}" in page.decode()
    assert [wire["path"][-5:] for wire in json.loads(digest)["wires"]] == [
        "0.txt", "2.txt", "4.txt", "1.txt", "3.txt",
    ]  # fmt: skip


def test_one_bad_input_does_not_keep_the_rest_from_the_document(wires, tmp_path, capfd):
    (wires / "bad.txt").write_bytes(b"")
    words = ["batch", str(wires), "-o", str(tmp_path / "out"), "--from", "fr", "--collection", str(tmp_path / "all.md")]
    assert run(words) == 1
    assert "all.md: written, of 5 articles" in capfd.readouterr().err
    assert "Grève au port 4" in (tmp_path / "all.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("document", [["--collection", "all.json"], ["--collection", "all"], ["--digest", "all.html"]])
def test_a_name_that_says_no_format_of_it_is_refused_before_anything_is_done(wires, tmp_path, document, capfd):
    assert run(["batch", str(wires), "-o", str(tmp_path / "out"), *document]) == 2
    assert "must end in" in capfd.readouterr().err
    assert not (tmp_path / "out").exists()
