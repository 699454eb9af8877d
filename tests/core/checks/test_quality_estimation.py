"""The models' scores of a translation's words, and the quality estimate made from them."""

from dataclasses import replace

import pytest
from asking import pairs

from core.checks.non_words import misspelt
from core.checks.quality_estimation import (
    LIMIT,
    LIMIT_UNNAMED,
    QualityEstimate,
    estimate,
    estimate_flags,
    estimate_from_reverse,
    log_odds_from_score,
)
from core.checks.tokens import scored_words
from core.translation.engines import TokenScores

# A source, its English, the scores of words that are not −0.1, and the log-odds that come of them.
BY_THE_TRANSLATING_MODEL = """
Le préfet a critiqué la circulaire devant les maires. | The prefect swept the circular before the mayors. | swept=-5 | -0.29
Le préfet a critiqué la circulaire devant les maires. | The prefect swept the circular before the mayors. | swept=-7 | 0.46
Le préfet a critiqué la circulaire devant les maires. | The prefect swept the circular before the mayors. | swept=-7 circular=-6.5 | 8.07
Le préfet a critiqué la circulaire devant les maires. | The prefect swept the circular before the mayors. | circular=-5 | -0.47
Le préfet a critiqué la circulaire devant les maires. | The prefect swept the circular before the mayors. | before=-5 | -1.39
Le préfet a critiqué la circulaire devant les maires. | The prefect swept the circular before the mayors. | The=-5 | -1.39
Lu. | Swept. | Swept=-3 | 0.55
Lu. | Swept it. | Swept=-3 | -0.2
Il a vu Lenoir. | He saw Renoir. | Renoir=-5 | -0.21
Il a vu Lenoir. | He saw Lenoir. | Lenoir=-5 | -0.21
Il a 12 chats. | He has 12 cats. | 12=-5 | -0.64
Il lit la note. | He reads the skatist. | skatist=-5 | 0.1
Il lit la note. | He reads the off-note. | off-note=-5 | 0.46
Il prend le taxi. | He takes the taxi. | taxi=-5 | -2.88
Il prend le bus. | He takes the bus. | bus=-5 | -0.64
Il prend le car. | He takes the van. | van=-5 | -0.64
Il prend la lampe. | He takes the vase. | vase=-5 | 0.46
Il voit la lune. | He sees the lunch. | lunch=-5 | 0.28
Il voit la luge. | He sees the lunch. | lunch=-5 | 0.46
Il voit le sol. | He sees the solid. | solid=-5 | 0.28
Il voit le sa. | He sees the safe. | safe=-5 | -0.64
Il lit la circulation. | He reads the circuits. | circuits=-5 | 0.28
Il lit la circoncision. | He reads the circuits. | circuits=-5 | 0.46
Le timbre de sa voix. | The bell of his voice. | bell=-1 | -1.24
Le timbre de sa voix. | The timbre of his voice. | timbre=-1 | -2.26
"""
BY_THE_REVERSE_MODEL_TOO = """
Le préfet a critiqué la circulaire. | The prefect swept the circular. | - | -2.81
Le préfet a critiqué la circulaire. | The prefect swept the circular. | critiqué=-7.9 | -1.68
Le préfet a critiqué la circulaire. | The prefect swept the circular. | critiqué=-12 | -0.45
Le préfet a critiqué la circulaire. | The prefect swept the circular. | critiqué=-16 | 0.76
Le préfet a critiqué la circulaire. | The prefect swept the circular. | critiqué=-17 | 0.91
Le préfet a critiqué la circulaire. | The prefect swept the circular. | circulaire=-5.9 | -1.97
Le préfet a critiqué la circulaire. | The prefect swept the circular. | circulaire=-10 | -0.76
Le préfet a critiqué la circulaire. | The prefect swept the circular. | circulaire=-15 | 0.58
Il a vu Lenoir hier. | He saw him yesterday. | Lenoir=-5.9 | -1.83
Il a vu Lenoir hier. | He saw him yesterday. | Lenoir=-10 | -0.4
Il a vu Lenoir hier. | He saw him yesterday. | Lenoir=-15 | 1.18
Il a vu Lenoir hier. | He saw Lenoir yesterday. | Lenoir=-15 | -0.28
Lenoir a vu hier. | He saw it yesterday. | Lenoir=-15 | 0.22
Il a 12 chats. | He has cats. | 12=-15 | 0.22
Il a donc dit oui. | He said yes. | donc=-15 | -0.29
Il a dit oui. | He did yes. | dit=-15 | 0.22
Il lit la reetre. | He reads the note. | reetre=-15 | 0.22
Il lit son contre-projet. | He reads the note. | contre-projet=-15 | 1.33
Il lit cette œuvre. | He reads the note. | œuvre=-15 | 1.33
"""
SOURCE = "Le préfet a critiqué la circulaire devant les maires."
ENGLISH = "The prefect swept the circular before the mayors."


def scores(text: str, **low: float) -> TokenScores:
    """One piece for each word, with a score of −0.1 except for those given."""
    pieces = [f"▁{word}" for word in text.replace(".", "").split()]
    return TokenScores((*pieces, "."), [*(low.get(piece[1:], -0.1) for piece in pieces), -0.1])


def said(found: QualityEstimate) -> str:
    return "; ".join(flag.detail for flag in estimate_flags(found))


def test_the_scores_of_the_pieces_of_a_word_are_summed_and_elisions_are_split():
    given_scores = TokenScores(
        ("▁L", "'", "étr", "ille", "▁avant-", "hier", ",", "▁12"), (-1, -9, -2, -3, -1, -0.5, -7, -4)
    )
    words = [(word.text, word.score, word.first) for word in scored_words(given_scores)]
    assert words == [("L", -1, True), ("étrille", -5, False), ("avant-hier", -1.5, False), ("12", -4, False)]


def test_a_piece_that_ends_where_a_word_begins_is_no_part_of_it():
    words = scored_words(TokenScores(("▁12", "km", "▁1", "h", "▁plus"), (-1, -2, -4, -8, -16)))
    assert [(word.text, word.score) for word in words] == [("12", -1), ("km", -2), ("1", -4), ("h", -8), ("plus", -16)]


def test_a_character_without_a_piece_is_no_word():
    given_scores = TokenScores(("▁Vent", "▁", "<unk>", "▁fort"), (-1, -2, -9, -3))
    assert [(word.text, word.score) for word in scored_words(given_scores)] == [("Vent", -1), ("fort", -3)]


def test_a_translation_that_both_models_find_likely_is_not_flagged():
    assert said(estimate(scores(ENGLISH), scores(SOURCE), SOURCE, "fr")) == ""


def test_a_french_word_missing_from_the_english_is_named():
    found = estimate(scores(ENGLISH, swept=-5.0, circular=-3.0), scores(SOURCE, critiqué=-15.0), SOURCE, "fr")
    assert "« critiqué » left no trace in the translation" in said(found)


def test_a_slight_doubt_of_the_translating_model_is_flagged_only_if_the_other_model_shares_it():
    forward = scores(ENGLISH, swept=-3.3, circular=-2.0)
    alone = estimate(forward, None, SOURCE, "fr")
    assert alone.log_odds > LIMIT
    assert said(alone) == ""
    assert "“swept”" in said(estimate(forward, scores(SOURCE, critiqué=-15.0), SOURCE, "fr"))
    assert "“swept”" in said(estimate(scores(ENGLISH, swept=-9.0, circular=-6.0), None, SOURCE, "fr"))


def test_a_word_that_the_list_writes_without_its_ligature_is_a_word():
    found = estimate(scores(ENGLISH), scores("Le préfet a critiqué cette œuvre.", œuvre=-15.0), SOURCE, "fr")
    assert found.without_trace == ("œuvre",)


def test_only_words_that_stand_in_the_source_are_named():
    found = estimate(
        scores(ENGLISH, swept=-5.5, circular=-5.0), scores(SOURCE, critiqué=-15.0, maires=-9.0), SOURCE, "fr"
    )
    given_as = found.within("Le préfet a étrillé la circulaire devant les maires.")
    assert "critiqué" not in said(given_as)
    assert "maires" in said(given_as)
    assert given_as.log_odds == found.log_odds


def test_a_doubtful_translation_of_a_misspelt_word_says_so():
    source = "Le préfet a critiqué la circulaier devant les maires."
    doubtful = estimate(scores(ENGLISH, swept=-6.0, circular=-5.0), scores(source), source, "fr")
    assert "the source looks misspelt here: « circulaier »" in said(doubtful)
    assert "misspelt" not in said(estimate(scores(ENGLISH), scores(source), source, "fr"))
    for name in ("Circulaier", "sous-circulaier"):
        source = f"Le préfet a critiqué {name} devant les maires."
        assert "misspelt" not in said(
            estimate(scores(ENGLISH, swept=-6.0, circular=-5.0), scores(source), source, "fr")
        )


def test_of_many_misspelt_words_the_first_three_are_named():
    source = "Le préfft a critiquué la circulaier devant les mairse."
    found = estimate(scores(ENGLISH, swept=-6.0, circular=-5.0), scores(source), source, "fr")
    assert found.misspelt == ("préfft", "critiquué", "circulaier")


def test_a_rare_word_a_missing_accent_and_a_foreign_word_are_no_slips():
    assert misspelt("poilitiques", "fr")
    assert not any(
        misspelt(word, "fr")
        for word in (
            "croate",
            "evenement",
            "maitrise",
            "startup",
            "oeuvre",
            "mœurs",
            "œillet",
            "x",
            "ah",
            "présidential",
        )
    )
    assert not misspelt("poilitiques", "xx")


def test_names_misspelt_words_and_words_of_grammar_may_leave_no_trace():
    source = "Le préfet Dupont a donc parlé de la reetre."
    found = estimate(
        scores("The prefect spoke of it."), scores(source, Dupont=-20.0, donc=-20.0, reetre=-20.0), source, "fr"
    )
    assert "left no trace" not in said(found)


def test_english_words_that_the_model_itself_found_unlikely_are_named_the_worst_first():
    found = estimate(scores(ENGLISH, swept=-5.5, circular=-4.0, before=-3.5), None, SOURCE, "fr")
    assert said(found).startswith("the model itself was unsure of: “swept”, “circular”")


def test_the_more_words_are_doubted_the_likelier_the_sentence_misleads():
    none = estimate(scores(ENGLISH), scores(SOURCE), SOURCE, "fr").log_odds
    forward = estimate(scores(ENGLISH, swept=-4.0), scores(SOURCE), SOURCE, "fr").log_odds
    two = estimate(scores(ENGLISH, swept=-4.0, circular=-4.0), scores(SOURCE), SOURCE, "fr").log_odds
    spread = estimate(scores(ENGLISH, swept=-3.1, circular=-1.0), scores(SOURCE), SOURCE, "fr").log_odds
    assert none < forward < spread < two


def test_the_odds_are_those_of_the_fitted_formula():
    likely, unlikely = (
        estimate(scores(ENGLISH, **words), None, SOURCE, "fr") for words in ({}, {"swept": -5.5, "circular": -5.0})
    )
    assert [round(estimated.log_odds, 2) for estimated in (likely, unlikely)] == [-2.55, 6.99]


def low(words: str) -> dict[str, float]:
    """The words of a table whose score is not −0.1."""
    return {word: float(score) for word, _, score in (entry.partition("=") for entry in words.split()) if score}


@pytest.mark.parametrize(("source", "english", "words", "odds"), pairs(BY_THE_TRANSLATING_MODEL))
def test_each_kind_of_word_has_its_own_weight(source, english, words, odds):
    assert estimate(scores(english, **low(words)), None, source, "fr").log_odds == pytest.approx(float(odds), abs=0.006)


@pytest.mark.parametrize(("source", "english", "words", "odds"), pairs(BY_THE_REVERSE_MODEL_TOO))
def test_each_kind_of_lost_word_has_its_own_weight(source, english, words, odds):
    found = estimate(scores(english), scores(source, **low(words)), source, "fr")
    assert found.log_odds == pytest.approx(float(odds), abs=0.006)


def test_three_words_at_most_are_named_and_only_those_that_are_unlikely():
    english = scores(ENGLISH, prefect=-3.0, swept=-5.0, circular=-4.0, before=-1.0, mayors=-1.1)
    assert estimate(english, None, SOURCE, "fr").weak == ("swept", "circular", "prefect")
    assert estimate(scores(ENGLISH, swept=-1.0, mayors=-1.1), None, SOURCE, "fr").weak == ("mayors",)
    french = scores(SOURCE, critiqué=-12.0, circulaire=-6.0, maires=-6.1)
    found = estimate(scores(ENGLISH), french, SOURCE, "fr")
    assert found.faint == ("critiqué", "maires")
    assert found.without_trace == ()
    assert estimate(scores(ENGLISH), scores(SOURCE, critiqué=-12.1), SOURCE, "fr").without_trace == ("critiqué",)


def test_the_model_of_the_other_direction_alone_names_words_without_a_trace_and_knows_no_odds():
    french = scores(SOURCE, critiqué=-12.1, la=-20.0, circulaire=-20.0)
    found = estimate_from_reverse(french, ENGLISH, "fr")
    assert said(found) == "« critiqué » left no trace in the translation"
    assert found.log_odds < -90
    assert said(estimate_from_reverse(french, ENGLISH, "de")) == ""


def test_a_doubted_word_that_stands_in_the_source_misleads_less_than_one_that_resembles_it():
    english = scores(ENGLISH, circular=-4.0)
    copied, like, unlike = (
        estimate(english, None, f"Il lit la {word}.", "fr").log_odds for word in ("circular", "circulaire", "note")
    )
    assert copied < like < unlike


def test_of_a_language_whose_grammar_is_not_known_only_the_english_is_judged():
    found = estimate(scores(ENGLISH), scores("Der Präfekt rügte den Erlass.", rügte=-20.0), "Der Präfekt rügte.", "de")
    assert not found.faint
    assert not found.without_trace


def test_a_low_score_and_a_long_sentence_mislead_more_often():
    assert (
        log_odds_from_score(-0.1, ENGLISH) < log_odds_from_score(-0.6, ENGLISH) < log_odds_from_score(-0.6, ENGLISH * 3)
    )


def test_a_word_of_several_senses_without_any_of_the_right_ones_is_doubted_and_named():
    source = "Le timbre de sa voix a séduit le jury."
    right, wrong = (
        estimate(scores(f"The {word} of his voice seduced the jury.", seduced=-5.5, jury=-4.5), None, source, "fr")
        for word in ("timbre", "bell")
    )
    assert right.log_odds < wrong.log_odds
    assert "« timbre »" in said(wrong)
    assert "« timbre »" not in said(right)


def test_what_the_reverse_model_finds_unlikely_misleads_more_often():
    english = scores(ENGLISH, swept=-3.0, circular=-2.0)
    likely, whole, word = (
        estimate(english, reverse, SOURCE, "fr").log_odds
        for reverse in (
            scores(SOURCE),
            TokenScores(scores(SOURCE).pieces, [score - 0.5 for score in scores(SOURCE).log_probs]),
            scores(SOURCE, critiqué=-14.0),
        )
    )
    assert likely < whole
    assert likely < word


def test_a_word_without_a_trace_is_not_reported_in_a_sentence_that_is_likely_right():
    found = estimate(scores(ENGLISH), scores(SOURCE, critiqué=-13.0), SOURCE, "fr")
    assert found.without_trace == ("critiqué",)
    assert said(found) == ""


def test_a_doubt_that_names_no_source_word_must_be_stronger_to_flag():
    forward = scores(ENGLISH, swept=-4.0, circular=-1.5)
    named = estimate(forward, scores(SOURCE, critiqué=-6.5), SOURCE, "fr")
    unnamed = estimate(forward, scores(SOURCE, critiqué=-5.5), SOURCE, "fr")
    assert (named.faint, named.limit) == (("critiqué",), LIMIT)
    assert (unnamed.faint, unnamed.limit) == ((), LIMIT_UNNAMED)
    between = replace(unnamed, log_odds=(LIMIT + LIMIT_UNNAMED) / 2)
    assert said(between) == ""
    assert "swept" in said(replace(between, limit=LIMIT))
