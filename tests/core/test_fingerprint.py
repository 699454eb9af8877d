"""No stage gives something else under the number it had: what was remembered under it would be taken for current."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from core import fingerprint

SCRIPT = Path(__file__).with_name("stage_outputs.py")
RECORD = json.loads(SCRIPT.with_suffix(".json").read_text("utf-8"))
STAGES = ("READING", "SEGMENTATION", "PREPROCESSING", "DECODING", "POSTPROCESSING", "CHECKS", "SUMMARY")


@pytest.fixture(scope="module")
def now() -> dict:
    """What the stages give now, found by a process of its own: no other test's settings are in it."""
    code = "import json, runpy; print(json.dumps(runpy.run_path(__import__('sys').argv[1])['digests']()))"
    root = SCRIPT.parents[2]
    command = [sys.executable, "-c", f"import sys; sys.path[:0] = [{str(root)!r}]; {code}", str(SCRIPT)]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


@pytest.mark.parametrize("stage", STAGES)
def test_an_output_that_changes_changes_the_number_of_its_stage(now, stage):
    if now[stage]["digest"] != RECORD[stage]["digest"]:
        assert now[stage]["number"] > RECORD[stage]["number"], (
            f"{stage} gives something else: raise it in core/fingerprint.py, then run python {SCRIPT.name}"
        )
    assert now[stage] == RECORD[stage], f"run python {SCRIPT.name} to record what {stage} gives now"


def test_what_is_asked_of_the_fingerprint_differs_with_every_stage_it_names(monkeypatch):
    def asked():
        return (
            fingerprint.of_translation("e", None),
            fingerprint.of_analysis("x"),
            fingerprint.of_brief([], [("fr", "d")]),
        )

    before = asked()
    uses = {stage: set() for stage in STAGES}
    for stage in STAGES:
        with monkeypatch.context() as changed:
            changed.setattr(fingerprint, stage, 10_000)
            uses[stage] = {at for at, (old, new) in enumerate(zip(before, asked(), strict=True)) if old != new}
    translation, analysis, brief = 0, 1, 2
    for stage in ("PREPROCESSING", "DECODING", "POSTPROCESSING"):
        assert uses[stage] == {translation, brief}
    for stage in ("CHECKS", "SUMMARY"):
        assert uses[stage] == {analysis, brief}
    for stage in ("READING", "SEGMENTATION"):
        assert uses[stage] == {brief}
