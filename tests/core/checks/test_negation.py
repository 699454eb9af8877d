"""A negation on one side only turns a sentence into its contrary."""

import pytest
from asking import details, flags, kinds

KEPT = [
    ("Il est libre sans qu'aucune charge ne soit retenue.", "He is free without any charges being brought."),
    ("Il est parti sans que personne ne le voie.", "He left without anyone seeing him."),
    ("Il ne viendra pas.", "He will not come."),
    ("Il n'a jamais voté.", "He has never voted."),
    ("Personne n'est venu.", "Nobody came."),
    ("Il n'y a aucun blessé.", "There are no injuries."),
    ("Aucune victime n'a été signalée.", "No casualties were reported."),
    ("Personne ne veut partir", "No One Wants to Leave"),
    ("Aucun pays n'est épargné.", "All countries are affected."),
    ("Personne n'ignore la crise.", "Everyone knows of the crisis."),
    ("Cette personne ne cesse de crier.", "This person keeps shouting."),
    ("Il n'a rien dit.", "He didn't say anything."),
    ("Il n'est ni riche ni célèbre.", "He is neither rich nor famous."),
    ("Il ne peut venir.", "He cannot come."),
    ("Il n'a que deux enfants.", "He has only two children."),
    ("Il ne reste plus qu'à attendre.", "All that remains is to wait."),
    ("Il est parti sans payer.", "He left without paying."),
    ("Il n'a pas réussi à entrer.", "He failed to get in."),
    ("Ce n'est pas utile.", "It is useless."),
    ("Ce n'est pas possible.", "It is impossible."),
    ("C'est impossible.", "It is not possible."),
    ("Avant qu'il ne parte, il a mangé.", "Before he left, he ate."),
    ("Il ne répond pas, ne parle pas, ne mange pas.", "He does not answer, speak or eat."),
    ("Quoi qu'il arrive, il viendra.", "No matter what happens, he will come."),
    ("Il est on ne peut plus content.", "He is extremely happy."),
    ("Il n'en est pas moins venu.", "He came all the same."),
    ("Elle n'en est donc pas moins venue.", "So she came all the same."),
    ("Il n'a pas cessé de pleuvoir.", "It kept raining."),
    ("Il n'y a plus guère que lui.", "He is the last one there."),
    ("Le n° 5 est parti.", "No. 5 has left."),
    ("Il n'a pas dit un mot.", "He hardly said a word."),
    ("Il ne viendra pas avant midi.", "He will hardly come until noon."),
    ("Il ne dort pas et ne mange pas.", "He hardly sleeps and barely eats."),
    ("Il ne dort pas et ne mange pas.", "He sleeps little and fails to eat."),
    ("Elle déconseille cette banque pour la mission.", "She does not recommend this bank for the mission."),
    ("Le film ne laisse guère de place au rire.", "The film leaves little room for laughter."),
    ("Le bac n'a guère de passagers.", "The ferry has few passengers."),
    ("Il n'a pas encore voté.", "He has yet to vote."),
    ("Il ne vient pas sans payer.", "He never comes without paying."),
    ("Il ne voulait pas partir sans payer.", "He did not want to leave without paying."),
]


@pytest.mark.parametrize(("source", "english"), KEPT)
def test_a_negation_may_be_put_as_english_does(source, english):
    assert flags(source, english) == ()


LOST = [
    ("Il n'a pas encore voté.", "He voted yet again, then spoke to her."),
    ("Il ne viendra pas.", "He will come."),
    ("Aucune victime n'a été signalée.", "There were victims."),
    ("Aucun ministre ne viendra.", "The minister will come."),
    ("Rien n'est fait.", "Everything is done."),
    ("Le bac n'a guère de passagers.", "The ferry has many passengers."),
    ("Il n'a jamais voté cette loi.", "He voted this law."),
    ("Les fabuleuses richesses n'y sont plus.", "The fabulous riches are there."),
    ("Il n'a pas dit que c'était fini.", "He said that it was over."),
    ("Il ne viendra pas et ne paiera pas.", "He will not come and will pay."),
]


@pytest.mark.parametrize(("source", "english"), LOST)
def test_a_lost_negation_is_flagged(source, english):
    assert kinds(source, english) == {"negation"}


def test_a_negation_is_read_with_either_apostrophe():
    expected = "« n’ … pas » in the source; no negation in the translation"
    assert details("L’usine n’ouvrira pas.", "The plant will open.") == expected
    assert details("L'usine n'ouvrira pas.", "The plant will open.") == expected


@pytest.mark.parametrize("english", ["He will not come on time.", "He won't come on time.", "He never comes on time."])
def test_an_invented_negation_is_flagged(english):
    assert kinds("Il viendra à l'heure.", english) == {"negation"}


def test_a_negation_that_the_source_has_once_is_not_said_twice():
    assert kinds("Il n'est pas venu.", "He has not come, never.") == {"negation"}
    assert kinds("Il n'a jamais voté.", "He has never voted and will not vote.") == {"negation"}
    assert kinds("Il vient sans payer.", "He comes without paying and not today.") == {"negation"}
    assert kinds("Il nie avoir menti.", "He denies that he did not lie.") == {"negation"}


def test_a_noun_that_is_denied_is_an_invented_negation():
    assert kinds("Il y a une trêve.", "There is no truce.") == {"negation"}
    assert kinds("Une trêve a été conclue.", "No truce was made.") == {"negation"}


def test_the_reader_is_shown_the_last_english_negation():
    flagged = details("Il viendra.", "He will not come, and never stays.")
    assert flagged == "the translation has “never”; no negation in the source"


def test_the_reader_is_shown_the_french_negation():
    assert details("Il ne vote pas.", "He votes.") == "« ne … pas » in the source; no negation in the translation"
    flagged = details("Il ne dort pas et ne mange jamais.", "He does not sleep, and eats.")
    assert flagged == "« ne … jamais » in the source; fewer negations in the translation"
    assert details("Il n'a pas voté.", "He voted.") == "« n’ … pas » in the source; no negation in the translation"


@pytest.mark.parametrize("source", ["C'est ce que personne n'ignore.", "Nul n’ignorait le danger."])
def test_two_denials_that_say_that_all_know_are_doubted_where_one_is_lost(source):
    assert kinds(source, "That is what nobody knows.") == {"negation"}
    assert kinds(source, "Everybody knows of it.") == set()


@pytest.mark.parametrize(
    ("source", "english"),
    [
        ("« C'est faux », tranche la préfète.", "“That is not true,” says the prefect."),
        ("Le pont a été bâti très vite.", "The bridge was built in no time."),
        ("La réponse ne tardera pas à venir.", "The answer will come soon."),
        ("Il a tort sur ce point.", "He is not right on this."),
        ("Je vote plus depuis dix ans.", "I have not voted for ten years."),
        ("On peut plus garder ce pays.", "This country can no longer be kept."),
        ("On a plus les moyens.", "We can no longer afford it."),
        ('La banderole "No surrender" a été retirée.', 'The banner "No surrender" was taken down.'),
        ("Il fredonne « Not today » sur scène.", "He hums “Not today” on stage."),
    ],
)
def test_a_denial_by_a_word_or_in_quoted_english_is_no_added_negation(source, english):
    assert flags(source, english) == ()


def test_an_english_contraction_that_is_quoted_denies_nothing():
    assert flags("Il a dit « I don't care » aux journalistes.", 'He said "I don\'t care" to the journalists.') == ()
    assert flags("Pas étonnant que les gens ne votent plus.", "No wonder people don't vote anymore.") == ()
    assert flags("Perso, je m'en tape.", "Personally, I don't care.") == ()
