"""What we compute ourselves is what sumy's own classes compute, given the same words."""

import random
from importlib import import_module

import numpy as np
import pytest
from summary_wires import TEXTS, article
from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence

from core.summary import METHODS, textbook_rankers
from core.summary.keywords import stemmer, words
from core.summary.textbook_rankers import scores

OURS = {
    "lex_rank.LexRankSummarizer": textbook_rankers.lexrank,
    "text_rank.TextRankSummarizer": textbook_rankers.textrank,
    "reduction.ReductionSummarizer": textbook_rankers.reduction,
    "lsa.LsaSummarizer": textbook_rankers.lsa,
    "luhn.LuhnSummarizer": textbook_rankers.luhn,
    "sum_basic.SumBasicSummarizer": textbook_rankers.sumbasic,
}


def test_every_textbook_method_that_can_be_named_has_its_ranker():
    assert METHODS[2:] == tuple(textbook_rankers.RANKERS)


class Given:
    """A tokenizer that knows the words."""

    def __init__(self, stems):
        self.stems = tuple(stems)

    def to_words(self, text):
        return self.stems


def by_sumy(name: str, sentences) -> list[float]:
    module, _, kind = name.partition(".")
    summariser = getattr(import_module(f"sumy.summarizers.{module}"), kind)()
    found = [0.0] * len(sentences)

    def keep(infos):
        for info in infos:
            found[info.order] = float(info.rating)
        return infos

    document = [Sentence(str(place), Given(stems)) for place, stems in enumerate(sentences)]
    with np.errstate(all="ignore"):
        summariser(ObjectDocumentModel([Paragraph(document)]), keep)
    return found


def stems(text: str, language: str) -> list[tuple[str, ...]]:
    stem = stemmer(language)
    return [tuple(map(stem, words(sentence.source, language))) for sentence in article(text, language).sentences]


def chance(seed: int, sentences: int = 60) -> list[tuple[str, ...]]:
    """Words at random: some sentences empty, some of one word, words twice in one sentence."""
    draw = random.Random(seed)
    return [tuple(draw.choices("abcdefghijklmnopqrstuvw", k=draw.randrange(0, 9))) for _ in range(sentences)]


CASES = {name: stems(*arguments) for name, arguments in TEXTS.items()} | {
    f"chance {seed}": chance(seed) for seed in range(6)
}


@pytest.mark.filterwarnings("ignore:Number of words")
@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("name", OURS)
def test_every_sentence_has_the_score_that_sumy_gives_it(name, case):
    sentences = CASES[case]
    assert OURS[name](sentences) == pytest.approx(by_sumy(name, sentences), rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("case", TEXTS)
@pytest.mark.parametrize("name", OURS)
def test_the_best_three_are_those_that_sumy_puts_first(name, case):
    def best(rated):
        return sorted(range(len(rated)), key=lambda place: (-round(rated[place], 9), place))[:3]

    assert best(OURS[name](CASES[case])) == best(by_sumy(name, CASES[case]))


def test_sentences_without_a_common_word_are_taken_by_place():
    sentences = ["Le port ferme.", "Un train passe.", "Nul espoir demain."]
    for method in ("lexrank", "textrank", "lsa", "luhn", "sumbasic", "kl", "reduction"):
        rated = scores(method, sentences, "fr")
        assert min(range(3), key=lambda place: (-rated[place], place)) == 0


def test_two_sentences_that_lexrank_cannot_weigh_have_no_rank_at_all():
    assert all(np.isnan(textbook_rankers.lexrank([("a", "b"), ("c", "d")])))
    assert scores("lexrank", ["Le port ferme.", "Un train passe."], "fr") == [0.0, 0.0]
