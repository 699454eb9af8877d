"""Rules and watches: words of either language with AND, OR and NOT, and what is wrong with them in one line."""

import pytest

from core.condition_words import MatchFinder
from core.conditions import Condition, Rule, Wording, acts, read_rules, read_watches

WIRE = Wording(
    source="La réforme des retraites, adoptée mardi.\n\nLe Premier ministre n’a pas cédé, dit-il à l’Élysée.",
    translation="The pension reform, adopted on Tuesday.\n\nThe Prime Minister did not give in.",
    outlet="Le Phare de l’Ouest",
    language="fr",
    day="2026-03-03",
)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("réforme", True),
        ("REFORME", True),
        ("reform", True),
        ("retrait", False),
        ("retrait*", True),
        ("pension retraites", True),
        ("pension AND budget", False),
        ("budget OR pension", True),
        ("budget OR pension AND Tuesday", True),
        ("(budget OR pension) AND Wednesday", False),
        ("NOT budget", True),
        ("pension NOT Tuesday", False),
        ("pension -Tuesday", False),
        ("NOT (budget OR pension)", False),
        ('"prime minister"', True),
        ('"minister prime"', False),
        ("« premier ministre »", True),
        ("“Pension reform”", True),
        ("«réforme des retraites»", True),
        ("elysee", True),
        ("l'Élysée", True),
        ('"reform adopted"', True),
        ('"mardi le"', False),
        ("and", False),
        ("premier-ministre", True),
    ],
)
def test_words_are_found_in_either_language_without_case_and_accents(words, found):
    assert Condition(words).admits(WIRE) is found


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"words": "réforme", "side": "source"}, True),
        ({"words": "pension", "side": "source"}, False),
        ({"words": "pension", "side": "translation"}, True),
        ({"words": "retraites NOT pension", "side": "source"}, True),
        ({"outlet": "phare"}, True),
        ({"outlet": "quai"}, False),
        ({"outlet": "phare", "words": "budget"}, False),
        ({"language": "fr"}, True),
        ({"language": "de"}, False),
        ({"day": "2026-03-03"}, True),
        ({"day": "2026-03"}, True),
        ({"day": "2025"}, False),
    ],
)
def test_a_condition_may_name_side_outlet_language_and_day(values, found):
    assert Condition(**values).admits(WIRE) is found


def test_words_of_both_languages_may_stand_in_one_condition_but_no_phrase_runs_from_one_into_the_other():
    assert Condition("retraites AND pension").admits(WIRE)
    assert not Condition('"élysée the"').admits(WIRE)


def test_a_wire_gets_what_all_rules_say():
    rules = [
        Rule("star", Condition("réforme")),
        Rule("mark", Condition(outlet="phare")),
        Rule("mute", Condition("tennis")),
    ]
    assert acts(rules, WIRE) == {"star", "mark"}


def test_rules_are_read_as_the_file_has_them():
    problems: list[str] = []
    tables = [
        {"do": "mute", "words": 'horoscope OR "jeux concours"', "in": "source"},
        {"do": "star", "outlet": "Phare", "language": "fr"},
    ]
    assert read_rules(tables, problems) == (
        Rule("mute", Condition('horoscope OR "jeux concours"', "source")),
        Rule("star", Condition(outlet="Phare", language="fr")),
    )
    assert problems == []


@pytest.mark.parametrize(
    ("table", "problem"),
    [
        ({"words": "x"}, "rules 2: do = nothing is not allowed; give mute, star or mark"),
        ({"do": "delete", "words": "x"}, "rules 2: do = 'delete' is not allowed; give mute, star or mark"),
        ({"do": "mute"}, "rules 2: it would hold for every wire; give words, outlet, byline, language or day"),
        (
            {"do": "mute", "in": "source"},
            "rules 2: it would hold for every wire; give words, outlet, byline, language or day",
        ),
        ({"do": "mute", "word": "x"}, "rules 2: there is no word; there are words, in, outlet, byline, language, day"),
        ({"do": "mute", "words": ["x"]}, "rules 2: words = ['x'] is not allowed; give a text in quotes"),
        ({"do": "mute", "words": " "}, "rules 2: words = ' ' is not allowed; give a text in quotes"),
        (
            {"do": "mute", "words": "x", "in": "title"},
            "rules 2: in = 'title' is not allowed; give source, translation or both",
        ),
        (
            {"do": "mute", "day": "mardi"},
            "rules 2: day = 'mardi' is not allowed; give one such as 2026-03-02 or 2026-03",
        ),
        ({"do": "mute", "words": "(x"}, "rules 2: words: a bracket opens that is never closed"),
        ({"do": "mute", "words": "x)"}, "rules 2: words: a bracket closes that was not opened"),
        ({"do": "mute", "words": "x OR"}, "rules 2: words: a word is missing at their end"),
        ({"do": "mute", "words": "OR x"}, "rules 2: words: a word is missing before OR"),
        ({"do": "mute", "words": "x AND OR y"}, "rules 2: words: a word is missing before OR"),
        ({"do": "mute", "words": "NOT"}, "rules 2: words: a word is missing at their end"),
        ({"do": "mute", "words": "()"}, "rules 2: words: a word is missing before )"),
        ({"do": "mute", "words": 'x "y'}, "rules 2: words: a quotation mark opens that is never closed"),
        ({"do": "mute", "words": "***"}, "rules 2: words: '***' has no letter or figure"),
        ({"do": "mute", "words": "(" * 99 + "x" + ")" * 99}, "rules 2: words: its brackets are nested too deep"),
        ({"do": "mute", "words": "NOT " * 99 + "x"}, "rules 2: words: its brackets are nested too deep"),
        ({"do": "mute", "words": "x" * 3000}, "rules 2: words: they are longer than 2,000 characters"),
    ],
)
def test_a_rule_that_is_wrong_is_left_out_with_one_line(table, problem):
    problems: list[str] = []
    sound = {"do": "star", "words": "paix"}
    assert read_rules([sound, table], problems) == (Rule("star", Condition("paix")),)
    assert problems == [problem]


@pytest.mark.parametrize("tables", [{"do": "mute"}, "mute", ["mute"], 3])
def test_rules_that_are_no_tables_say_how_to_write_them(tables):
    problems: list[str] = []
    assert read_rules(tables, problems) == ()
    assert problems == ["rules: is no list of tables; begin each with [[rules]]"]


def test_watches_have_names_of_their_own():
    problems: list[str] = []
    tables = [
        {"name": "Sahel", "words": "Mali OR Niger"},
        {"words": "paix"},
        {"name": "sahel", "words": "Tchad"},
        {"name": "Vide"},
    ]
    [watch] = read_watches(tables, problems)
    assert (watch.name, watch.condition) == ("Sahel", Condition("Mali OR Niger"))
    assert problems == [
        "watches 2: it has no name; write: name = 'Sahel'",
        "watches 3: another watch is called sahel too; give it another name",
        "watches 4: it would hold for every wire; give words, outlet, byline, language or day",
    ]


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("Moscou", "Talks open in Moscow."),
        ("moscow", "Les pourparlers s'ouvrent à Moscou."),
        ('"États-Unis"', "The United States answered."),
        ('"United States"', "Les Etats-Unis ont répondu."),
        ("OMS", "The WHO warned on Monday."),
        ("WHO", "L'OMS a prévenu lundi."),
        ('"la Haye"', "Judges at The Hague ruled."),
    ],
)
def test_a_name_is_found_in_its_french_and_its_english_form(words, text):
    assert Condition(words).admits(Wording("Titre", text))
    assert Condition(words).admits(Wording(text))


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("OMS", "He who laughs last."),
        ("WHO", "The man who came."),
        ("ONU", "Un pont sur la rivière."),
        ("ONU", "UN PONT SUR LA RIVIÈRE"),
        ("Nice", "Le nicois."),
        ("Londres", "Londonderry"),
    ],
)
def test_initials_are_no_words_and_a_name_is_whole(words, text):
    assert not Condition(words).admits(Wording(text))


@pytest.mark.parametrize(
    ("words", "text", "lit"),
    [
        ("greve", "La Grève, la grève et les grévistes.", ["Grève", "grève"]),
        ("grev*", "La Grève et les grévistes.", ["Grève", "grévistes"]),
        ('"accord de paix"', "Un accord\u00a0de paix, des accords.", ["accord\u00a0de paix"]),
        ('"accord de pa*"', "Un accord de paix.", ["accord de paix"]),
        ("Moscou OR Kyiv", "From Moscow to Kyiv.", ["Moscow", "Kyiv"]),
        ("paix NOT guerre", "La guerre et la paix.", ["paix"]),
        ("paix AND NOT (guerre OR (trêve AND pont)) eau", "Guerre, trêve, pont, paix, eau.", ["paix", "eau"]),
        ("-guerre paix", "La guerre et la paix.", ["paix"]),
        ("OMS", "He who works for the WHO.", ["WHO"]),
        ("", "La paix.", []),
    ],
)
def test_what_a_condition_asks_for_is_found_where_it_stands(words, text, lit):
    assert [text[start:end] for start, end in MatchFinder([words]).spans(text)] == lit


def test_looking_for_words_in_a_long_text_takes_time_in_proportion_to_it():
    lights = MatchFinder(["a " * 900, "paix"])
    text = "a b " * 20_000 + "paix"
    assert lights.spans(text)[-1] == (80_000, 80_004)
