"""Languages to packs: direct or through English, remembered, corrected, and with the user's terms."""

import pytest
from pace import loops
from random_pack import build_random_pack

from core.errors import PackMissing, UsageError
from core.memory.store import Memory
from core.packs.store import PackStore
from core.settings import Places, TranslationSettings
from core.translation import Missing, Route, Translator
from core.translation.engines import split_long
from core.translation.engines.ctranslate2 import CTranslate2Engine
from core.translation.preprocessing import prepare

TEXTS = ["El consejo votó ayer el presupuesto.", "La lluvia cortó dos rutas.", "Nada más por ahora."]


@pytest.fixture
def packs(tmp_path) -> PackStore:
    """A home with two random packs: es → en and en → fr."""
    for source, target, seed in (("es", "en", 1), ("en", "fr", 3)):
        build_random_pack(tmp_path / "packs" / f"translate-{source}_{target}", source, target, "1.0", seed=seed)
    return PackStore(Places(tmp_path / "home", (tmp_path / "packs",)))


@pytest.fixture
def memory(tmp_path):
    memory = Memory(tmp_path / "memory.db", warn=pytest.fail)
    yield memory
    memory.close()


def translator(packs: PackStore, memory: Memory | None = None, **settings) -> Translator:
    def provide(source, target):
        if (pack := packs.find(source, target)) is None:
            raise PackMissing(f"{source}-{target}", "not installed")
        return pack

    return Translator(TranslationSettings(**settings), provide, memory)


def spanish(translator: Translator):
    return list(translator.translate(("es", text) for text in TEXTS))


def test_a_language_without_a_direct_pack_goes_through_english_and_says_so(packs):
    line = translator(packs, target="fr")
    route = line.route("es")
    assert isinstance(route, Route)
    assert route.pivot == "en"
    assert route.pack == "translate-es_en + translate-en_fr"
    english = [result.text for result in spanish(translator(packs))]
    second = [result.text for result in translator(packs, target="fr").translate(("en", text) for text in english)]
    assert [result.text for result in spanish(line)] == second


def test_other_hypotheses_of_a_row_are_made_of_what_the_first_language_became(packs):
    line = translator(packs, target="fr")
    row = "El consejo | 3 150 | votó ayer"
    _, last = line.route("es").hops
    texts_given = []
    last.hypotheses = lambda text, count: texts_given.append(text) or []
    line.hypotheses("es", row, 3)
    [english] = translator(packs).translate([("es", row)])
    assert english.text.split(" | ")[1] == "3 150"
    assert texts_given == [prepare(english.text, "en", "fr").text]


def test_a_direct_pack_has_no_pivot(packs):
    route = translator(packs).route("es")
    assert isinstance(route, Route)
    assert route.pivot is None


def test_a_route_with_one_missing_pack_is_missing_altogether(packs):
    missing = translator(packs, target="de").route("es")
    assert isinstance(missing, Missing)
    assert missing.reason.what == "en-de"


def test_the_second_time_nothing_is_translated_and_no_model_is_loaded(packs, memory):
    first = spanish(translator(packs, memory))
    again = translator(packs, memory)
    assert spanish(again) == first
    assert not again.route("es").hops[0].loaded


def test_another_beam_is_another_translation(packs, memory):
    spanish(translator(packs, memory, beam=1))
    assert memory.stats().model == len(TEXTS)
    spanish(translator(packs, memory, beam=2))
    assert memory.stats().model == 2 * len(TEXTS)


def test_what_a_person_corrected_wins_over_the_model(packs, memory):
    memory.correct(("es", "en"), TEXTS[1], "The rain cut two roads.")
    result = spanish(translator(packs, memory))[1]
    assert (result.text, result.origin) == ("The rain cut two roads.", "memory")


def test_a_term_of_the_glossary_is_in_the_translation_or_the_sentence_says_so(packs, tmp_path):
    terms = tmp_path / "terms.csv"
    terms.write_text("presupuesto,spending plan\n", encoding="utf-8")
    result = spanish(translator(packs, glossary=terms))[0]
    assert "spending plan" in result.text.lower() or any("spending plan" in doubt.detail for doubt in result.doubts)


def test_a_missing_glossary_is_wrong_usage(packs, tmp_path):
    with pytest.raises(UsageError, match="glossary"):
        translator(packs, glossary=tmp_path / "none.csv")


def test_a_long_sentence_is_translated_whole_or_says_where_not(packs):
    [result] = translator(packs).translate([("es", "consejo " * 2000 + ".")])
    assert result.text
    assert result.score is not None


def test_endless_nonsense_is_cut_to_what_a_model_accepts(packs):
    dumped = f"--{'x' * 69}y " * 40
    parts = [*split_long(f"El consejo {dumped}votó.", len, 200)]
    assert " ".join(parts).split() == f"El consejo {dumped}votó.".split()
    assert max(map(len, parts)) <= 200
    # One word of 120 letters may have more pieces than a model of bytes takes.
    marks = [*split_long("ﷺ" * 120, lambda part: 18 * len(part), 256)]
    assert "".join(marks) == "ﷺ" * 120
    assert max(map(len, marks)) <= 14
    [result] = translator(packs).translate([("es", dumped * 3)])
    assert result.text


@pytest.mark.model
def test_a_long_loop_ends_before_the_model_runs_out_of_positions(real_home):
    engine = CTranslate2Engine(PackStore(Places(real_home)).find("fr", "en"), beam=1, workers=1)
    pieces = engine.chunks("« a " * 500)[0]
    assert len(pieces) > 200
    assert engine.read(engine.submit([pieces])[0].result(), pieces).text


def test_a_run_of_spaces_without_end_is_split_in_linear_time():
    text = "le conseil" + " " * 40_000 + "a voté – hier" + "\u00a0" * 40_000 + "soir"
    # With the square of their number it would take thousands of them.
    assert loops(lambda: [*split_long(text, len, 20)], tries=1) < 30
    assert [*split_long(text, len, 20)] == ["le conseil a voté –", "hier soir"]
