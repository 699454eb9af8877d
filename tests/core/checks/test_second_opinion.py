"""Which sentences get a second opinion, and from which packs."""

import math

import pytest
from random_pack import build_random_pack

from core.checks.second_opinion import SecondOpinion, TranslatedSentence
from core.errors import PackMissing
from core.memory.store import Memory
from core.packs.store import PackStore
from core.settings import CheckSettings, Places, TranslationSettings
from core.translation import Translation, Translator
from core.translation.engines import Engine, TokenScores
from core.translation.engines.ctranslate2 import CTranslate2Engine

SURE = TranslatedSentence("fr", "Le conseil a voté.", Translation("The council voted.", -0.05, "model"))
UNSURE = TranslatedSentence(
    "fr", "La pluie a coupé deux routes hier.", Translation("The rain cut off two roads.", -2.0, "model")
)


@pytest.fixture
def packs(tmp_path) -> PackStore:
    """A home with a random pack each way."""
    for source, target, seed in (("fr", "en", 1), ("en", "fr", 2)):
        build_random_pack(tmp_path / "packs" / f"translate-{source}_{target}", source, target, "1.0", seed=seed)
    return PackStore(Places(tmp_path / "home", (tmp_path / "packs",)))


def opinions(packs: PackStore, mode="auto", find=None, memory=None, target="en") -> SecondOpinion:
    """Opinions of random models, which find everything unlikely."""
    settings = TranslationSettings(threads=1, target=target)
    translator = Translator(settings, packs.find)
    return SecondOpinion(settings, CheckSettings(mode), translator, find or packs.find, memory, plain=math.inf)


def nothing(source, target):
    return None


def test_a_doubtful_sentence_is_put_to_both_models_and_a_sure_one_to_none(packs):
    sure, unsure = opinions(packs).estimates([SURE, UNSURE])
    assert not sure.weak
    assert unsure.weak
    assert unsure.faint


def test_the_models_are_asked_only_below_a_score(packs):
    surer, less_sure = (
        TranslatedSentence("fr", UNSURE.source, Translation(UNSURE.translation.text, score, "model"))
        for score in (-0.55, -0.65)
    )
    first, second = opinions(packs).estimates([surer, less_sure])
    assert not first.weak
    assert second.weak


@pytest.mark.parametrize(
    ("source", "translation"),
    [("LA PLUIE A COUPÉ LES ROUTES", "RAIN HAS CUT ROADS"), ("Pluie | route coupée | 12", "Rain | cut road | 12")],
)
def test_headlines_in_capitals_and_rows_of_tables_are_not_put_to_the_models(packs, source, translation):
    judged = TranslatedSentence("fr", source, Translation(translation, -2.0, "model"))
    [found] = opinions(packs).estimates([judged])
    assert (found.weak, found.faint) == ((), ())


def test_only_translations_into_english_are_put_to_the_models(packs):
    judged = TranslatedSentence("en", UNSURE.translation.text, Translation(UNSURE.source, -2.0, "model"))
    [found] = opinions(packs, target="fr").estimates([judged])
    assert not found.weak


def test_without_the_other_pack_the_translating_model_is_asked_alone(packs):
    [alone] = opinions(packs, find=nothing).estimates([UNSURE])
    [both] = opinions(packs).estimates([UNSURE])
    assert alone.weak == both.weak
    assert not alone.faint
    assert both.faint


def test_off_asks_no_model_and_on_demands_the_pack(packs):
    [found] = opinions(packs, "off").estimates([UNSURE])
    assert not found.weak
    with pytest.raises(PackMissing, match="packs install en-fr"):
        opinions(packs, "on", find=nothing).estimates([UNSURE])


def test_text_by_a_person_or_without_a_translation_gets_no_opinion(packs):
    by_hand = TranslatedSentence("fr", UNSURE.source, Translation("Rain cut roads.", None, "memory"))
    copied = TranslatedSentence("fr", "AFP", Translation("AFP", None, "source"))
    assert opinions(packs).estimates([by_hand, copied]) == [None, None]


def test_a_translation_without_a_score_has_no_opinion_where_the_translating_model_gives_scores(packs):
    unscored = TranslatedSentence("fr", UNSURE.source, Translation(UNSURE.translation.text, None, "model"))
    assert opinions(packs).estimates([unscored]) == [None]


def test_an_opinion_does_not_depend_on_the_sentences_beside_it(packs):
    others = [TranslatedSentence("fr", f"{UNSURE.source} {n * 'encore '}", UNSURE.translation) for n in range(5)]
    [alone] = opinions(packs).estimates([UNSURE])
    assert opinions(packs).estimates([*others, UNSURE])[-1] == alone


def test_an_opinion_is_remembered_and_the_models_are_not_asked_again(packs, tmp_path, monkeypatch):
    memory = Memory(tmp_path / "memory.db", warn=pytest.fail)
    first = opinions(packs, memory=memory).estimates([UNSURE])
    memory.close()
    memory = Memory(tmp_path / "memory.db", warn=pytest.fail)
    monkeypatch.setattr(CTranslate2Engine, "score", lambda *_: pytest.fail("asked again"))
    assert opinions(packs, memory=memory).estimates([UNSURE]) == first
    memory.close()


def test_the_key_names_the_packs_that_an_opinion_rests_on(packs):
    keys = {
        opinions(packs, mode, find).key({"fr"}) for mode, find in (("auto", None), ("auto", nothing), ("off", None))
    }
    assert len(keys) == 3


class Scored(Engine):
    """An engine that finds some words of its target unlikely: each where none of its counterparts is in the source."""

    pair = ("fr", "en")
    name = digest = "scored"

    def __init__(self, **unlikely: tuple[float, str]) -> None:
        self._unlikely = unlikely

    def open_session(self, *, eager=0):
        raise NotImplementedError

    def score(self, pairs, cancelled, cutter=None):
        return [self._scored(source, target.strip(".").split()) for source, target in pairs]

    def _scored(self, source: str, words: list[str]) -> TokenScores:
        found = [self._unlikely.get(word, (-0.1, "")) for word in words]
        scores = [-0.1 if counterpart and counterpart in source else score for score, counterpart in found]
        return TokenScores(tuple(f"▁{word}" for word in words), scores)


PREFECT = "Le préfet a critiqué la circulaire devant les maires."
SWEPT = Translation("The prefect swept the circular before the mayors.", -2.0, "model")
CRITICISED = Translation("The prefect criticised the circular before the mayors.", -2.1, "model")


def settled(packs, *others: Translation):
    """The result for a translation without « critiqué », where the model has other hypotheses."""
    opinion = opinions(packs)
    opinion._forward_engine = lambda _: Scored(swept=(-5.5, ""), criticised=(-4.5, ""), circular=(-4.5, ""))
    opinion._reverse_engine = lambda _: Scored(critiqué=(-15.0, "criticised"))
    opinion._translator.hypotheses = lambda language, text, count: [SWEPT, *others]
    [(chosen, doubt)] = opinion.best_translations([TranslatedSentence("fr", PREFECT, SWEPT)])
    return chosen, doubt


def test_a_translation_that_lost_a_word_is_replaced_by_a_hypothesis_that_did_not(packs):
    chosen, doubt = settled(packs, CRITICISED)
    assert chosen == CRITICISED
    assert not doubt.without_trace


def test_a_translation_stays_with_its_flag_where_no_hypothesis_is_better(packs):
    lost_too = Translation("The prefect swept a circular before the mayors.", -2.1, "model")
    chosen, doubt = settled(packs, lost_too)
    assert chosen == SWEPT
    assert doubt.without_trace == ("critiqué",)


def test_sentences_of_every_origin_may_come_together_and_each_has_its_own_opinion(packs):
    by_hand = TranslatedSentence("fr", UNSURE.source, Translation("Rain cut roads.", None, "memory"))
    unscored = TranslatedSentence("fr", UNSURE.source, Translation("Rain cut two roads.", None, "model"))
    [alone] = opinions(packs).estimates([UNSURE])
    [sure] = opinions(packs).estimates([SURE])
    assert opinions(packs).estimates([by_hand, unscored, SURE, UNSURE]) == [None, None, sure, alone]


def test_a_sentence_that_the_models_cannot_score_leaves_the_others_their_opinions(packs, tmp_path):
    class TooLong(Scored):
        def score(self, pairs, cancelled, cutter=None):
            found = super().score(pairs, cancelled, cutter)
            return [
                None if source.startswith("Trop") else score for (source, _), score in zip(pairs, found, strict=True)
            ]

    opinion = opinions(packs, memory=Memory(tmp_path / "memory.db", warn=pytest.fail))
    opinion._forward_engine = lambda _: TooLong(swept=(-5.5, ""))
    opinion._reverse_engine = lambda _: None
    too_long = TranslatedSentence("fr", "Trop long.", Translation("Too long.", -2.0, "model"))
    first, second = opinion.estimates([too_long, TranslatedSentence("fr", PREFECT, SWEPT)])
    assert not first.weak
    assert second.weak == ("swept",)
    opinion._memory.close()


def test_a_better_hypothesis_may_stand_after_one_that_is_no_better(packs):
    lost_too = Translation("The prefect swept a circular before the mayors.", -2.1, "model")
    chosen, _ = settled(packs, lost_too, CRITICISED)
    assert chosen == CRITICISED


@pytest.mark.parametrize("side", [0, 1], ids=["source", "target"])
def test_a_hypothesis_that_the_models_cannot_score_is_skipped(packs, monkeypatch, side):
    too_long = Translation("The prefect criticised the whole circular before the mayors.", -2.1, "model")
    score = Scored.score

    def score_shorter(engine, pairs, cancelled, cutter=None):
        found = score(engine, pairs, cancelled, cutter)
        return [None if pair[side] == too_long.text else scored for pair, scored in zip(pairs, found, strict=True)]

    monkeypatch.setattr(Scored, "score", score_shorter)
    chosen, _ = settled(packs, too_long, CRITICISED)
    assert chosen == CRITICISED


def test_a_hypothesis_that_was_cut_short_is_not_taken(packs):
    cut = Translation(CRITICISED.text, -2.1, "model", truncated=True)
    chosen, _ = settled(packs, cut)
    assert chosen == SWEPT
