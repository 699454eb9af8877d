"""The default method chooses as an editor would."""

import pytest
from summary_wires import BRIDGE, DROUGHT, ORCHESTRA, PORT, article, told

from core.settings import SummarySettings
from core.summary import summarise
from core.summary.news import score_parts, sentence_features


def first(text: str, language: str = "fr", sentences: int = 1) -> list[str]:
    wire = article(text, language)
    return told(wire, summarise(wire, SummarySettings("news", sentences=sentences)).sentences)


@pytest.mark.parametrize(
    ("text", "language", "news"),
    [
        (PORT, "fr", "ont voté jeudi la reprise"),
        (BRIDGE, "fr", "a fermé lundi le pont"),
        (DROUGHT, "en", "declared a drought emergency on Monday"),
        (ORCHESTRA, "en", "voted on Tuesday to accept"),
    ],
)
def test_one_sentence_is_the_news(text, language, news):
    assert news in first(text, language)[0]


@pytest.mark.parametrize(("text", "language"), [(BRIDGE, "fr"), (DROUGHT, "en"), (ORCHESTRA, "en")])
def test_quotations_and_dependent_sentences_are_not_chosen(text, language):
    chosen = " ".join(first(text, language, sentences=3))
    assert not any(
        beginning in chosen
        for beginning in ("Mais il", "Il a entendu", "Je n'ai", "But nobody", "They will", "I sold", "We are")
    )


def test_a_text_that_opens_with_a_quotation_is_summarised_by_the_event():
    text = (
        "« Je ne sais plus quoi faire », dit-elle. La boulangère de Morlay a reçu lundi un avis d'expulsion. "
        "La boulangerie de Morlay, ouverte en 1921, doit laisser la place à un parking. Elle a trois enfants."
    )
    assert first(text) == ["La boulangère de Morlay a reçu lundi un avis d'expulsion."]


def test_the_sentence_that_takes_up_the_headline_gains_by_it():
    sentences = ["Le conseil a siégé toute la nuit.", "La taxe sur les quais est supprimée."]
    seen, vocabulary = sentence_features(sentences, "fr", "La taxe sur les quais supprimée")
    weights = [score_parts(sentence, vocabulary).title for sentence in seen]
    assert weights[0] == 0
    assert weights[1] > 0.05


def test_the_signals_of_a_sentence_are_read():
    text = "Lundi, Hélène Marchand a rouvert le pont de Saint-Aubin après 5 mois."
    seen, vocabulary = sentence_features([text, "« Nous voilà », a-t-elle dit.", "Mais c’est trop tard."], "fr")
    assert seen[0].day
    assert not seen[0].dependent
    assert not seen[0].speaker
    assert seen[1].speaker
    assert seen[2].dependent
    judged = [score_parts(sentence, vocabulary) for sentence in seen]
    assert [weights.day > 0 for weights in judged] == [True, False, False]
    assert [weights.entities > 0 for weights in judged] == [True, False, False]
    assert [weights.speaker < 0 for weights in judged] == [False, True, False]
    assert [weights.opening < 0 for weights in judged] == [False, False, True]


def test_a_headline_in_capitals_makes_no_names():
    seen, vocabulary = sentence_features(["LE PONT DE SAINT-AUBIN EST FERMÉ DEPUIS HIER SOIR"], "fr")
    assert score_parts(seen[0], vocabulary).entities == 0


def test_words_of_reports_are_worth_more_than_words_of_talk():
    _, vocabulary = sentence_features(["Le maire de Metz a réuni le conseil.", "Il ne sait pas que dire."], "fr")
    assert min(vocabulary.grammar[word][0] for word in ("le", "de", "a")) > max(
        vocabulary.grammar[word][0] for word in ("il", "ne", "pas", "que")
    )


def test_typographic_and_typewritten_apostrophes_read_the_same():
    plain, _ = sentence_features(["C'est l'accord d'hier.", "J'ai vu l'accord."], "fr")
    curly, _ = sentence_features(["C’est l’accord d’hier.", "J’ai vu l’accord."], "fr")
    assert plain == curly
