"""A summary is sentences of the article, in its order, under a budget, with the reasons."""

from dataclasses import fields, replace

import pytest
from summary_wires import BRIDGE, article, told

from core.article import Flag, Language
from core.errors import UsageError
from core.settings import SummarySettings
from core.summary import METHODS, summarise
from core.summary.choice import slack


@pytest.mark.parametrize("method", METHODS)
def test_every_method_chooses_three_sentences_of_the_text_in_reading_order(method):
    wire = article()
    chosen = summarise(wire, SummarySettings(method)).sentences
    ids = [sentence.id for sentence in wire.sentences]
    assert len(chosen) == 3
    assert [ids.index(sentence_id) for sentence_id in chosen] == sorted(
        ids.index(sentence_id) for sentence_id in chosen
    )


@pytest.mark.parametrize("method", METHODS)
def test_no_method_chooses_a_headline_or_a_byline(method):
    wire = article()
    chosen = told(wire, summarise(wire, SummarySettings(method, sentences=99)).sentences)
    assert not set(chosen) & {"Port : la grève est finie", "Par Camille Ferrand", "Un retard à rattraper"}
    assert len(chosen) == 7


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("words", [12, 25, 35, 50])
def test_a_budget_of_words_is_exceeded_by_no_more_than_its_slack(method, words):
    wire = article()
    chosen = told(wire, summarise(wire, SummarySettings(method, words=words)).sentences)
    assert 0 < sum(len(text.split()) for text in chosen) <= words + slack(words)


def test_the_slack_is_a_third_of_a_sentence_and_less_for_small_budgets():
    assert [slack(words) for words in (0, 10, 35, 100, 1000)] == [0, 3, 10, 10, 10]


@pytest.mark.parametrize("method", METHODS)
def test_if_no_sentence_fits_the_budget_one_is_chosen_nevertheless(method):
    assert len(summarise(article(), SummarySettings(method, words=2)).sentences) == 1


def test_a_ratio_is_a_share_of_the_sentences():
    assert len(summarise(article(), SummarySettings("lead", ratio=0.5)).sentences) == 4
    assert len(summarise(article(), SummarySettings("news", ratio=0.5)).sentences) == 4


def test_the_lead_stops_where_the_budget_ends_and_skips_nothing():
    wire = article()
    chosen = summarise(wire, SummarySettings("lead", words=30)).sentences
    ids = [sentence.id for paragraph in wire.paragraphs if paragraph.kind == "body" for sentence in paragraph.sentences]
    assert list(chosen) == ids[: len(chosen)]


@pytest.mark.parametrize("method", METHODS)
def test_the_same_article_has_the_same_summary_every_time(method):
    assert summarise(article(BRIDGE), SummarySettings(method)) == summarise(article(BRIDGE), SummarySettings(method))


@pytest.mark.parametrize("method", METHODS)
def test_a_sentence_that_comes_twice_is_chosen_once(method):
    wire = article("Le maire a démissionné lundi. La ville attend. Le maire a démissionné  lundi. Le préfet se tait.")
    chosen = told(wire, summarise(wire, SummarySettings(method, sentences=9)).sentences)
    assert chosen == ["Le maire a démissionné lundi.", "La ville attend.", "Le préfet se tait."]


def test_an_unknown_method_is_wrong_usage():
    with pytest.raises(UsageError, match="no method 'best'; there are news, lead"):
        summarise(article(), SummarySettings("best"))


def test_every_chosen_sentence_has_its_reason_and_its_parts_make_up_the_score():
    summary = summarise(article(BRIDGE), SummarySettings("news"))
    assert tuple(reason.sentence for reason in summary.reasons) == summary.sentences
    for reason in summary.reasons:
        parts = sum(getattr(reason.parts, field.name) for field in fields(reason.parts))
        assert reason.score == pytest.approx(parts)


def test_a_textbook_method_gives_its_own_score_and_no_parts():
    for reason in summarise(article(BRIDGE), SummarySettings("textrank")).reasons:
        assert reason.score > 0
        assert reason.parts is None


def test_between_equals_the_sentence_with_a_sound_translation_is_chosen():
    wire = article("Le maire a parlé du stade. Le préfet a parlé du port. Le juge a parlé du parc.")
    paragraph = wire.paragraphs[0]
    doubtful = tuple(
        replace(sentence, flags=(Flag("number", "12 is missing"),)) for sentence in paragraph.sentences[:1]
    )
    flagged = replace(wire, paragraphs=(replace(paragraph, sentences=doubtful + paragraph.sentences[1:]),))
    settings = SummarySettings("lexrank", sentences=1)
    assert summarise(wire, settings).sentences == ("s1",)
    assert summarise(flagged, settings).sentences == ("s2",)
    reasons = summarise(flagged, SummarySettings("news", sentences=3)).reasons
    assert [reason.parts.doubt < 0 for reason in reasons] == [True, False, False]


def test_a_doubtful_translation_does_not_keep_the_news_out():
    wire = article(BRIDGE)
    best = summarise(wire, SummarySettings("news", sentences=1)).sentences
    flag = (Flag("number", "8 is missing"),)
    paragraphs = tuple(
        replace(paragraph, sentences=tuple(replace(x, flags=flag if x.id in best else ()) for x in paragraph.sentences))
        for paragraph in wire.paragraphs
    )
    assert summarise(replace(wire, paragraphs=paragraphs), SummarySettings("news", sentences=1)).sentences == best


def test_a_language_without_a_stemmer_is_summarised_nevertheless():
    wire = article("Ang pamahalaan ay nagpahayag. Ang mga tao ay nagdiwang sa lungsod. Wala nang iba.", "tl")
    assert wire.language == Language("tl", 1.0)
    for method in METHODS:
        assert len(summarise(wire, SummarySettings(method, sentences=2)).sentences) == 2


def test_where_the_language_is_unknown_the_translation_is_read():
    wire = article("Aaa bbb ccc dada. Eee fff ggg haha. Iii jjj kkk lala.", "und")
    translations = ("But they know.", "The mayor of Leeds resigned on Monday over the tram.", "The tram was late.")
    paragraph = wire.paragraphs[0]
    sentences = tuple(
        replace(sentence, translation=text) for sentence, text in zip(paragraph.sentences, translations, strict=True)
    )
    translated = replace(wire, paragraphs=(replace(paragraph, sentences=sentences),))
    assert summarise(translated, SummarySettings("news", sentences=1), target="en").sentences == ("s2",)
    untranslated = replace(
        translated,
        paragraphs=(replace(paragraph, sentences=tuple(replace(sentence, origin="source") for sentence in sentences)),),
    )
    found = summarise(untranslated, SummarySettings("news", sentences=1), target="en").keywords
    assert {keyword.source for keyword in found} >= {"Aaa", "bbb"}


@pytest.mark.parametrize("language", ["ru", "nl", "tr", "fi", "hu", "ro", "da", "no", "ca", "id"])
def test_a_language_with_a_stemmer_is_read_itself(language):
    from core.lang import profile_of
    from core.summary.keywords import knows

    assert knows(language)
    assert len(profile_of(language).stop_words) > 60


@pytest.mark.parametrize("language", ["ja", "zh", "ko", "ar", "th", "hi"])
@pytest.mark.parametrize("method", METHODS)
def test_scripts_of_every_kind_are_summarised(language, method):
    text = {
        "ja": "東京都知事は月曜日に辞任した。路面電車は三年遅れている。市民は新しい計画を待っている。市長は沈黙した。",
        "zh": "市长周一宣布辞职。电车工程推迟了三年。市民等待新的计划。议会将于周五开会。",
        "ko": "시장은 월요일에 사임했다. 전차 공사는 3년 늦어졌다. 시민들은 새 계획을 기다린다. 의회는 금요일에 열린다.",
        "ar": "استقال رئيس البلدية يوم الاثنين. تأخر مشروع الترام ثلاث سنوات. ينتظر السكان خطة جديدة. يجتمع المجلس غدا.",
        "th": "นายกเทศมนตรีลาออกเมื่อวันจันทร์\n\nรถรางล่าช้าสามปี\n\nประชาชนรอแผนใหม่\n\nสภาประชุมวันศุกร์",
        "hi": "महापौर ने सोमवार को इस्तीफा दिया। ट्राम परियोजना तीन साल देर से है। लोग नई योजना की प्रतीक्षा कर रहे हैं।",
    }[language]
    wire = article(text, language)
    chosen = summarise(wire, SummarySettings(method, sentences=1)).sentences
    assert len(chosen) == 1


GREETED = """Mesdames, Messieurs,

Le bac de Vigny sera fermé lundi pour des travaux de peinture.

Les horaires du bac de remplacement, lundi à Vigny :

- premier départ du bac à six heures ;

- retour : 18 h

Le péage du bac restera gratuit jusqu'à vendredi.

Bien cordialement,
"""


@pytest.mark.parametrize("method", METHODS)
def test_a_greeting_or_an_introduction_to_a_list_is_not_chosen(method):
    wire = article(GREETED)
    chosen = told(wire, summarise(wire, SummarySettings(method, sentences=99)).sentences)
    assert len(chosen) == 3
    assert not any(text.endswith((",", ":", "18 h")) for text in chosen)


def test_a_figure_in_brackets_makes_no_sentence_of_a_row_of_results():
    rows = "Inscrits : 71 204\n\nVotants : 24 690 (34,67 %)\n\nExprimés : 23 376\n\nBlancs : 702 (0,98 %)"
    wire = article(f"Le maire de Vigny a été battu dimanche.\n\n{rows}\n\nIl restera au conseil.\n")
    chosen = told(wire, summarise(wire, SummarySettings(sentences=99)).sentences)
    assert chosen == ["Le maire de Vigny a été battu dimanche.", "Il restera au conseil."]


@pytest.mark.parametrize(
    ("language", "leads", "sentence"),
    [("zh", "总统周一表示：", "渡轮周一停运。"), ("ar", "السيدات والسادة،", "توقفت العبارة يوم الاثنين.")],
)
def test_an_introduction_may_end_with_the_marks_of_other_scripts(language, leads, sentence):
    wire = article(f"{leads}\n\n{sentence}\n", language)
    assert told(wire, summarise(wire, SummarySettings(sentences=9)).sentences) == [sentence]


def test_if_a_text_has_nothing_else_the_introduction_is_chosen():
    wire = article("Les horaires du bac de Vigny, lundi :\n")
    assert told(wire, summarise(wire, SummarySettings()).sentences) == ["Les horaires du bac de Vigny, lundi :"]


@pytest.mark.parametrize("method", METHODS)
def test_a_sentence_that_was_cut_for_its_length_is_chosen_as_a_whole_or_not_at_all(method):
    clause = "que le bac soit remplacé par un pont dont les piles seraient posées au printemps"
    long = "Le conseil de Vigny a demandé, " + ", ".join([clause] * 9) + "."
    wire = article(f"{long} Le bac rouvrira lundi.\n")
    assert len(wire.sentences) == 3
    first, second, last = (sentence.id for sentence in wire.sentences)
    summary = summarise(wire, SummarySettings(method, sentences=2))
    assert summary.sentences == (first, second, last)
    assert [reason.sentence for reason in summary.reasons] == [first, second, last]
    shorter = summarise(wire, SummarySettings(method, words=5)).sentences
    assert shorter in ((first, second), (last,))
