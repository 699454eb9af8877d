"""What the models say of a translation's words, and what is made of it."""

from core.checks.doubt import LIMIT, Doubt, doubt, doubts, log_odds_from_score
from core.checks.non_words import misspelt
from core.checks.text import scored_words
from core.translation.engines import TokenScores

SOURCE = "Le préfet a critiqué la circulaire devant les maires."
ENGLISH = "The prefect swept the circular before the mayors."


def scores(text: str, **low: float) -> TokenScores:
    """Every word a piece with −0.1, but for those that are given."""
    pieces = [f"▁{word}" for word in text.replace(".", "").split()]
    return TokenScores((*pieces, "."), [*(low.get(piece[1:], -0.1) for piece in pieces), -0.1])


def said(found: Doubt) -> str:
    return "; ".join(flag.detail for flag in doubts(found))


def test_the_pieces_of_a_word_are_summed_and_elisions_parted():
    given = TokenScores(("▁L", "'", "étr", "ille", "▁avant-", "hier", ",", "▁12"), (-1, -9, -2, -3, -1, -0.5, -7, -4))
    words = [(word.text, word.score, word.first) for word in scored_words(given)]
    assert words == [("L", -1, True), ("étrille", -5, False), ("avant-hier", -1.5, False), ("12", -4, False)]


def test_what_the_model_has_no_piece_for_is_no_word():
    given = TokenScores(("▁Vent", "▁", "<unk>", "▁fort"), (-1, -2, -9, -3))
    assert [(word.text, word.score) for word in scored_words(given)] == [("Vent", -1), ("fort", -3)]


def test_a_translation_that_both_models_find_likely_is_not_flagged():
    assert said(doubt(scores(ENGLISH), scores(SOURCE), SOURCE, "fr")) == ""


def test_a_french_word_that_the_english_says_nothing_of_is_named():
    found = doubt(scores(ENGLISH, swept=-5.0, circular=-3.0), scores(SOURCE, critiqué=-15.0), SOURCE, "fr")
    assert "« critiqué » left no trace in the translation" in said(found)


def test_what_the_translating_model_alone_doubts_a_little_is_flagged_only_if_the_other_model_doubts_it_too():
    forward = scores(ENGLISH, swept=-3.0, circular=-1.5)
    alone = doubt(forward, None, SOURCE, "fr")
    assert alone.log_odds > LIMIT
    assert said(alone) == ""
    assert "“swept”" in said(doubt(forward, scores(SOURCE, critiqué=-15.0), SOURCE, "fr"))
    assert "“swept”" in said(doubt(scores(ENGLISH, swept=-9.0, circular=-6.0), None, SOURCE, "fr"))


def test_a_word_that_the_list_writes_without_its_ligature_is_a_word():
    found = doubt(scores(ENGLISH), scores("Le préfet a critiqué cette œuvre.", œuvre=-15.0), SOURCE, "fr")
    assert found.without_trace == ("œuvre",)


def test_only_words_that_stand_in_the_source_are_named():
    found = doubt(scores(ENGLISH, swept=-5.5, circular=-5.0), scores(SOURCE, critiqué=-15.0, maires=-9.0), SOURCE, "fr")
    given_as = found.within("Le préfet a étrillé la circulaire devant les maires.")
    assert "critiqué" not in said(given_as)
    assert "maires" in said(given_as)
    assert given_as.log_odds == found.log_odds


def test_a_doubtful_translation_of_a_misspelt_word_says_so():
    source = "Le préfet a critiqué la circulaier devant les maires."
    doubtful = doubt(scores(ENGLISH, swept=-6.0, circular=-5.0), scores(source), source, "fr")
    assert "the source looks misspelt here: « circulaier »" in said(doubtful)
    assert "misspelt" not in said(doubt(scores(ENGLISH), scores(source), source, "fr"))


def test_a_rare_word_a_missing_accent_and_a_foreign_word_are_no_slips():
    assert misspelt("poilitiques", "fr")
    assert not any(
        misspelt(word, "fr")
        for word in ("croate", "evenement", "maitrise", "startup", "oeuvre", "x", "ah", "présidential")
    )
    assert not misspelt("poilitiques", "xx")


def test_names_misspelt_words_and_words_of_grammar_may_leave_no_trace():
    source = "Le préfet Dupont a donc parlé de la reetre."
    found = doubt(
        scores("The prefect spoke of it."), scores(source, Dupont=-20.0, donc=-20.0, reetre=-20.0), source, "fr"
    )
    assert "left no trace" not in said(found)


def test_english_words_that_the_model_itself_found_unlikely_are_named_the_worst_first():
    found = doubt(scores(ENGLISH, swept=-5.5, circular=-4.0, before=-3.5), None, SOURCE, "fr")
    assert said(found).startswith("the model itself was unsure of: “swept”, “circular”")


def test_the_more_words_are_doubted_the_likelier_the_sentence_misleads():
    none = doubt(scores(ENGLISH), scores(SOURCE), SOURCE, "fr").log_odds
    one = doubt(scores(ENGLISH, swept=-4.0), scores(SOURCE), SOURCE, "fr").log_odds
    two = doubt(scores(ENGLISH, swept=-4.0, circular=-4.0), scores(SOURCE), SOURCE, "fr").log_odds
    spread = doubt(scores(ENGLISH, swept=-3.1, circular=-1.0), scores(SOURCE), SOURCE, "fr").log_odds
    assert none < one < spread < two


def test_the_odds_are_those_of_the_fitted_formula():
    likely, unlikely = (
        doubt(scores(ENGLISH, **words), None, SOURCE, "fr") for words in ({}, {"swept": -5.5, "circular": -5.0})
    )
    assert [round(one.log_odds, 2) for one in (likely, unlikely)] == [-2.55, 6.99]


def test_a_doubted_word_that_stands_in_the_source_misleads_less_than_one_that_resembles_it():
    english = scores(ENGLISH, circular=-4.0)
    copied, like, unlike = (
        doubt(english, None, f"Il lit la {word}.", "fr").log_odds for word in ("circular", "circulaire", "note")
    )
    assert copied < like < unlike


def test_of_a_language_whose_grammar_is_not_known_only_the_english_is_judged():
    found = doubt(scores(ENGLISH), scores("Der Präfekt rügte den Erlass.", rügte=-20.0), "Der Präfekt rügte.", "de")
    assert not found.faint
    assert not found.without_trace


def test_a_low_score_and_a_long_sentence_mislead_more_often():
    assert (
        log_odds_from_score(-0.1, ENGLISH) < log_odds_from_score(-0.6, ENGLISH) < log_odds_from_score(-0.6, ENGLISH * 3)
    )


def test_a_word_of_several_senses_without_any_of_the_right_ones_is_doubted_and_named():
    source = "Le timbre de sa voix a séduit le jury."
    right, wrong = (
        doubt(scores(f"The {word} of his voice seduced the jury.", seduced=-5.5, jury=-4.5), None, source, "fr")
        for word in ("timbre", "bell")
    )
    assert right.log_odds < wrong.log_odds
    assert "« timbre »" in said(wrong)
    assert "« timbre »" not in said(right)


def test_what_the_reverse_model_finds_unlikely_misleads_more_often():
    english = scores(ENGLISH, swept=-3.0, circular=-2.0)
    likely, whole, word = (
        doubt(english, given, SOURCE, "fr").log_odds
        for given in (
            scores(SOURCE),
            TokenScores(scores(SOURCE).pieces, [score - 0.5 for score in scores(SOURCE).log_probs]),
            scores(SOURCE, critiqué=-14.0),
        )
    )
    assert likely < whole
    assert likely < word


def test_a_word_without_a_trace_is_not_told_of_a_sentence_that_is_likely_right():
    found = doubt(scores(ENGLISH), scores(SOURCE, critiqué=-13.0), SOURCE, "fr")
    assert found.without_trace == ("critiqué",)
    assert said(found) == ""
