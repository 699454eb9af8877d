"""Cutting a given text into a model's pieces."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.packs.metadata import SPACE, Vocabulary

WORDS = Vocabulary(frozenset(["▁the", "▁th", "▁", "em", "e", "m", "s", "▁cat", "t"]))


def test_the_longest_piece_goes_first():
    assert WORDS.cut("the cats") == ["▁the", "▁cat", "s"]
    assert WORDS.cut("them") == ["▁the", "m"]


def test_what_no_piece_spells_is_unknown_a_character_each():
    assert WORDS.cut("éé s") == ["▁", "<unk>", "<unk>", "▁", "s"]
    assert Vocabulary(frozenset()).cut("ab") == ["<unk>", "<unk>"]


@pytest.mark.parametrize(("letters", "pieces"), [(31, 1), (32, 33)])
def test_pieces_of_more_than_32_characters_are_not_looked_for(letters, pieces):
    word = "a" * letters
    assert len(Vocabulary(frozenset([SPACE + word, SPACE, "a"])).cut(word)) == pieces


@given(st.text(alphabet="thecmas \n"))
def test_the_pieces_spell_the_text_but_for_its_spaces(text):
    pieces = WORDS.cut(text)
    spelled = "".join("?" if piece == "<unk>" else piece.replace(SPACE, "") for piece in pieces)
    assert len(spelled) == len("".join(text.split()))


@pytest.mark.parametrize("name", ["shared_vocabulary.json", "target_vocabulary.json", "target_vocabulary.txt"])
def test_it_is_found_under_each_of_its_names(tmp_path, name):
    pieces = ["▁oui", "▁no", "n"]
    (tmp_path / name).write_text(json.dumps(pieces) if name.endswith("json") else "\n".join(pieces), encoding="utf-8")
    assert Vocabulary.load(tmp_path).cut("non") == ["▁no", "n"]


def test_a_model_without_one_says_so(tmp_path):
    with pytest.raises(OSError, match=str(tmp_path)):
        Vocabulary.load(tmp_path)
