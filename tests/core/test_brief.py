"""The whole line on the real model: the seed wire becomes the brief that the contract describes."""

import json
import os
from pathlib import Path

import pytest

from core.brief import Brief, Briefer
from core.errors import PackMissing
from core.export import to_json
from core.packs.store import PackStore
from core.reading import discover
from core.settings import Places, Settings, TranslationSettings

SEEDS = Path(__file__).parents[2] / "seeds"
pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def briefer(real_home) -> Briefer:
    places = Places(real_home)

    def provide(source, target):
        pack = PackStore(places).find(source, target)
        if pack is None:
            raise PackMissing(f"{source}-{target}", "not installed")
        return pack

    return Briefer(Settings(places, translation=TranslationSettings()), provide)


@pytest.fixture(scope="module")
def briefs(briefer) -> dict[str, Brief]:
    articles = [article for found in discover([str(SEEDS)]) for article in found.articles()]
    return {os.path.basename(brief.article.source.path): brief for brief in briefer.briefs(articles)}


@pytest.fixture(scope="module")
def seed(briefs) -> dict:
    return json.loads(to_json(briefs["kremlin-poutine-raissi.txt"]))


def sentences(brief: dict) -> list[dict]:
    return [sentence for paragraph in brief["paragraphs"] for sentence in paragraph["sentences"]]


def test_the_seed_is_french_and_surely_so(seed):
    assert seed["language"]["code"] == "fr"
    assert seed["language"]["confidence"] >= 0.99


def test_the_brief_speaks_of_putin_the_kremlin_tehran_and_astana(seed):
    english = " ".join(sentence["translation"] for sentence in sentences(seed))
    assert all(name in english for name in ("Putin", "Kremlin", "Tehran", "Astana"))


def test_every_sentence_is_translated_by_the_model(seed):
    assert all(sentence["translation"] and sentence["origin"] == "model" for sentence in sentences(seed))


def test_the_headline_and_the_byline_are_known_and_neither_is_summarised(seed):
    kinds = [paragraph["kind"] for paragraph in seed["paragraphs"]]
    assert kinds[0] == "heading"
    assert kinds[-1] == "byline"
    assert seed["source"]["byline"] == "Arab Observer"
    outer = {sentence["id"] for place in (0, -1) for sentence in seed["paragraphs"][place]["sentences"]}
    assert len(seed["summary"]["sentences"]) == 3
    assert not outer & set(seed["summary"]["sentences"])


def test_the_spans_hold_and_only_white_space_lies_between_them(briefs):
    for brief in briefs.values():
        values = json.loads(to_json(brief))
        covered = list(values["text"])
        for sentence in sentences(values):
            assert values["text"][sentence["start"] : sentence["end"]] == sentence["source"]
            covered[sentence["start"] : sentence["end"]] = " " * len(sentence["source"])
        assert not "".join(covered).strip()


def test_a_wire_makes_the_same_bytes_alone_and_among_others(briefer, briefs):
    path = SEEDS / "kremlin-poutine-raissi.txt"
    [alone] = discover([str(path)])
    assert to_json(briefer.brief(next(alone.articles()))) == to_json(briefs[path.name])


def test_an_english_wire_passes_through_unchanged(briefs):
    english = briefs["harbour-ferry-in-english.txt"]
    assert english.article.language.code == "en"
    assert all(s.translation == s.source and s.origin == "source" for s in english.article.sentences)


def test_a_wire_without_a_pack_is_shown_as_it_is_and_every_sentence_says_so(briefs):
    spanish = briefs["puerto-sequia-en-espanol.txt"].article
    assert spanish.language.code == "es"
    assert all(s.translation == s.source and s.flags[0].kind == "untranslated" for s in spanish.sentences)


def test_foreign_quotations_in_a_french_wire_keep_their_language(briefs):
    summit = briefs["sommet-citations-en-langues.txt"].article
    assert [paragraph.language for paragraph in summit.paragraphs] == ["fr", "fr", "fr", "en", "fr", "es", "fr"]


def test_a_hard_wrapped_wire_comes_out_in_whole_paragraphs(briefs):
    agency = briefs["agence-inondations-72-colonnes.txt"].article
    assert "\n" not in agency.text.replace("\n\n", "")
    assert [paragraph.kind for paragraph in agency.paragraphs][:2] == ["heading", "body"]


@pytest.mark.parametrize(
    ("name", "code", "count"),
    [
        ("mina-qamh-bil-arabiyya.txt", "ar", 8),
        ("led-rybaki-po-russki.txt", "ru", 9),
        ("chashan-tielu-zhongwen.txt", "zh", 9),
        ("hafen-kran-auf-deutsch.txt", "de", 9),
    ],
)
def test_a_wire_in_another_language_is_reported_and_cut(briefs, name, code, count):
    article = briefs[name].article
    assert article.language.code == code
    assert len(article.sentences) == count
