"""The README's pictures and its recording: made by the program, small, and fetching and running nothing."""

import re
from pathlib import Path

import pytest
from lxml import etree

from tools.make_pictures import recording

ROOT = Path(__file__).parents[1]
PICTURES = sorted((ROOT / "docs" / "pictures").glob("*.svg"))
ELEMENT = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.stem)
def test_a_picture_is_well_formed_small_and_alone(path):
    text = path.read_text(encoding="utf-8")
    root = etree.fromstring(text.encode())
    assert root.tag == f"{ELEMENT}svg"
    assert not root.findall(f".//{ELEMENT}script")
    assert not re.search(r"url\(\s*[\"']?http|href=|@import", text)
    assert len(text.encode()) < 1_000_000


def test_the_readme_shows_all_of_them():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert {path.name for path in PICTURES} == set(re.findall(r"docs/pictures/([\w.]+)\)", readme))


def test_the_pictures_show_translated_wires():
    for path in PICTURES:
        shown = path.read_text(encoding="utf-8").replace("&#160;", " ")
        assert "not translated yet" not in shown
        assert "no pack fr→en" not in shown
        assert "sentences" in shown
        assert ("in doubt" in shown) is (path.stem != "reader")


def test_each_frame_of_a_recording_is_seen_in_its_turn():
    frame = '<svg class="rich-terminal" viewBox="0 0 9 9" xmlns="http://www.w3.org/2000/svg"><style>.{0} {{ fill: red }}</style><defs/><defs></defs><g clip-path="url(#{0})">{0}</g></svg>'  # fmt: skip
    drawing = recording([(1.0, frame.format("one")), (3.0, frame.format("two"))])
    root = etree.fromstring(drawing.encode())
    assert ["".join(group.itertext()) for group in root.findall(f"{ELEMENT}g")] == ["one", "two"]
    assert "clip-path" not in drawing
    assert ".one { fill: red }" in drawing
    assert "animation: 4.0s step-end infinite" in drawing
    assert "@keyframes k1 { 0% { visibility: hidden } 25.000% { visibility: visible } 100.000% { visibility: hidden } }" in drawing  # fmt: skip
    assert "prefers-reduced-motion" in drawing
