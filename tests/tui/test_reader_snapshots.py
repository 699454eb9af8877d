"""How the reader looks, as pictures of finished wires made by hand, without a model."""

import pytest

from tests.tui.sample_briefs import desk


@pytest.mark.parametrize("size", [(160, 48), (120, 36), (100, 24)])
def test_a_finished_wire_beside_its_summary(snap_compare, open_reader, no_packs, size):
    assert snap_compare(open_reader([], no_packs), terminal_size=size, run_before=desk("j", "j", "j"))


def test_each_translation_below_its_source(snap_compare, open_reader, no_packs):
    assert snap_compare(open_reader([], no_packs), terminal_size=(120, 36), run_before=desk("v", "n"))


def test_a_finished_wire_by_day(snap_compare, open_reader, no_packs):
    before = desk("j", "j", "j", theme="depeche-light")
    assert snap_compare(open_reader([], no_packs), terminal_size=(160, 48), run_before=before)


@pytest.mark.parametrize("tab", ["1", "2", "3", "4"])
def test_the_four_tabs_of_a_narrow_window(snap_compare, open_reader, no_packs, tab):
    before = desk("3", "j", "j", "j", tab)
    assert snap_compare(open_reader([], no_packs), terminal_size=(80, 24), run_before=before)


def test_a_wire_that_cannot_be_read(snap_compare, open_reader, no_packs):
    assert snap_compare(open_reader([], no_packs), terminal_size=(120, 36), run_before=desk("J", "J"))


@pytest.mark.parametrize("size", [(80, 24), (160, 48)])
def test_nothing_open(snap_compare, open_reader, no_packs, size):
    assert snap_compare(open_reader([], no_packs), terminal_size=size)


@pytest.mark.parametrize("size", [(80, 24), (160, 48)])
def test_the_help(snap_compare, open_reader, no_packs, size):
    assert snap_compare(open_reader([], no_packs), terminal_size=size, run_before=desk("question_mark"))
