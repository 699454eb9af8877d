"""Quality may not fall below its floors, and a figure that does is named."""

import json

import pytest

from benchmarks import floors, plot, summaries, truth
from benchmarks.__main__ import main
from benchmarks.groups import FLOORED, GROUPS, Material, figures
from core.settings import Places

MODEL_FREE = ("sentences", "languages", "pages", "checks", "summaries")
ON_A_QUIET_MACHINE = ("sumy", "speed")
"""Ratios of processor time, measured by .ci/run when the tests are over."""


def said_of(group, places):
    return floors.broken(dict(figures(group, GROUPS[group](Material(places)))), floors.load(), [group])


@pytest.mark.parametrize("group", MODEL_FREE)
def test_quality_is_not_below_its_floor(group, places):
    assert said_of(group, places) == []


@pytest.mark.model
@pytest.mark.parametrize("group", ["truth", "quality", "soundness"])
def test_translations_are_not_below_their_floor(group, real_home):
    assert said_of(group, Places(real_home)) == []


def test_every_floor_is_of_a_group_that_is_checked_and_is_not_beyond_what_was_measured():
    groups = {name.partition(".")[0] for name in floors.load()}
    assert groups == {*MODEL_FREE, *ON_A_QUIET_MACHINE, "truth", "quality", "soundness"} == set(FLOORED)
    for name, floor in floors.load().items():
        assert (floor.least is None) != (floor.most is None), name
        assert floor.holds(floor.measured), name


@pytest.fixture
def raised(tmp_path):
    """The baseline with a floor that no splitter reaches, and one of a figure that nobody measures."""
    table = json.loads(floors.BASELINE.read_text(encoding="utf-8"))
    table["floors"]["sentences.f1"]["least"] = 1.01
    table["floors"]["sentences.charm"] = {"least": 1, "measured": 1}
    path = tmp_path / "raised.json"
    path.write_text(json.dumps(table), encoding="utf-8")
    return path


def test_a_figure_below_its_floor_fails_and_is_named(raised, capsys):
    assert main(["--check", "--only", "sentences"]) == 0
    assert main(["--check", "--only", "sentences", "--baseline", str(raised)]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert lines == [
        "below its floor: sentences.f1: 1, and must be >= 1.01 (it was 1)",
        "below its floor: sentences.charm: was not measured, and must be >= 1",
    ]


def test_a_judged_set_may_have_a_row_for_each_error(tmp_path, capsys, places):
    path = tmp_path / "read.jsonl"
    errors = (("a", 1, {}), ("a", 3, {"en": "dolphin", "fr": "dauphin"}), ("b", 0, {}))
    lines = (json.dumps({"id": key, "src": f"{key}?", "mt": key, "sev": sev} | more) for key, sev, more in errors)
    path.write_text("\n".join(lines), encoding="utf-8")
    worst, right = truth.rows(path)
    assert (worst.source, worst.severity, worst.wrong, worst.origin) == ("a?", 3, ("dolphin",), ("dauphin",))
    assert right.severity == 0
    assert main(["--only", "truth", str(path)]) == 0
    assert "truth not measured: there is no fr-en pack" in capsys.readouterr().out


def test_a_group_that_there_is_not_is_named(capsys):
    with pytest.raises(SystemExit):
        main(["--only", "charm"])
    assert "no group charm; there are sentences" in capsys.readouterr().err


def test_what_cannot_be_measured_here_is_said_and_its_floor_does_not_hold(capsys, places):
    assert main(["--check", "--only", "quality"]) == 1
    out, err = capsys.readouterr()
    assert "quality not measured: there is no fr-en pack: run depeche packs install fr-en" in out
    assert "quality.bleu: was not measured" in err


def test_the_floors_are_not_those_of_other_sets(capsys, tmp_path):
    with pytest.raises(SystemExit):
        main(["--check", "--paragraphs", str(tmp_path / "x.txt")])
    assert "leave out --check, or the other sets" in capsys.readouterr().err


def test_a_set_of_ones_own_is_measured_instead(tmp_path, capsys):
    path = tmp_path / "paragraphs.txt"
    path.write_text("Un chat dort.\nIl rêve.\n\nM.\nDupont arrive.\n", encoding="utf-8")
    assert main(["--only", "sentences", "--paragraphs", str(path), "--out", str(tmp_path / "out")]) == 0
    written = json.loads((tmp_path / "out" / "figures.json").read_text(encoding="utf-8"))
    assert written["figures"]["sentences"]["faultless"] == 0.5
    assert "| sentences.recall | 0.5 |" in (tmp_path / "out" / "figures.md").read_text(encoding="utf-8")


def test_the_plots_show_every_row_and_are_the_same_each_time():
    wires = list(summaries.read_own("all", "fr"))[:3]
    rows = [summaries.measure(method, wires, 35) for method in ("news", "lsa")]
    drawn = summaries.plot(rows)
    assert drawn == summaries.plot(rows)
    assert all(f">{row['method']}</text>" in drawn for row in rows)
    assert drawn.count("<circle") == 3 * len(rows)
    assert ">LEAD</text>" in drawn
    bars = plot.bars("Words & more", [("a<b", 2.0), ("c", 1.0)])
    assert "a&lt;b" in bars
    assert 'width="400.0"' in bars
    assert 'width="200.0"' in bars


def test_rouge_counts_words_with_their_accents():
    assert summaries.tokens("L'été dernier") == ["l", "été", "dernier"]
    assert summaries.rouge("le chat dort", "le chat dort") == (100.0, 100.0, 100.0)
    assert summaries.rouge("le chat", "un chien") == (0.0, 0.0, 0.0)
