"""What a search of the library finds, by which words, and how hits are shown."""

import sqlite3
from contextlib import closing, suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from library_wires import brief, numbered

from core.errors import UsageError
from core.library.search import match
from core.library.store import Library

TODAY = date.today()  # noqa: DTZ011


@pytest.fixture
def library(tmp_path):
    with Library(tmp_path / "library.db", pytest.fail) as opened:
        yield opened


def found(library, words, **options):
    return [hit.headline for hit in library.search(words, **options)]


def test_a_wire_is_found_by_words_of_the_source_and_of_the_translation(library):
    library.add(brief())
    for words in ("dockers", "Thursday", "jeudi", "Grève", "strike", "agreement dockers"):
        assert found(library, words) == ["Strike at the port"], words
    assert found(library, "dockers plumbers") == []


def test_accents_and_case_do_not_matter(library):
    library.add(brief())
    assert found(library, "GREVE") == found(library, "grève") == found(library, "cesse") == ["Strike at the port"]


def test_the_last_word_may_be_the_beginning_of_one_and_only_the_last(library):
    library.add(brief())
    assert found(library, "agreement Marse") == ["Strike at the port"]
    assert found(library, "Marse agreement") == []
    assert found(library, "Marse ") == []
    assert found(library, "Marse* agreement") == ["Strike at the port"]


def test_words_within_others_are_words(library):
    library.add(brief())
    assert (
        found(library, "accord")
        == found(library, "l'accord")
        == found(library, "L’accord signé")
        == ["Strike at the port"]
    )


def test_words_in_quotes_follow_each_other(library):
    library.add(brief())
    for words in ('"signed in May"', "« signé en mai »", "“signed in May”"):
        assert found(library, words) == ["Strike at the port"], words
    assert found(library, '"May in signed"') == []


@pytest.mark.parametrize(
    "words",
    ['"', '"dockers', "dockers -", "dockers*", "-dockers", "(dockers", "dockers)", "headline:dockers", "^dockers", "dock\0ers", "NEAR(dockers, 3)", "{dockers", "dockers AND", "OR dockers", "dockers OR (", "(dockers NOT) x", "((((dockers) OR", "+", "'", "\ud800", "dockers; DROP TABLE briefs"],
)  # fmt: skip
def test_nothing_that_a_user_types_is_fts_syntax(library, words):
    library.add(brief())
    library.search(words)
    assert found(library, "dockers") == ["Strike at the port"]


@pytest.mark.parametrize("words", ["-dockers", "dockers*", '"dockers', "(dockers", "^dockers", "dockers -"])
def test_signs_around_a_word_are_ignored(library, words):
    library.add(brief())
    assert found(library, words) == ["Strike at the port"]


@pytest.mark.parametrize("words", ["AND", "OR", "NEAR"])
def test_operators_are_words_where_no_word_stands_before_them(library, words):
    library.add(brief())
    library.add(brief("Autre", "Other", "Rien de tel.", f"The word {words} stands here."))
    assert found(library, words + " stands ") == ["Other"]


@pytest.mark.parametrize(
    ("words", "there"),
    [
        ("dockers OR rain", "Drought, Strike"),
        ("dockers AND rain", ""),
        ("dockers OR snow OR sequía ", "Drought, Strike"),
        ("may NOT rain", "Strike"),
        ("(rain OR dockers) AND port", "Strike"),
        ("(rain OR dockers) NOT port", "Drought"),
        ("rain AND NOT (port OR dockers)", "Drought"),
        ("rain NOT do", "Drought"),
        ('"no rain" OR "signed in may"', "Drought, Strike"),
        ("dockers OR", "Strike"),
        ("(dockers OR ra", "Drought, Strike"),
        ("dockers or rain", ""),
    ],
)
def test_and_or_not_and_brackets_join_words_as_in_watches(library, words, there):
    library.add(brief())
    library.add(brief("Sequía", "Drought", "No llueve.", "No rain.", language="es"))
    assert ", ".join(sorted(title.split()[0] for title in found(library, words))) == there


@pytest.mark.parametrize("words", ["NOT dockers", "rain OR NOT dockers"])
def test_words_that_are_only_left_out_find_nothing_and_it_is_said_what_is_missing(library, words):
    library.add(brief())
    with pytest.raises(UsageError, match="needs a word beside it"):
        library.search(words)


@given(
    st.lists(
        st.sampled_from(["(", ")", "AND", "OR", "NOT", "(NOT", '"', "«", "»", "*", "-", "port", "no rain"]),
        max_size=120,
    )
)
def test_a_search_that_is_half_typed_is_never_an_error_of_syntax(words):
    with closing(sqlite3.connect(":memory:")) as file, suppress(UsageError):
        file.execute("CREATE VIRTUAL TABLE words USING fts5(text)")
        query = match(" ".join(words))
        assert query is None or file.execute("SELECT count(*) FROM words WHERE words MATCH ?", [query]).fetchone() == (
            0,
        )


def test_signs_alone_find_nothing(library):
    library.add(brief())
    assert found(library, "- * ( ?!") == []


def test_a_headline_counts_for_more_than_the_text(library):
    library.add(brief("Rien", "Budget debate", "Texte du jour.", "All about the sums."))
    library.add(brief("Tout", "Sums", "Texte du soir. Encore du texte.", "The budget again. More of it."))
    assert found(library, "budget") == ["Budget debate", "Sums"]


def test_hits_are_filtered_by_language_outlet_byline_and_day(library):
    library.add(brief(published="2026-11-02T08:00:00+01:00", url="https://www.lejournal.example/a"))
    library.add(
        brief(
            "Sequía", "Drought", "No llueve.", "No rain.", language="es", published="2026-10-01", byline="Agencia Única"
        )
    )
    assert found(library, "", language="fr") == ["Strike at the port"]
    assert found(library, "", outlet="LEJOURNAL") == ["Strike at the port"]
    assert found(library, "", byline="unica") == ["Drought"]
    assert found(library, "", outlet="unica") == []
    assert found(library, "", since=date(2026, 10, 2)) == ["Strike at the port"]
    assert found(library, "rain", until=date(2026, 10, 1)) == ["Drought"]
    assert found(library, "rain", since=date(2026, 10, 2)) == []


def test_a_wire_without_a_date_counts_as_of_the_day_it_arrived(library):
    library.add(brief(published="soon"))
    assert found(library, "", since=TODAY) == ["Strike at the port"]
    assert found(library, "", until=TODAY - timedelta(days=2)) == []


def test_a_hit_says_what_a_list_shows(library):
    library.add(brief(published="2026-11-02", url="https://www.lejournal.example/a", doubtful=2))
    [hit] = library.search("dockers")
    assert (hit.source_headline, hit.outlet, hit.published, hit.language, hit.doubts, hit.read, hit.starred) == (
        "Grève au port", "lejournal.example", "2026-11-02", "fr", 2, False, False
    )  # fmt: skip


def test_a_hit_says_who_wrote_it_and_when_it_first_came_in(library):
    library.add(brief(byline="Anne Roche", url="https://www.lejournal.example/a"))
    [before] = library.search("dockers")
    came = datetime.fromisoformat(before.came)
    assert (before.byline, before.outlet, came.tzinfo) == ("Anne Roche", "lejournal.example", UTC)
    assert abs(datetime.now(UTC) - came) < timedelta(hours=1)
    with sqlite3.connect(library._path) as file:
        file.execute("UPDATE briefs SET came = '2026-11-02T08:00:00+00:00'")
    library.add(brief(byline="Anne Roche", text="Les dockers ont cessé le travail.", english="Dockers stopped work."))
    library.add(brief(byline="Anne Roche", url="https://www.lejournal.example/a"))
    assert "2026-11-02T08:00:00+00:00" in [hit.came for hit in library.search("dockers")]


def test_a_snippet_highlights_the_words(library):
    library.add(
        brief(
            text="Un. " * 80 + "Fin.",
            english="Words before it. " * 60 + "The agreement signed in May is here. " + "And after. " * 60,
        )
    )
    [hit] = library.search("MAY agreem")
    text = hit.snippet.text
    assert {text[start:end] for start, end in hit.snippet.spans} == {"agreement", "May"}
    assert text.startswith("…")
    assert text.endswith("…")
    assert "\n" not in text


def test_a_snippet_is_of_the_source_where_only_the_source_has_the_word(library):
    library.add(brief())
    [hit] = library.search("jeudi")
    assert [hit.snippet.text[start:end] for start, end in hit.snippet.spans] == ["jeudi"]


def test_the_latest_wires_come_first_and_one_that_is_stored_again_is_the_latest(library):
    for number in range(3):
        library.add(numbered(number))
    library.add(numbered(0))
    assert [hit.headline for hit in library.search("")] == ["Title 0", "Title 2", "Title 1"]
    assert [hit.headline for hit in library.search("", limit=1)] == ["Title 0"]


def test_control_characters_are_not_shown(library):
    library.add(brief("Titre", "Title \x1b[31mred\x07", "Un mot.", "One \x1b]0;word\x07 \x01here\x02."))
    [hit] = library.search("word")
    assert "\x1b" not in hit.headline + hit.snippet.text
    assert [hit.snippet.text[start:end] for start, end in hit.snippet.spans] == ["word"]
