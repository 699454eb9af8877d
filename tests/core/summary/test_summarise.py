"""A summary is sentences of the article, in its order, under a budget."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from core.article import Language
from core.brief import segment
from core.language import Detector, identify
from core.reading import read_text
from core.settings import SummarySettings
from core.summary import METHODS, summarise

WIRE = """Port : la grève est finie

Par Camille Ferrand

Les dockers du port ont voté jeudi la reprise du travail. L'accord prévoit une hausse des salaires de quatre pour cent.
Une prime sera versée en janvier. La direction chiffre les pertes du port à trente millions.

Un retard à rattraper

Des navires ont été détournés vers d'autres ports. Il faudra un mois pour vider les quais. Les dockers restent prudents.
"""


def article(text: str = WIRE, language: str = "fr"):
    return segment(identify(read_text(text.encode(), "wire.txt"), Detector(), language))


@pytest.mark.parametrize("method", METHODS)
def test_every_method_chooses_three_sentences_of_the_text_in_reading_order(method):
    wire = article()
    chosen = summarise(wire, SummarySettings(method)).sentences
    ids = [sentence.id for sentence in wire.sentences]
    assert len(chosen) == 3
    assert [ids.index(one) for one in chosen] == sorted(ids.index(one) for one in chosen)


@pytest.mark.parametrize("method", METHODS)
def test_no_method_chooses_a_headline_or_a_byline(method):
    wire = article()
    texts = {sentence.id: sentence.source for sentence in wire.sentences}
    chosen = {texts[one] for one in summarise(wire, SummarySettings(method, sentences=99)).sentences}
    assert not chosen & {"Port : la grève est finie", "Par Camille Ferrand", "Un retard à rattraper"}
    assert len(chosen) == 7


@pytest.mark.parametrize("method", METHODS)
def test_a_budget_of_words_is_kept_where_one_sentence_fits(method):
    wire = article()
    texts = {sentence.id: sentence.source for sentence in wire.sentences}
    chosen = summarise(wire, SummarySettings(method, words=25)).sentences
    assert 0 < sum(len(texts[one].split()) for one in chosen) <= 25


def test_a_ratio_is_a_share_of_the_sentences():
    assert len(summarise(article(), SummarySettings("lead", ratio=0.5)).sentences) == 4


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    ("text", "count"), [("Un seul titre", 1), ("Oui.", 1), ("Le texte. " * 8, 1), ("… – …\n\n12 345\n", 0)]
)
def test_a_poor_text_gets_a_sensible_answer_or_an_honest_empty_one(method, text, count):
    assert len(summarise(article(text), SummarySettings(method)).sentences) == count


def test_a_language_without_a_stemmer_is_summarised_all_the_same():
    wire = article("Ang pamahalaan ay nagpahayag. Ang mga tao ay nagdiwang sa lungsod. Wala nang iba.", "tl")
    assert wire.language == Language("tl", 1.0)
    assert len(summarise(wire, SummarySettings("lexrank", sentences=2)).sentences) == 2


def test_lexrank_ranks_as_sumy_does():
    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
    from sumy.summarizers.lex_rank import LexRankSummarizer

    from core.summary.lexrank import lexrank
    from core.summary.tokens import stemmer, words

    stem = stemmer("fr")
    for path in sorted((Path(__file__).parents[3] / "seeds").glob("*.txt")):
        texts = [sentence.source for sentence in article(path.read_text(encoding="utf-8")).sentences]
        tokenizer = SimpleNamespace(to_words=lambda text: words(text, "fr"))
        document = ObjectDocumentModel([Paragraph([Sentence(text, tokenizer) for text in texts])])
        rated = {}
        LexRankSummarizer(stem)(
            document, lambda infos, rated=rated: rated.update((i.order, i.rating) for i in infos) or []
        )
        ours = lexrank([[stem(word) for word in words(text, "fr")] for text in texts])
        assert ours == pytest.approx([rated[place] for place in range(len(texts))])
