"""A digest: one summary over many wires, nothing said twice, each sentence with its wire."""

from dataclasses import replace

import pytest
from core_briefs import brief

from core.article import Flag
from core.digest import SENTENCES, default_budget, digest, same_event
from core.errors import Cancelled
from core.settings import SummarySettings
from core.summary import METHODS
from core.summary.multi_document import WireInput, choose

BRIDGE = """Bridge closed after pillar sinks

The county closed the Morlay bridge on Monday after a pillar sank by eight centimetres in the night.
Some 14,000 cars crossed the Morlay bridge every day. "I have never seen that," said a mechanic."""
BRIDGE_AGAIN = """Morlay bridge shut

The county closed the Morlay bridge on Monday after a pillar sank by eight centimetres during the night.
The works on the pillar of the bridge will last five months and cost three million, the prefect said."""
BRIDGE_LATER = """Traders fear for Morlay

Traders of Morlay fear for their sales while the bridge is closed.
The Morlay bridge has been closed since Monday, when a pillar sank in the night."""
WHEAT = """Wheat harvest fails for a third year

Farmers of the northern plain have lost most of their wheat to drought, the ministry of agriculture said on Tuesday.
It promised loans without interest. Grain prices rose by nine percent in a week."""
ORCHESTRA = """Orchestra accepts pay cut

Musicians of the city orchestra voted on Wednesday to accept a pay cut of eight percent for two seasons.
The concert hall is to open again next year, after repairs that cost the orchestra a quarter of its subscribers."""


BRIEFS = [
    brief(text, f"{place}.txt") for place, text in enumerate((WHEAT, BRIDGE, ORCHESTRA, BRIDGE_AGAIN, BRIDGE_LATER))
]


def words(result) -> int:
    return sum(len(sentence.sentence.source.split()) for sentence in result.sentences)


def test_the_story_that_most_wires_tell_comes_first():
    result = digest(BRIEFS, SummarySettings("news", 5))
    assert result.stories[0].wires == (1, 3, 4)
    assert [story.wires for story in result.stories[1:]] == [(0,), (2,)]
    assert all(story.sentences for story in result.stories)


@pytest.mark.parametrize("method", METHODS)
def test_what_two_wires_say_is_said_once_with_both_named(method):
    result = digest(BRIEFS, SummarySettings(method, 6))
    closing = [
        sentence for sentence in result.sentences if "closed the Morlay bridge on Monday" in sentence.sentence.source
    ]
    # KL and SumBasic may leave it out.
    assert len(closing) == 1 or (method in ("kl", "sumbasic") and not closing)
    assert all({sentence.wire, *sentence.also} >= {1, 3} for sentence in closing)


def test_every_sentence_is_one_of_its_wire_in_reading_order():
    result = digest(BRIEFS, SummarySettings("news", 9))
    for sentence in result.sentences:
        assert sentence.sentence in result.briefs[sentence.wire].article.sentences
        assert sentence.reason.sentence == sentence.sentence.id
        assert sentence.wire not in sentence.also
    for story in result.stories:
        places = [(sentence.wire, sentence.sentence.start) for sentence in story.sentences]
        assert places == sorted(places)


@pytest.mark.parametrize("method", METHODS)
def test_the_budget_is_that_of_the_whole(method):
    assert len(digest(BRIEFS, SummarySettings(method, 3)).sentences) == 3
    assert 0 < words(digest(BRIEFS, SummarySettings(method, words=50))) <= 60
    assert len(digest(BRIEFS, SummarySettings("news", ratio=0.5)).sentences) == 6


def test_a_digest_has_a_length_of_its_own_where_none_is_given():
    assert default_budget(SummarySettings("lsa", words=30)) == SummarySettings("lsa", SENTENCES)


def test_a_story_without_space_is_still_named():
    result = digest(BRIEFS, SummarySettings("news", 1))
    assert sorted(wire for story in result.stories for wire in story.wires) == [0, 1, 2, 3, 4]
    assert result.stories[0].sentences
    assert not any(story.sentences for story in result.stories[1:])


def test_wires_of_two_languages_are_held_against_each_other_by_their_translation():
    french = brief(
        "Le pont fermé\n\nLe comté a fermé lundi le pont de Morlay après qu'un pilier s'est affaissé de huit centimètres.",
        language="fr",
    )
    translations = iter(
        ("The bridge closed", "The county closed the Morlay bridge on Monday after a pillar sank eight centimetres.")
    )
    article = replace(
        french.article,
        paragraphs=tuple(
            replace(
                paragraph,
                sentences=tuple(
                    replace(x, translation=next(translations), origin="model") for x in paragraph.sentences
                ),
            )
            for paragraph in french.article.paragraphs
        ),
    )
    result = digest([replace(french, article=article), BRIEFS[1]], SummarySettings("news", 1))
    assert result.stories[0].wires == (0, 1)
    assert len(result.sentences[0].also) == 1


def test_between_equals_the_sound_translation_is_chosen():
    doubtful = replace(
        BRIEFS[1].article,
        paragraphs=tuple(
            replace(
                paragraph,
                sentences=tuple(replace(x, flags=(Flag("number", "8 is missing"),)) for x in paragraph.sentences),
            )
            for paragraph in BRIEFS[1].article.paragraphs
        ),
    )
    for pair in ([replace(BRIEFS[1], article=doubtful), BRIEFS[1]], [BRIEFS[1], replace(BRIEFS[1], article=doubtful)]):
        [sentence] = digest(pair, SummarySettings("news", 1)).sentences
        assert not sentence.sentence.flags


@pytest.mark.parametrize("briefs", [[], [brief("(AFP)"), brief("Subscribe now")]])
def test_nothing_to_tell_is_an_empty_digest(briefs):
    assert digest(briefs, SummarySettings("news", 8)).sentences == ()


@pytest.mark.parametrize("method", METHODS)
def test_a_budget_that_is_left_over_repeats_nothing(method):
    result = digest([brief(BRIDGE, "a.txt"), brief(BRIDGE, "b.txt")], SummarySettings(method, 20))
    sources = [sentence.sentence.source for sentence in result.sentences]
    assert len(sources) == len(set(sources)) > 0


def test_a_sentence_of_grammar_words_alone_is_not_said_to_stand_in_other_wires():
    wires = [
        WireInput(("Il y en a eu.",), "", (0.0,)),
        WireInput(("Le pont de Nantes a été fermé mardi.",), "", (0.0,)),
    ]
    picks = [pick for story in choose(wires, "fr", SummarySettings(sentences=2)) for pick in story.picks]
    assert [pick.also for pick in picks] == [(), ()]


QUAKE = """Quake in Morocco

A quake of magnitude 6.8 that struck the Ouarzate region on Saturday killed 41 people, an official report said.
The army sent helicopters to cut-off villages."""
QUAKE_AGAIN = """Quake leaves 41 dead

The quake, of magnitude 6.8, left 41 dead in the Ouarzate region. Spain and France offered their help.
The hospitals of Ouarzate lack blood, a doctor said."""


def sources(result) -> list[str]:
    return [sentence.sentence.source for sentence in result.sentences]


def test_a_toll_that_was_said_is_not_said_again_with_facts_that_were_said_too():
    found = sources(digest([brief(QUAKE, "a.txt"), brief(QUAKE_AGAIN, "b.txt")], SummarySettings("news", 4)))
    assert sum("41" in sentence for sentence in found) == 1
    # Its place goes to a sentence that says something else.
    assert len(found) == 4


@pytest.mark.parametrize(
    "new",
    [
        "The quake left 41 dead and 200 injured in the Ouarzate region.",
        "The quake left 43 dead or missing, 41 of them dead, in the Ouarzate region.",
        "The quake, of magnitude 7.1, left 41 dead in the Ouarzate region.",
        "The quake left 41 dead in the Zagora region.",
        "The quake left 41 dead in the Ouarzate region, in 12 villages.",
    ],
)
def test_a_toll_that_was_said_is_said_again_with_whatever_is_new(new):
    again = QUAKE_AGAIN.replace("The quake, of magnitude 6.8, left 41 dead in the Ouarzate region.", new)
    assert new in sources(digest([brief(QUAKE, "a.txt"), brief(again, "b.txt")], SummarySettings("news", 5)))


def test_a_place_that_all_wires_name_does_not_make_sentences_say_the_same():
    briefs = [brief(text, f"{place}.txt") for place, text in enumerate((QUAKE, QUAKE_AGAIN, QUAKE))]
    found = digest(briefs, SummarySettings("news", 5)).sentences
    assert [sentence.also for sentence in found if "lack blood" in sentence.sentence.source] == [()]


@pytest.mark.parametrize("place", [0, 1, 2, 3, 4])
def test_the_wires_on_one_event_are_those_of_its_story_in_a_digest(place):
    story = next(story for story in digest(BRIEFS, SummarySettings("news", 5)).stories if place in story.wires)
    assert same_event([one.article for one in BRIEFS], place, "en") == story.wires


def test_wires_on_one_event_are_found_among_those_that_can_be_compared():
    french = brief("Le pont de Morlay fermé\n\nLe pont de Morlay est fermé depuis lundi.", "fr.txt", "fr").article
    bare = [replace(one.article, paragraphs=_without_translations(one.article)) for one in BRIEFS]
    assert same_event([*bare, french], 1, "en") == (1, 3, 4)
    assert same_event([*bare, french], 5, "en") == (5,)


def test_looking_for_the_wires_on_one_event_can_be_stopped_at_any_of_them():
    taken = []

    def step():
        taken.append(1)
        if len(taken) == 3:
            raise Cancelled("events")

    with pytest.raises(Cancelled):
        same_event([one.article for one in BRIEFS], 0, "en", step)


def _without_translations(article):
    return tuple(
        replace(
            part, sentences=tuple(replace(sentence, translation=None, origin="model") for sentence in part.sentences)
        )
        for part in article.paragraphs
    )
