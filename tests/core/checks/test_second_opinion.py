"""Which sentences the models are asked about again, and with which packs."""

import math

import pytest
from random_pack import build_random_pack

from core.checks.second_opinion import Asked, SecondOpinion
from core.errors import PackMissing
from core.memory.store import Memory
from core.packs.store import PackStore
from core.settings import CheckSettings, Places, TranslationSettings
from core.translation import Translation, Translator

SURE = Asked("fr", "Le conseil a voté.", Translation("The council voted.", -0.05, "model"))
UNSURE = Asked("fr", "La pluie a coupé deux routes hier.", Translation("The rain cut off two roads.", -2.0, "model"))


@pytest.fixture
def packs(tmp_path) -> PackStore:
    """A home with a random pack each way."""
    for source, target, seed in (("fr", "en", 1), ("en", "fr", 2)):
        build_random_pack(tmp_path / "packs" / f"translate-{source}_{target}", source, target, "1.0", seed=seed)
    return PackStore(Places(tmp_path / "home", (tmp_path / "packs",)))


def opinions(packs: PackStore, mode="auto", find=None, memory=None) -> SecondOpinion:
    """Opinions of random models, which find everything unlikely."""
    settings = TranslationSettings(threads=1)
    translator = Translator(settings, packs.find)
    return SecondOpinion(settings, CheckSettings(mode), translator, find or packs.find, memory, sure=math.inf)


def nothing(source, target):
    return None


def test_a_doubtful_sentence_is_put_to_both_models_and_a_sure_one_to_none(packs):
    sure, unsure = opinions(packs).on([SURE, UNSURE])
    assert not sure.both
    assert unsure.both


def test_without_the_other_pack_the_translating_model_is_asked_alone(packs):
    [alone] = opinions(packs, find=nothing).on([UNSURE])
    [both] = opinions(packs).on([UNSURE])
    assert not alone.both
    assert alone.weak
    assert alone.log_odds != both.log_odds


def test_off_asks_no_model_and_on_demands_the_pack(packs):
    [found] = opinions(packs, "off").on([UNSURE])
    assert not found.weak
    with pytest.raises(PackMissing, match="packs install en-fr"):
        opinions(packs, "on", find=nothing).on([UNSURE])


def test_what_a_person_wrote_or_no_model_translated_has_no_opinion(packs):
    by_hand = Asked("fr", UNSURE.source, Translation("Rain cut roads.", None, "memory"))
    copied = Asked("fr", "AFP", Translation("AFP", None, "source"))
    assert opinions(packs).on([by_hand, copied]) == [None, None]


def test_an_opinion_does_not_depend_on_the_sentences_beside_it(packs):
    others = [Asked("fr", f"{UNSURE.source} {n * 'encore '}", UNSURE.made) for n in range(5)]
    [alone] = opinions(packs).on([UNSURE])
    assert opinions(packs).on([*others, UNSURE])[-1] == alone


def test_an_opinion_is_remembered_and_the_models_are_not_asked_again(packs, tmp_path):
    memory = Memory(tmp_path / "memory.db", warn=pytest.fail)
    first = opinions(packs, memory=memory).on([UNSURE])
    memory.close()
    memory = Memory(tmp_path / "memory.db", warn=pytest.fail)
    again = opinions(packs, memory=memory)
    again._scored = lambda language, pairs, cancelled: [pytest.fail("asked again") for _ in pairs]
    assert again.on([UNSURE]) == first
    memory.close()


def test_the_key_tells_the_packs_that_an_opinion_rests_on(packs):
    keys = {
        opinions(packs, mode, find).key({"fr"}) for mode, find in (("auto", None), ("auto", nothing), ("off", None))
    }
    assert len(keys) == 3
