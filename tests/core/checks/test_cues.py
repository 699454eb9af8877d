"""Who said it, and whose crowns they are."""

import pytest
from asking import details, flags


@pytest.mark.parametrize("source", ["Selon les voisins, il a fui.", "D’après les voisins, il a fui."])
def test_an_attribution_that_is_lost_is_flagged(source):
    assert "left no trace in the translation" in details(source, "The neighbours fled.")


@pytest.mark.parametrize(
    "english", ["According to neighbours, he fled.", "He fled, neighbours said.", "As his neighbours tell it, he fled."]
)
def test_an_attribution_may_be_worded_in_many_ways(english):
    assert flags("Selon les voisins, il a fui.", english) == ()


@pytest.mark.parametrize(
    ("source", "english", "flagged"),
    [
        ("Le billet coûte 90 couronnes à Brno.", "The ticket costs 90 kronor in Brno.", True),
        ("Le billet coûte 90 couronnes à Malmö.", "The ticket costs 90 kronor in Malmö.", False),
        ("Le billet coûte 90 couronnes danoises.", "The ticket costs 90 Danish kroner.", False),
        ("Le billet coûte 90 couronnes danoises.", "The ticket costs 90 Danish kronor.", True),
        ("Le billet coûte 90 couronnes à Brno.", "The ticket costs 90 crowns in Brno.", False),
    ],
)
def test_crowns_are_those_of_the_country_that_is_named(source, english, flagged):
    assert ("kron" in details(source, english)) == flagged
