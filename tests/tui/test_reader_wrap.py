"""Text cut into lines of terminal cells."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

import tui.widgets as module
from tui.widgets import clip, fill, is_right_to_left, isolated, safe, wrap


def test_what_is_counted_as_one_cell_is_one_cell():
    narrow = [chr(code) for code in range(sys.maxunicode + 1) if module._NARROW.fullmatch(chr(code))]
    assert len(narrow) > 900
    assert all(cell_len(char) == 1 for char in narrow)


@given(st.text(), st.integers(2, 120))
def test_no_line_is_wider_than_the_column_and_no_letter_is_lost(text, width):
    lines = wrap(text, width)
    assert lines
    assert all(cell_len(line) <= width for line in lines)
    assert [char for line in lines for char in line if not char.isspace()] == [
        char for char in safe(text) if not char.isspace()
    ]


@given(st.text(st.sampled_from("aé €’日本。👍 \u00a0"), min_size=1), st.integers(1, 30))
def test_a_clipped_line_fits_and_a_filled_one_is_full(text, width):
    line = clip(text, width)
    assert cell_len(line) <= width
    assert cell_len(fill(line, width)) == width


def test_lines_break_at_spaces_but_never_before_a_french_colon_or_within_a_number():
    assert wrap("Les points en discussion sont les suivants :", 42) == [
        "Les points en discussion sont les",
        "suivants\u00a0:",
    ]
    assert wrap("une hausse de 1 200 euros", 16) == ["une hausse de", "1\u00a0200 euros"]
    assert wrap("reprise à 7 h 30 le n° 5", 12) == ["reprise à", "7\u00a0h\u00a030 le", "n°\u00a05"]
    assert wrap("il a dit « non » hier", 10) == ["il a dit", "«\u00a0non\u00a0»", "hier"]
    assert wrap("et « non », dit-il", 8) == ["et", "«\u00a0non\u00a0»,", "dit-il"]


def test_a_word_longer_than_the_line_is_broken():
    assert wrap("voir https://example.org/abcdef", 10) == ["voir", "https://ex", "ample.org/", "abcdef"]


def test_wide_characters_are_cut_between_any_two_but_not_before_a_full_stop():
    assert wrap("日本の首相は。", 10) == ["日本の首", "相は。"] or wrap("日本の首相は。", 10)[1][0] != "。"
    assert wrap("日本の首。", 8) == ["日本の", "首。"]


def test_no_control_character_remains_for_a_terminal():
    assert wrap("a\x1b[31mb\x07\u202ec\ud800d", 40) == ["a [31mb  c d"]


@pytest.mark.parametrize(
    ("text", "from_right"),
    [
        ("وصلت 3 سفن NATO في مايو", True),
        ("NATO: וועידה נפתחה בירושלים", True),
        ("פרטים באתר www.port.example/plans או press@port.example.", True),
        ("Le mot عنوان est arabe", False),
        ("3 mai", False),
        ("", False),
    ],
)
def test_the_majority_of_letters_decides_the_direction_of_a_line(text, from_right):
    assert is_right_to_left(text) is from_right
    assert isolated(text) == (f"\u2067{text}\u2069" if from_right else text)
    assert cell_len(isolated(text)) == cell_len(text)


def test_a_line_of_figures_alone_has_the_direction_of_its_text():
    assert isolated("18:30.", "הנמל ייפתח בשעה 18:30.") == "\u206718:30.\u2069"
    assert isolated("18:30.", "The port opens at 18:30.") == "18:30."
