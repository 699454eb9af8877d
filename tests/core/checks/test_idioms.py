"""Idioms that were rendered word for word, and words rendered by the wrong sense."""

import re
from collections import defaultdict

import pytest
from asking import details, flags
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import characters, from_regex

from core.checks.idioms_and_cues import Idiom, check_idioms, cue_pattern, cues, idiom_rows, unrendered_words
from core.checks.tokens import tokenize
from core.lang import profile_of
from tools.make_rules import Frequencies, keys_file, keys_of

_LETTERS = characters(max_codepoint=0xFF, include_characters="œŒ’«»“”")


def in_its_context(idiom: Idiom, phrase: str) -> str:
    """A source that has the phrase and, where the row asks for one, the first word of its context."""
    condition = re.search(r"(?:^|;)if ([^|;]+)", idiom.context)
    return f"Ici, {phrase.replace('*', '')}, hier{', ' + condition[1].replace('*', '') if condition else ''}."


def test_an_idiom_rendered_word_for_word_is_named_with_the_literal_word():
    missed = []
    for idiom in idiom_rows("fr"):
        word = idiom.literal.split("|")[0].replace("*", "")
        for phrase in idiom.phrases:
            source = in_its_context(idiom, phrase)
            found = check_idioms(tokenize(source, "fr"), tokenize(f"So there was {word} here yesterday.", "en"))
            missed += [] if any("the English has “" in flag.detail for flag in found) else [source]
    assert missed == []


def test_each_row_can_be_looked_up_and_none_is_silenced_by_its_own_meaning():
    rendered = [
        (i.phrase, w) for i in idiom_rows("fr") for w in i.literal.split("|") if i.is_rendered_in(w.replace("*", ""))
    ]
    assert rendered == []
    frequencies = Frequencies("fr")
    assert [i.phrase for i in idiom_rows("fr") if "" in keys_of(i.phrase, frequencies)] == []
    assert profile_of("fr").read("literal.keys.txt") == keys_file("fr"), "run tools/make_rules.py"


@pytest.mark.parametrize(
    ("phrase", "keys"),
    [
        ("(enseigne|enseignes) (de|d')", {"enseigne", "enseignes"}),
        ("(casser|cassé|casse) sa pipe", {"pipe"}),
        ("tromp* (dans|sur) l'heure", {"trom*"}),
    ],
)
def test_a_phrase_is_looked_up_by_the_rarest_words_that_no_match_lacks(phrase, keys):
    assert keys_of(phrase, Frequencies("fr")) == keys


@pytest.mark.parametrize("cue", cues("fr", "en"), ids=lambda cue: "|".join(cue.hints))
def test_no_match_of_a_cue_lacks_the_hints_that_are_searched_for_before_it(cue):
    @settings(max_examples=30, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck))
    @given(from_regex(cue_pattern(cue.source), alphabet=_LETTERS))
    def check(source):
        assert any(hint in source.lower() for hint in cue.hints)

    assert all(hint and hint == hint.lower() for hint in cue.hints)
    check()


def test_no_row_flags_without_condition_what_a_broader_row_leaves_out():
    twice, broader = [], defaultdict(list)
    for row in idiom_rows("fr"):
        for phrase in row.phrases if row.context else ():
            broader[phrase].append(row)
    for narrow in (row for row in idiom_rows("fr") if not row.context):
        for broad in broader[narrow.phrases[0]]:
            # « mise en cause de » has the words that the broader row excludes.
            left_out = broad.context.startswith("unless") and broad.holds(narrow.phrases[0] + " de")
            if not left_out or not set(narrow.phrases) <= set(broad.phrases):
                continue
            if any(narrow.literal_in(word.replace("*", "")) for word in broad.literal.split("|")):
                twice.append((narrow.phrase, broad.phrase))
    assert twice == []


@pytest.mark.parametrize(
    ("source", "english"),
    [
        ("La voiture est tombée à l'eau du haut du quai.", "The car fell into the water from the quay."),
        ("Les boulangers mettent la main à la pâte.", "Bakers get their hands in the dough."),
        ("Les agents lui ont demandé de vider son sac.", "Officers asked him to empty his bag."),
        ("David n'avait qu'une fronde et une pierre.", "David had only a slingshot and a stone."),
    ],
)
def test_things_that_are_meant_literally_are_not_flagged(source, english):
    assert list(check_idioms(tokenize(source, "fr"), tokenize(english, "en"))) == []


def test_a_failed_plan_that_fell_into_the_water_is_flagged():
    assert details("Le projet est tombé à l'eau.", "The project fell into the water.")


def test_an_idiom_rendered_by_its_meaning_is_not_flagged():
    wrongly = []
    for idiom in idiom_rows("fr"):
        source = in_its_context(idiom, min(idiom.phrases))
        english = f"Here, {idiom.meaning}, yesterday."
        wrongly += [idiom.phrase] * any(f"({idiom.meaning})" in flag.detail for flag in flags(source, english))
    assert wrongly == []


def test_the_scattered_words_of_an_idiom_are_no_idiom():
    assert flags("L'éponge est jetée dans l'eau.", "The sponge is thrown into the water.") == ()


def test_an_idiom_is_recognised_with_a_curly_apostrophe_and_a_capital():
    assert "sponge" in details("Jeter l’éponge, jamais.", "Throwing the sponge, never.")


@pytest.mark.parametrize(
    ("source", "wrong", "right"),
    [
        (
            "Les quais de la gare sont pleins.",
            "The wharves of the station are full.",
            "The station platforms are full.",
        ),
        ("Le parquet a fait appel.", "The parquet appealed.", "The prosecution appealed."),
        ("La relaxe du maire a surpris.", "The mayor's relaxation surprised.", "The mayor's acquittal was a surprise."),
        ("Il faut baisser le chômage technique.", "Technical unemployment must fall.", "Short-time work must fall."),
        ("Il a glissé son bulletin dans l'urne.", "He put his newsletter in the urn.", "He cast his ballot."),
        ("Elle est meurtrie par ces mots.", "She is murdered by these words.", "She is hurt by these words."),
        ("L'incendie a été circonscrit.", "The fire was confined.", "The fire was brought under control."),
        ("Le coureur est tombé sur la piste.", "The runner fell on the runway.", "The runner fell on the track."),
        ("Les voleurs ont semé la police.", "The thieves sowed the police.", "The thieves shook off the police."),
        ("Le navire a rallié le port de Toulon.", "The ship rallied Toulon.", "The ship reached Toulon."),
        ("Il déclare un forfait pour sa cuisse.", "He takes a package for his thigh.", "He is out through injury."),
        ("Le feu a été fixé.", "The fire was fixed.", "The fire was contained."),
        ("Le voisin n'y est pour rien.", "The neighbour is doing nothing.", "It is not the neighbour's fault."),
        ("La pluie tombera sur le relief.", "Rain will fall on the relief.", "Rain will fall on high ground."),
        (
            "Le salarié touche le smic.",
            "The employee touches the minimum wage.",
            "The employee earns the minimum wage.",
        ),
    ],
)
def test_a_word_rendered_by_the_wrong_sense_is_named(source, wrong, right):
    assert "the English has" in details(source, wrong)
    assert flags(source, right) == ()


@pytest.mark.parametrize(
    ("source", "english"),
    [
        ("Le navire reste à quai dans le port.", "The ship remains at the dock in the port."),
        ("Cette exploitation agricole a dix vaches.", "This farm has ten cows."),
        ("Le parquet en chêne du salon est ciré.", "The oak parquet of the living room is waxed."),
        ("L'avion a décollé et le vol a duré une heure.", "The plane took off and the flight lasted an hour."),
        ("Près de 4 500 foyers sont privés d'électricité.", "Nearly 4,500 homes are without electricity."),
        ("Il est resté résistant aux coups.", "He remained resistant to blows."),
        (
            "La capsule réussit sa rentrée dans l'atmosphère.",
            "The capsule succeeds in its re-entry into the atmosphere.",
        ),
        ("Le baron ignore la loi.", "The baron ignores the law."),  # « on ignore » is no part of « baron ignore »
    ],
)
def test_the_literal_sense_in_a_context_that_asks_for_it_is_right(source, english):
    assert flags(source, english) == ()


def test_a_word_of_several_senses_is_flagged_only_where_the_words_beside_it_tell_the_sense():
    english = "His dolphin waits."
    assert "heir apparent" in details("Le dauphin du président attend.", english)
    assert "heir apparent" not in details("Son dauphin attend, dans le bassin, et il nage.", english)


def test_where_the_right_rendering_is_there_too_the_literal_word_came_from_elsewhere():
    assert flags("Ce procès montre le chemin.", "This trial shows how the process goes.") == ()


def test_a_word_inside_an_idiom_that_is_named_is_not_named_again():
    found = flags(
        "Le marché aux actions, c'est un dossier pour la bourse.", "The deed market is a folder for the purse."
    )
    assert len(found) == 3
    assert len(flags("Un vol à main armée, dit la police.", "An armed flight, say the police.")) == 1


def test_a_word_that_two_idioms_share_is_named_once():
    source = "Le CAC 40 a clôturé en baisse, lesté par les valeurs du luxe."
    assert details(source, "The CAC 40 closed lower, with luxury values.").count("“values”") == 1


@pytest.mark.parametrize(
    ("source", "english", "meaning"),
    [
        ("Les habitants sont appelés à se confiner.", "Residents are called upon to confide.", "stay indoors"),
        ("Une trentaine d'engins des pompiers étaient là.", "Some 30 firefighters' aircraft were there.", "vehicle"),
        ("La mairie assure que tout va bien.", "The town hall ensures that all is well.", "insist"),
        ("Il a été retrouvé sain et sauf.", "He was found healthy and except.", "unharmed"),
        ("Le tirage des 32es de finale aura lieu lundi.", "The draw of the 32nd final is on Monday.", "round of 64"),
        ("Il faut aérer la chambre.", "The room must be aerial.", "ventilate"),
        ("Le pirate a volé les données des clients.", "The pirate stole the customers' data.", "hacker"),
        ("Une législative partielle aura lieu dimanche.", "A partial legislative vote is on Sunday.", "by-election"),
        (
            "Le tombeur du numéro un affronte un Belge en quart.",
            "The faller of the number one faces a Belgian.",
            "beat",
        ),
        ("Le match se joue sur les courts annexes.", "The match is on the short annexes.", "court"),
        ("Le livre, hors de prix, est lu.", "The book, out of price, is read.", "expensive"),
        ("L'accrochage du musée surprend.", "The clinging of the museum surprises.", "hanging"),
    ],
)
def test_senses_of_breaking_news_are_flagged(source, english, meaning):
    assert meaning in details(source, english)


@pytest.mark.parametrize(
    ("source", "english"),
    [
        ("Elle s'assure que la porte est fermée.", "She ensures that the door is shut."),
        ("Les pirates ont attaqué un cargo en mer.", "The pirates attacked a cargo ship at sea."),
        ("Deux engins aériens des pompiers ont décollé.", "Two firefighting aircraft took off."),
        ("Le pacte est resté lettre morte.", "The pact remained a dead letter."),
        ("Un accrochage a fait deux blessés.", "A skirmish left two injured."),
        ("L'atelier tourne au ralenti.", "The workshop is idling."),
        ("Il est interpellé par la police.", "He was questioned by police."),
        ("La firme fait l'objet d'une plainte.", "The firm is the object of a complaint."),
        ("Le rapport cite une lacune mineure et une majeure.", "The report names a minor gap and a major one."),
        ("Des plantes venues d'ailleurs s'installent.", "Plants from elsewhere are settling in."),
    ],
)
def test_the_same_words_in_their_plain_sense_are_not_flagged(source, english):
    assert list(check_idioms(tokenize(source, "fr"), tokenize(english, "en"))) == []


@pytest.mark.parametrize("literal", ["bearing with pain", "bearing with pains"])
def test_a_literal_rendering_is_found_in_the_plural_too(literal):
    idiom = Idiom("mal en patience", "pain|dress|ox", "wait patiently")
    assert idiom.literal_in(f"They were {literal} at the station.")
    assert not idiom.literal_in("The painter dresses oxs.")


@pytest.mark.parametrize(
    ("source", "english", "unrendered"),
    [
        ("Le coin est calme.", "The coin is calm.", ["coin"]),
        ("Le coin est calme.", "The area is calm.", []),
        ("Un engin a explosé.", "An engine exploded.", ["engin"]),
        ("Un engin a explosé.", "A machine exploded.", []),  # the meaning of only one of its rows
        ("Un dépistage est prévu.", "They will be screened.", []),
        ("Le coin est calme, dit M. Coin.", "The area is calm, says Mr Coin.", []),
        ("Hier, Marie Engin et M. Coin ont chanté.", "Marie Engin and Mr Coin sang yesterday.", []),
    ],
)
def test_a_word_counts_as_lost_only_if_none_of_its_meanings_is_there_and_it_is_no_name(source, english, unrendered):
    assert list(unrendered_words(tokenize(source, "fr"), tokenize(english, "en"))) == unrendered
