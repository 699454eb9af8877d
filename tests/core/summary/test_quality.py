"""Summaries of our own wires stay as good as they were: a change that makes them worse is seen here."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[3]))

from benchmarks import summaries


@pytest.fixture(scope="module", params=["fr", "en"])
def measured(request):
    wires = list(summaries.read_own("all", request.param))
    assert len(wires) == 10
    return {method: summaries.measure(method, wires, 35) for method in ("news", "lead", "lsa", "sumbasic")}


def test_the_default_is_not_below_the_lead_of_its_own_length(measured):
    assert min(measured["news"]["lead"]["mean"]) >= -0.5
    assert measured["news"]["rouge"]["mean"][0] > 59


def test_the_default_is_above_textbook_methods(measured):
    for method in ("lsa", "sumbasic"):
        assert measured["news"]["rouge"]["mean"][0] > measured[method]["rouge"]["mean"][0]


def test_the_plot_shows_every_method_and_where_the_lead_is(measured):
    drawn = summaries.plot(list(measured.values()), "own")
    assert all(f">{method}</text>" in drawn for method in measured)
    assert drawn.count("<circle") == 3 * len(measured)
    assert ">LEAD</text>" in drawn


def test_rouge_counts_words_with_their_accents():
    assert summaries.tokens("L'été dernier") == ["l", "été", "dernier"]
    assert summaries.rouge("le chat dort", "le chat dort") == (100.0, 100.0, 100.0)
    assert summaries.rouge("le chat", "un chien") == (0.0, 0.0, 0.0)
