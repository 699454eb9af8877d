"""What is stored in the memory comes out unchanged, and only for the same question."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import InputError
from core.memory import Cleared, PairCount, Remembered, TranslationUnit
from core.memory.store import Memory

FR_EN = ("fr", "en")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "home" / "memory.db"


@pytest.fixture
def warnings():
    return []


@pytest.fixture
def memory(path, warnings):
    with Memory(path, warn=warnings.append) as memory:
        yield memory
    assert warnings == []


def test_nothing_is_touched_before_something_is_remembered(path):
    with Memory(path) as memory:
        assert memory.look_up("base", FR_EN, ["Bonjour."]) == [None]
        assert memory.stats().model == 0
        assert list(memory.units(model=True)) == []
        assert memory.clear() == Cleared(0, 0)
    assert not path.parent.exists()


def test_what_a_model_made_is_found_again_to_the_last_bit_by_a_later_run(path, memory):
    expected = {
        "Bonjour.": Remembered("Hello.", -0.1 - 0.2, truncated=False),
        "Le chat dort": Remembered("The cat", -1e-300, truncated=True, extra={"align": [[0, 0], [1, 2.5]], "é": None}),
        "": Remembered("", float("-inf")),
        "Oui.": Remembered("Yes.", -0.0),
        "x" * 300_000: Remembered("y" * 300_000, 0.0),
    }
    memory.store("base", FR_EN, expected.items())
    sources = [*expected, "Inconnu.", "Bonjour."]
    with Memory(path) as later:
        # Compared as text, since −0.0 == 0.0.
        assert str(later.look_up("base", FR_EN, sources)) == str([*expected.values(), None, expected["Bonjour."]])


def test_a_memory_that_is_only_read_finds_what_others_stored_and_stores_nothing(path, memory):
    memory.store("base", FR_EN, [("Bonjour.", Remembered("Hello.", -0.1))])
    memory.keep_finding(b"key", "found")
    memory.close()
    before = memory.stats()
    with Memory(path, read_only=True) as reading:
        assert reading.look_up("base", FR_EN, ["Bonjour."]) == [Remembered("Hello.", -0.1)]
        reading.store("base", FR_EN, [("Bonsoir.", Remembered("Good evening.", -0.1))])
        reading.keep_finding(b"other", "found")
    assert (memory.stats().model, memory.finding(b"other"), memory.finding(b"key")) == (before.model, None, "found")


def test_it_is_found_only_for_the_same_base_and_the_very_same_text(memory):
    memory.store("pack-1/beam-2", FR_EN, [("Bonjour.", Remembered("Hello.", -0.1))])
    assert memory.look_up("pack-2/beam-2", FR_EN, ["Bonjour."]) == [None]
    assert memory.look_up("pack-1/beam-2", FR_EN, ["Bonjour. ", "bonjour.", "Bonjour"]) == [None] * 3


def test_the_first_answer_is_remembered(memory):
    memory.store("base", FR_EN, [("Bonjour.", Remembered("Hello.", -0.1))])
    memory.store("base", FR_EN, [("Bonjour.", Remembered("Good day.", -0.2))])
    assert memory.look_up("base", FR_EN, ["Bonjour."]) == [Remembered("Hello.", -0.1)]


def test_windows_larger_than_a_query_takes_are_answered_in_order(memory):
    memory.store("base", FR_EN, [(f"Phrase {n}.", Remembered(f"Sentence {n}.", -n / 7)) for n in range(3000)])
    found = memory.look_up("base", FR_EN, [f"Phrase {n}." for n in range(2999, -1, -1)])
    assert [item.translation for item in found] == [f"Sentence {n}." for n in range(2999, -1, -1)]


def test_what_cannot_be_kept_as_it_is_is_not_kept(memory):
    memory.store(
        "base",
        FR_EN,
        [("\udc80", Remembered("a", -1.0)), ("b", Remembered("\udc80", -1.0))],
    )
    assert memory.look_up("base", FR_EN, ["\udc80", "b"]) == [None] * 2


def test_a_person_goes_before_every_model_whatever_the_spaces_and_the_pack(memory):
    memory.store("base", FR_EN, [("Il est «\u202fparti\u202f».", Remembered("He is gone.", -0.1))])
    memory.correct(FR_EN, "Il est « parti ».", "He “left”.")
    assert memory.look_up("another", FR_EN, ["Il est «\u202fparti\u202f»."]) == [
        Remembered("He “left”.", origin="memory")
    ]
    assert memory.look_up("base", ("fr", "de"), ["Il est « parti »."]) == [None]


def test_a_correction_finds_its_sentence_composed_or_not(memory):
    memory.correct(FR_EN, "L'e\u0301te\u0301.", "Summer.")
    assert memory.look_up("base", FR_EN, ["L'été."])[0].translation == "Summer."


def test_a_correction_can_be_undone(memory):
    memory.store("base", FR_EN, [("Bonjour.", Remembered("Hello.", -0.1))])
    assert memory.correct(FR_EN, "Bonjour.", "Good day.") is None
    assert memory.correct(FR_EN, "Bonjour.", "Good morning.") == "Good day."
    # One that was chosen among the model's is told from one that was written.
    for alternative in (True, False, True):
        memory.correct(FR_EN, "Adieu.", "Farewell.", alternative=alternative)
        [known] = memory.look_up("base", FR_EN, ["Adieu."])
        assert bool(known.extra) is alternative
    memory.add([TranslationUnit(*FR_EN, "Adieu.", "Farewell.")])
    assert not memory.look_up("base", FR_EN, ["Adieu."])[0].extra
    memory.forget(FR_EN, "Adieu.")
    assert memory.forget(FR_EN, "Bonjour.") == "Good morning."
    assert memory.forget(FR_EN, "Bonjour.") is None
    assert memory.look_up("base", FR_EN, ["Bonjour."]) == [Remembered("Hello.", -0.1)]


@pytest.mark.parametrize(("source", "translation"), [("Bonjour.", " \n"), (" ", "Hello."), ("Bonjour.", "\x1b")])
def test_an_empty_correction_is_refused(memory, source, translation):
    with pytest.raises(InputError):
        memory.correct(FR_EN, source, translation)


def test_a_correction_holds_nothing_that_a_terminal_would_obey(memory):
    memory.correct(FR_EN, "Bonjour.", "Hel\x1b]0;x\x07lo\n\tworld.\x9b")
    assert memory.look_up("base", FR_EN, ["Bonjour."])[0].translation == "Hel]0;xlo world."


def test_the_memory_counts_its_sentences_and_can_be_cleared(memory, path):
    memory.store("base", FR_EN, [(f"{n}", Remembered(f"{n}", -0.1)) for n in range(500)])
    memory.store("base", ("es", "en"), [("Hola.", Remembered("Hello.", -0.1))])
    memory.correct(FR_EN, "Bonjour.", "Hello.")
    stats = memory.stats()
    assert (stats.model, stats.corrections) == (501, 1)
    assert stats.pairs == (PairCount("es", "en", 1, 0), PairCount("fr", "en", 500, 1))
    assert stats.size >= 20_000
    assert memory.clear() == Cleared(501, 0)
    assert memory.look_up("base", FR_EN, ["1", "Bonjour."])[1].translation == "Hello."
    assert memory.clear(corrections=True) == Cleared(0, 1)
    assert memory.stats().pairs == ()


def test_clearing_gives_the_space_back(path):
    with Memory(path) as memory:
        memory.store("base", FR_EN, [(f"{n} " * 50, Remembered("x" * 500, -0.1)) for n in range(2000)])
        full = memory.stats().size
        memory.clear()
        assert memory.stats().size < full / 10


def test_units_come_in_order_of_the_text_persons_first_and_no_sentence_twice(memory):
    for base, word in (("old", "Old"), ("new", "New")):
        memory.store(base, FR_EN, [(source, Remembered(f"{word} {source}", -0.1)) for source in ("b", "a", "c")])
    memory.correct(FR_EN, "c", "Hand c")
    memory.correct(("de", "en"), "z", "Hand z")
    by_hand = [TranslationUnit("de", "en", "z", "Hand z"), TranslationUnit("fr", "en", "c", "Hand c")]
    assert list(memory.units()) == by_hand
    assert list(memory.units(model=True)) == [
        *by_hand,
        TranslationUnit("fr", "en", "a", "New a", "model"),
        TranslationUnit("fr", "en", "b", "New b", "model"),
    ]


def test_threads_share_one_memory(memory):
    def work(number):
        for n in range(30):
            source = f"{number} {n}"
            memory.store("base", FR_EN, [(source, Remembered(source.upper(), -0.1))])
            if n == 15:
                memory.close()
            assert memory.look_up("base", FR_EN, [source])[0] is not None

    with ThreadPoolExecutor(6) as threads:
        list(threads.map(work, range(6)))
    memory.close()
    assert memory.stats().model == 180


@given(st.dictionaries(st.text(), st.tuples(st.text(), st.floats(allow_nan=False), st.booleans()), max_size=20))
def test_any_text_and_score_comes_back(tmp_path_factory, given_items):
    path = tmp_path_factory.mktemp("any") / "memory.db"
    items = {source: Remembered(*values) for source, values in given_items.items()}
    with Memory(path) as memory:
        memory.store("base", FR_EN, items.items())
        assert memory.look_up("base", FR_EN, [*items]) == [*items.values()]
