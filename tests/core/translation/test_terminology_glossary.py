"""A glossary term of the source is in the target, or the sentence is flagged."""

import pytest

from core.errors import UsageError
from core.translation.terminology import Term
from core.translation.terminology.glossary import Glossary

WORDS = {
    "le conseil municipal": "the municipal council",
    "conseil": "council",
    "échevin": "alderman",
    "Le Monde": "The World",
}


def write(tmp_path, text: str, name: str = "terms.csv"):
    path = tmp_path / name
    path.write_bytes(text.encode())
    return path


def render(text: str) -> str:
    """Translate as a model that knows a few words, and copies the others."""
    for french, english in WORDS.items():
        text = text.replace(french, english)
    return text


@pytest.mark.parametrize(
    "text",
    [
        "conseil municipal,city council\n",
        "source,target\nconseil municipal,city council\n",
        "\ufeffSource term;Target term;keep\nconseil municipal;city council;\n",
        "conseil municipal\tcity council\r\n\r\n",
        '"conseil municipal","city council",no\n',
    ],
)
def test_glossary_files_are_read_as_people_write_them(tmp_path, text):
    assert Glossary.load(write(tmp_path, text)).terms == (Term("conseil municipal", "city council"),)


def test_a_kept_term_needs_no_target(tmp_path):
    assert Glossary.load(write(tmp_path, "Le Monde,,keep\nla Croix,x,oui\n")).terms == (
        Term("Le Monde", "Le Monde"),
        Term("la Croix", "la Croix"),
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a,b\nc\n", "line 2: no target term for “c”"),
        ("a,b\n,d\n", "line 2: no source term before “d”"),
        ("a,b,maybe\n", "line 1: the third column"),
        ("a,b,,d,e\n", "line 1: 5 cells"),
        ('a,b\n"c,d\n', "line 2"),
        ("?,b\n", "line 1: “?” has no letter"),
        ("\n", "has no terms"),
    ],
)
def test_an_error_is_reported_with_its_line(tmp_path, text, problem):
    with pytest.raises(UsageError) as error:
        Glossary.load(write(tmp_path, text))
    assert problem in error.value.problem
    assert error.value.status == 2


def test_a_missing_file_says_so(tmp_path):
    with pytest.raises(UsageError, match="cannot be read"):
        Glossary.load(tmp_path / "none.csv")


def found(source: str, *terms: str) -> list[str]:
    return [term.source for term in Glossary(tuple(Term(term, "X") for term in terms)).find(source)]


@pytest.mark.parametrize(
    ("source", "terms", "expected"),
    [
        ("Le conseil municipal vote.", ("conseil", "conseil municipal"), ["conseil municipal"]),
        ("Conseil municipal : vote.", ("conseil municipal",), ["conseil municipal"]),
        ("LE CONSEIL RÉGIONAL VOTE", ("conseil régional",), ["conseil régional"]),
        ("LE CONSEIL REGIONAL VOTE", ("conseil régional",), ["conseil régional"]),
        ("l’échevin et d'échevin", ("échevin",), ["échevin"]),
        ("Les conseillers votent.", ("conseil",), []),
        ("Le Grand Prix", ("prix",), []),
        ("Le Garde des sceaux a réagi.", ("garde des sceaux",), ["garde des sceaux"]),
        ("le garde des sceaux", ("garde des Sceaux",), ["garde des Sceaux"]),
        ("le Conseil Municipal", ("conseil municipal",), ["conseil municipal"]),
        ("le premier ministre", ("Premier ministre",), ["Premier ministre"]),
        ("le pacte de l'Otan", ("OTAN",), ["OTAN"]),
        ("le conseil d'état", ("Conseil d’État",), ["Conseil d’État"]),
        ("le pacte de l'OTAN", ("Otan",), ["Otan"]),
        ("Un porte-parole de l'Elysee dément.", ("Élysée",), []),
        ("Un porte-parole de l'Elysée dément.", ("Élysée",), ["Élysée"]),
        ("Le Conseil d'Etat a jugé.", ("Conseil d'État",), ["Conseil d'État"]),
        ("Le Conseil d'État a jugé.", ("Conseil d'Etat",), ["Conseil d'Etat"]),
        ("Elu maire en 2020.", ("élu",), ["élu"]),
        ("le sous\u2011préfet", ("sous-préfet",), ["sous-préfet"]),
        ("une oeuvre", ("œuvre",), ["œuvre"]),
        ("un conseil regional", ("conseil régional",), []),
        ("le monde entier", ("Le Monde",), []),
        ("le conseil\u00a0municipal", ("conseil municipal",), ["conseil municipal"]),
    ],
)
def test_terms_are_whole_words_the_longest_first(source, terms, expected):
    assert found(source, *terms) == expected


def enforce(source: str, translation: str, *terms: Term):
    return Glossary(terms).enforce(source, translation, render)


def test_a_term_that_is_already_in_the_translation_is_left_alone():
    done = enforce("le conseil", "the council", Term("conseil", "council"))
    assert (done.text, done.forced, done.missing) == ("the council", False, ())


def test_the_models_own_word_is_replaced():
    done = enforce("L'échevin vote.", "An alderman votes.", Term("échevin", "deputy mayor"))
    assert (done.text, done.forced) == ("A deputy mayor votes.", True)


def test_a_plural_becomes_a_plural():
    done = enforce("Les conseil votent.", "The councils vote.", Term("conseil", "board"))
    assert done.text == "The boards vote."


def test_a_kept_name_is_not_translated():
    done = enforce("Selon Le Monde, il part.", "According to The World, he leaves.", Term("Le Monde", "Le Monde"))
    assert done.text == "According to Le Monde, he leaves."


def test_a_sentence_begins_with_a_capital_and_a_headline_stays_in_capitals():
    assert enforce("conseil : vote", "Council: vote", Term("conseil", "board")).text == "Board: vote"
    assert enforce("LE CONSEIL VOTE", "THE COUNCIL VOTES", Term("conseil", "board")).text == "THE BOARD VOTES"


def test_a_word_that_the_sentence_has_more_often_than_the_term_is_not_exchanged():
    done = enforce("Le conseil et la chambre.", "The council and the council.", Term("conseil", "board"))
    assert "board" in done.text
    assert done.text != "The board and the board."


def test_a_placeholder_carries_a_term_through_the_model():
    done = enforce("Le conseil siège.", "They sit.", Term("conseil", "board"))
    assert (done.text, done.forced) == ("Le board siège.", True)


def test_a_term_that_cannot_be_inserted_is_reported():
    term = Term("conseil", "board")
    done = Glossary((term,)).enforce("Le conseil siège.", "They sit.", lambda _: "They meet.")
    assert (done.text, done.forced, done.missing) == ("They sit.", False, (term,))


def test_another_glossary_has_another_digest():
    assert Glossary((Term("a", "b"),)).digest != Glossary((Term("a", "c"),)).digest


def test_ten_thousand_terms_and_a_long_text_are_fast():
    glossary = Glossary(tuple(Term(f"terme {n}", f"term {n}") for n in range(10_000)))
    assert len(glossary.find("terme 7 " * 20_000)) == 1


@pytest.mark.parametrize(
    ("term", "source", "plural", "english"),
    [
        (Term("préfet", "governor"), "Les préfets votent.", "préfets", "governors"),
        (Term("sous-préfet", "deputy"), "Des sous-préfets.", "sous-préfets", "deputies"),
        (Term("tribunal", "law court"), "Les tribunaux jugent.", "tribunaux", "law courts"),
        (Term("bateau", "launch"), "Deux bateaux coulent.", "bateaux", "launches"),
        (Term("travail", "job"), "Les travaux durent.", "travaux", "jobs"),
        (Term("mise en examen", "formal inquiry"), "Des mises en examen.", "mises en examen", "formal inquiries"),
        (Term("juge administratif", "man of law"), "Les juges administratifs.", "juges administratifs", "men of law"),
        (Term("chef-d'œuvre", "masterpiece"), "Trois chefs-d'œuvre.", "chefs-d'œuvre", "masterpieces"),
        (Term("lieutenant-colonel", "officer"), "Des lieutenants-colonels.", "lieutenants-colonels", "officers"),
        (Term("festival", "fair"), "Les festivals d'été.", "festivals", "fairs"),
        (Term("procureur général", "chief"), "Les procureurs généraux.", "procureurs généraux", "chiefs"),
    ],
)
def test_a_term_found_in_the_plural_is_translated_in_the_plural(term, source, plural, english):
    glossary = Glossary((term,))
    [found] = glossary.find(source, ("fr", "en"))
    assert (found.source, found.target) == (plural, english)
    assert not glossary.find(source)
    assert not glossary.find(source, ("de", "en"))


@pytest.mark.parametrize(
    ("english", "plural"),
    [
        ("norman", "normans"), ("alderman", "aldermen"), ("midwife", "midwives"), ("crisis", "crises"),
        ("evidence", "evidence"), ("attorney general", "attorneys general"), ("embargo", "embargoes"),
        ("red card", "red cards"), ("monarch", "monarchs"), ("maltese", "maltese"), ("wildlife", "wildlife"),
    ],
)  # fmt: skip
def test_english_plurals_are_those_that_people_write(english, plural):
    [found] = Glossary((Term("préfet", english),)).find("Les préfets votent.", ("fr", "en"))
    assert found.target == plural


@pytest.mark.parametrize(
    ("term", "source"),
    [
        (Term("cour", "court"), "L'enquête est en cours."),
        (Term("foi", "faith"), "Il a voté trois fois."),
        (Term("fil", "wire"), "Ses deux fils votent."),
    ],
)
def test_a_plural_that_is_nearly_always_another_word_is_not_found(term, source):
    assert not Glossary((term,)).find(source, ("fr", "en"))


def test_the_singular_is_accepted_if_english_has_no_plural():
    glossary = Glossary((Term("communal", "municipal"),))
    done = glossary.enforce("Les budgets communaux.", "The municipal budgets.", str, ("fr", "en"))
    assert (done.text, done.missing) == ("The municipal budgets.", ())


@pytest.mark.parametrize(
    ("term", "source"),
    [
        (Term("Le Monde", "Le Monde"), "Les Mondes."),
        (Term("Force ouvrière", "workers' union"), "Des forces ouvrières."),
        (Term("mis en cause", "placed under suspicion"), "Les mis en cause."),
        (Term("accusé", "charged with a crime"), "Les accusés."),
    ],
)
def test_names_and_participles_have_no_plural(term, source):
    assert [match for match in Glossary((term,)).find(source, ("fr", "en")) if match != term] == []


def test_the_models_plural_is_replaced_or_reported():
    def model(text):
        return {"préfets": "prefects"}.get(text, text)

    glossary = Glossary((Term("préfet", "governor"),))
    done = glossary.enforce("Les préfets votent.", "The prefects vote.", model, ("fr", "en"))
    assert (done.text, done.missing) == ("The governors vote.", ())
    lost = glossary.enforce("Les préfets votent.", "They vote.", model, ("fr", "en"))
    assert (lost.text, [term.target for term in lost.missing]) == ("They vote.", ["governors"])


def test_the_table_header_of_memoq_is_understood(tmp_path):
    path = write(tmp_path, "SourceTerm,TargetTerm,SourceLanguage,TargetLanguage\npréfet,governor,fra,eng\n")
    assert [(term.source, term.target) for term in Glossary.load(path).terms] == [("préfet", "governor")]
