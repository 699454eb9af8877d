"""What changed between two versions, sentence for sentence."""

import wires
from wires import article

from core.stories import Change, changes


def told(old: str, new: str) -> list[Change]:
    return changes(article(old), article(new))


def test_nothing_changed_between_a_wire_and_itself():
    assert told(wires.FERRY, wires.FERRY) == []
    assert told(wires.FERRY, wires.capitals(wires.FERRY)) == []


def test_a_corrected_figure_is_one_changed_sentence():
    [change] = told(wires.FERRY, wires.FERRY.replace("61 voix", "64 voix"))
    assert change.kind == "changed"
    assert "61 voix" in change.old
    assert "64 voix" in change.new
    assert [pair for pair in change.words() if pair[0] != pair[1]] == [("61", "64")]


def test_paragraphs_added_are_new_sentences_in_their_order():
    found = told(wires.QUARRY, wires.update(wires.QUARRY))
    assert {change.kind for change in found} == {"new"}
    assert found[0].new.startswith("Les secours ont quitté")
    assert found[-1].new.startswith("L'opposition régionale")


def test_a_cut_ending_is_reported_as_removed():
    old = wires.OBSERVATORY
    found = told(old, old.rsplit("\n\n", 1)[0])
    assert [change.kind for change in found] == ["gone", "gone"]
    assert found[0].old.startswith("D'autres observatoires")


def test_a_sentence_that_moved_has_not_changed():
    head, first, second, third = wires.FERRY.split("\n\n")
    assert told(wires.FERRY, f"{head}\n\n{first}\n\n{third}\n\n{second}") == []


def test_a_sentence_replaced_by_another_is_one_removed_and_one_new():
    new = wires.FERRY.replace("La première traversée partira mercredi à 7 h 30.", "Le préfet salue un texte équilibré.")
    assert [change.kind for change in told(wires.FERRY, new)] == ["new", "gone"]


def test_changed_sentences_keep_their_order_among_new_and_removed_ones():
    old = "Titre\n\nLe pont ferme lundi matin. Il pleut beaucoup. Le maire promet dix navettes par jour."
    new = "Titre\n\nLe pont ferme mardi matin. Le maire promet douze navettes par jour. Les écoles restent ouvertes."
    assert [change.kind for change in told(old, new)] == ["changed", "gone", "changed", "new"]


def test_a_text_of_one_sentence_many_times_takes_no_quadratic_time():
    many = "Il pleut.\n\n" * 3_000
    assert told(many, many + "Il neige aujourd'hui.") == []
