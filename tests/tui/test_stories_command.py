import json

import pytest

from tests.program import run_program as depeche

REPORT = """Un pont fermé à Aulnes

Le pont suspendu d'Aulnes est fermé depuis lundi à toute circulation, a indiqué la mairie, après la rupture d'un câble.

Trois cents habitants de la rive gauche doivent faire un détour de dix-huit kilomètres. Le maire promet une navette.
"""
OTHER = """La récolte de prunes sera tardive

Les producteurs de prunes de la vallée attendent une récolte tardive cette année, à cause des pluies froides de mai.
"""


@pytest.fixture
def folder(tmp_path):
    wires = tmp_path / "wires"
    wires.mkdir()
    (wires / "a.txt").write_text(REPORT, encoding="utf-8")
    (wires / "b.txt").write_text(OTHER, encoding="utf-8")
    (wires / "c.txt").write_text(
        REPORT.replace("Trois cents", "Quatre cents") + "\nUn expert est attendu jeudi.\n", encoding="utf-8"
    )
    return wires


def test_each_story_is_a_line_with_the_version_to_read_first(folder):
    done = depeche("stories", folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        f"2\tUn pont fermé à Aulnes\t{folder}/c.txt\t{folder}/a.txt",
        f"1\tLa récolte de prunes sera tardive\t{folder}/b.txt",
    ]


def test_changes_are_shown_sentence_for_sentence(folder):
    lines = depeche("stories", folder, "--changes", "--several").stdout.splitlines()
    assert lines[1:] == [
        f"  {folder}/a.txt",
        "    ~ [Trois → Quatre] cents habitants de la rive gauche doivent faire un détour de dix-huit kilomètres.",
        "    + Un expert est attendu jeudi.",
    ]


def test_json_gives_programs_the_same_stories(folder):
    lines = depeche("stories", folder, "--json", "--changes").stdout.splitlines()
    first, second = map(json.loads, lines)
    assert (first["count"], first["lead"]) == (2, f"{folder}/c.txt")
    assert first["paths"] == [f"{folder}/a.txt", f"{folder}/c.txt"]
    assert [change["kind"] for change in first["changes"][0]["changes"]] == ["changed", "new"]
    assert second == {"count": 1, "headline": "La récolte de prunes sera tardive", "lead": f"{folder}/b.txt", "paths": [f"{folder}/b.txt"]}  # fmt: skip


def test_what_cannot_be_read_is_reported_and_the_rest_is_grouped(folder):
    done = depeche("stories", folder / "a.txt", folder / "none.txt")
    assert done.returncode == 1
    assert done.stderr == f"depeche: {folder}/none.txt: no such file or folder\n"
    assert done.stdout.startswith("1\tUn pont")


def test_no_escape_of_a_wire_reaches_the_terminal(folder):
    (folder / "d.txt").write_text("Titre \x1b[31mrouge\tet tabulé\n\nUn texte\x07 court.\n")
    assert not set(depeche("stories", folder, "--changes").stdout) & {"\x1b", "\x07"}
