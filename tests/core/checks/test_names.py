"""Names come through, transliterated or translated; addresses come through letter by letter."""

import pytest
from asking import details, flags, kinds

from core.checks import check
from core.translation.alignment import AlignedWord, Alignment, Link


@pytest.mark.parametrize(
    ("source", "english"),
    [
        ("Il est parti pour Moscou avec Tchekhov.", "He left for Moscow with Chekhov."),
        ("Le procès a lieu à Téhéran.", "The trial is taking place in Tehran."),
        ("Le chef de l'Union européenne est venu.", "The head of the European Union came."),
        ("Le président des États-Unis est venu.", "The president of the United States came."),
        ("La reine a quitté le Royaume-Uni.", "The queen left the UK."),
        ("Selon l'ONU et l'OTAN, c'est fini.", "According to the UN and NATO, it is over."),
        ("Il est né en Allemagne.", "He was born in Germany."),
        ("Les citoyens de l'État sont venus.", "The citizens of the state came."),
        ("Les Jeux olympiques de Pékin.", "The Beijing Olympic Games."),
        ("« Nous irons à Londres », dit-il.", "“We will go to London,” he said."),
        ("Une décision de la Cour suprême.", "A decision of the Supreme Court."),
        ("Au temps de Charlemagne, au VIIIe siècle.", "In the time of Charlemagne, in the 8th century."),
    ],
)
def test_a_name_may_be_written_or_translated_as_english_does(source, english):
    assert flags(source, english) == ()


@pytest.mark.parametrize(
    ("source", "english"),
    [
        ("Il a rencontré Dupont à la mairie.", "He met him at the town hall."),
        ("Selon M. Lacombe, le tunnel est sûr.", "According to him, the tunnel is safe."),
        ("Le festival de Glastonbury est annulé.", "The festival is cancelled."),
        ("Il a vu Marie Delorme à Paris.", "He saw Marie in Paris."),
    ],
)
def test_a_name_that_is_lost_is_flagged(source, english):
    assert kinds(source, english) == {"name"}


def test_the_reader_is_told_which_name():
    assert details("Il a rencontré Dupont hier.", "He met him yesterday.") == "Dupont in the source; not in the English"


def test_with_an_alignment_a_name_counts_as_kept_where_a_word_came_from_it():
    source, english = "Il lave le sol à l'eau de Javel.", "He washes the floor with bleach."
    place, word = source.index("Javel"), english.index("bleach")
    kept = Alignment((AlignedWord(word, word + 6, (Link(place, place + 5, 0.8),)),))
    ask = {"score": None, "truncated": False}
    assert [flag.kind for flag in check(source, english, "fr", "en", **ask)] == ["name"]
    assert check(source, english, "fr", "en", **ask, alignment=kept) == ()


def test_with_an_alignment_another_capital_does_not_excuse_a_lost_name():
    source, english = "Le ministre rencontrera Karimov.", "The minister will meet the Council."
    lost = Alignment((AlignedWord(4, 12, (Link(3, 11, 0.9),)),))
    assert [flag.kind for flag in check(source, english, "fr", "en", score=None, truncated=False, alignment=lost)] == [
        "name"
    ]


@pytest.mark.parametrize(
    ("source", "english", "kind"),
    [
        ("Écrivez à redaction@journal-local.fr.", "Write to editorial@journal-local.fr.", "name"),
        ("Voir www.exemple.fr pour plus.", "See www.example.fr for more.", "name"),
        ("Voir https://www.exemple.fr/a?id=12 ici.", "See https://www.exemple.fr/a?id=13 here.", "number"),
        ("Le compte @elysee a publié un message.", "The account @elysée posted a message.", "name"),
        ("Le mot-clé #Grève2023 domine.", "The hashtag #Strike2023 dominates.", "number"),
    ],
)
def test_an_address_that_changed_is_flagged(source, english, kind):
    assert kinds(source, english) == {kind}


def test_an_address_that_came_through_is_not_flagged():
    assert flags("Voir https://www.exemple.fr/a?id=12.", "See https://www.exemple.fr/a?id=12.") == ()
