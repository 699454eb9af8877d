"""The workspace: which wire, and which of its sentences, is translated next."""

from dataclasses import replace

import pytest

from tests.tui.reader_pilot import make_brief
from tui.wire import Wire
from tui.workspace import Workspace


def brief(name="w.txt", *flags):
    return make_brief(
        [("heading", [("Titre", "Title")]), ("body", [("Un.", "One.", *flags), ("Deux.", "Two.")])], name=name
    )


@pytest.fixture
def desk():
    desk = Workspace()
    for number in range(3):
        article = brief().article
        bare = tuple(
            replace(part, sentences=tuple(replace(s, translation=None, flags=()) for s in part.sentences))
            for part in article.paragraphs
        )
        desk.add([Wire(number, f"{number}.txt", replace(article, paragraphs=bare))])
    return desk


def test_the_wire_on_the_screen_goes_first_then_the_one_under_way_then_the_others_in_order(desk):
    assert desk.next().number == 0
    desk.current = 2
    assert desk.next().number == 2
    desk.start(desk.wires[2])
    desk.finished(2, brief())
    desk.start(desk.wires[1])
    assert desk.next().number == 1
    desk.finished(1, brief())
    assert desk.next().number == 0


def test_a_pause_lasts_until_the_reader_goes_on(desk):
    desk.start(desk.next())
    desk.paused = True
    assert desk.interrupt("stopped").state == "stopped"
    assert desk.next() is None
    assert desk.go_on()
    assert desk.next().number == 0
    assert not desk.go_on()


def test_wires_that_wait_for_a_pack_are_tried_again_when_it_is_installed(desk):
    desk.no_pack(0, "fr-en", "", None)
    desk.no_pack(1, "fr-en", "", None)
    assert desk.next().number == 2
    assert [wire.number for wire in desk.pack_came()] == [0, 1]
    assert desk.next().number == 0


def test_of_a_finished_wire_only_what_lacked_a_pack_is_tried_again(desk):
    desk.finished(0, brief("w.txt", ("untranslated", "no pack for es")))
    assert desk.go_on()
    assert sorted(desk.wires[0].translated) == ["s1", "s3"]
    assert desk.next().number == 0


def test_the_headline_of_a_wire_not_yet_read_is_its_file_name_without_control_characters():
    assert Wire(0, "/wires/ev\x1b[31mil\u202e.pdf").headline == "ev[31mil.pdf"


def test_each_headline_is_given_once_or_again_after_a_cancellation(desk):
    for wire in desk.wires:
        wire.article = brief().article
    desk.current = 1
    first = desk.untitled(2)
    assert [wire.number for wire in first] == [1, 2]
    desk.translated(1, [desk.wires[1].head[0]])
    desk.start(desk.wires[0])
    assert [wire.number for wire in desk.untitled(9)] == [2]
