"""Versions of a story are grouped, and nothing else is taken for one."""

import random
import subprocess
import sys
from itertools import combinations
from pathlib import Path

import pytest
import wires
from wires import article

from core.article import Article
from core.reading import discover
from core.stories import Stories

SEEDS = Path(__file__).parents[3] / "seeds"
OWN = (wires.QUARRY, wires.QUARRY_INQUIRY, wires.FERRY, wires.OBSERVATORY, wires.MARKET)


def grouped(*texts: str | Article) -> list[tuple[int, ...]]:
    stories = Stories()
    for text in texts:
        stories.add(text if isinstance(text, Article) else article(text))
    return [story.numbers for story in stories.all()]


def seeds() -> list[str]:
    # The versions are made with French paragraphs: as long as the Chinese wire, these would be another story.
    read = [found.articles() for found in discover([str(SEEDS)]) if "zhongwen" not in found.path]
    return ["\n\n".join(article.text[part.start : part.end] for part in article.paragraphs) for [article] in read]


@pytest.mark.parametrize("mutate", wires.MUTATIONS, ids=lambda mutate: mutate.__name__)
@pytest.mark.parametrize("text", [wires.QUARRY, wires.FERRY, wires.OBSERVATORY], ids=["quarry", "ferry", "comet"])
def test_a_version_joins_its_story_whichever_comes_first(text, mutate):
    assert grouped(text, wires.MARKET, mutate(text)) == [(0, 2), (1,)]
    assert grouped(mutate(text), wires.MARKET, text) == [(0, 2), (1,)]


def test_two_reports_on_one_event_stay_two_stories():
    assert grouped(wires.QUARRY, wires.QUARRY_INQUIRY) == [(0,), (1,)]


def test_reports_on_one_pattern_stay_apart():
    assert grouped(wires.MARKET, wires.MARKET_NEXT) == [(0,), (1,)]


PATTERNS = """\
La récolte de pommes du pays {place}, {count} tonnes par ferme, est de 14 % plus forte qu'en 2024, dit le comice de Lerme à Serein.
Un homme de {count} ans, du quartier {place}, a été tué par balle dans la nuit de lundi à Serein, a dit mardi la police de la ville de Lerme.
Le {count} juin, les bus {place} seront gratuits pour un an, a dit la ville de Lerme, qui veut moins de voitures à Serein en 2028.
""".splitlines()


@pytest.mark.parametrize("pattern", PATTERNS)
def test_short_reports_in_the_same_words_on_other_places_stay_apart(pattern):
    here, there = pattern.format(place="de Vaubrun", count=31), pattern.format(place="d'Aulnes", count=54)
    assert grouped(here, there) == [(0,), (1,)]


@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize("corrected", [("de Vaubrun", 35), ("de Vaubron", 31)], ids=["figure", "name"])
def test_a_figure_or_a_name_corrected_in_a_short_report_leaves_it_one_story(pattern, corrected):
    place, count = corrected
    assert grouped(pattern.format(place="de Vaubrun", count=31), pattern.format(place=place, count=count)) == [(0, 1)]


def test_the_boilerplate_of_an_agency_makes_no_story():
    shorts = [
        f"Brève\n\nLe village de {place} élit dimanche son conseil de {count} membres, après le départ du précédent."
        f"\n\n{wires.AGENCY}\n\n{wires.AGENCY.upper()}"
        for place, count in (("Vaubrun", 9), ("Aulnes", 11), ("Saint-Alban", 23), ("Ligny-le-Bas", 15), ("Serein", 7))
    ]
    full = [f"{text}\n\n{wires.AGENCY}" for text in (wires.QUARRY, wires.FERRY, wires.OBSERVATORY, wires.MARKET)]
    assert all(len(story) == 1 for story in grouped(*full))
    assert len(grouped(*full, *shorts)) >= len(full) + 1


def test_a_round_up_does_not_make_one_story_of_a_day():
    flashes = [wires.flash(text) for text in (wires.QUARRY, wires.FERRY, wires.OBSERVATORY)]
    round_up = "Le journal\n\n" + "\n\n".join(text.split("\n\n", 1)[1] for text in OWN)
    stories = grouped(*flashes, round_up)
    assert not any({0, 1} <= {*story} or {1, 2} <= {*story} or {0, 2} <= {*story} for story in stories)


def test_a_translation_is_not_the_same_text():
    english = "A landslide closes the Vaubrun quarry\n\nA landslide carried off part of the Vaubrun quarry on Monday."
    assert grouped(wires.QUARRY, english) == [(0,), (1,)]


def test_the_same_words_a_month_later_are_another_story():
    early, late = article(wires.FERRY, "2026-06-03"), article(wires.FERRY, "2026-07-03T10:00:00Z")
    assert grouped(early, late) == [(0,), (1,)]
    assert grouped(early, article(wires.FERRY, "2026-06-04")) == [(0, 1)]


def test_every_version_of_a_shuffled_day_is_found_and_nothing_more():
    """Precision and recall over all pairs: both must be complete on this set."""
    sources = [*OWN, *seeds()]
    day = [(number, text) for number, source in enumerate(sources) for text in wires.versions(source)]
    random.Random(11).shuffle(day)
    stories = grouped(*(text for _, text in day))
    found = {pair for story in stories for pair in combinations(story, 2)}
    true = {(a, b) for a, b in combinations(range(len(day)), 2) if day[a][0] == day[b][0]}
    assert len(found & true) / len(found) >= 0.99
    assert len(found & true) / len(true) >= 0.97


def test_stories_are_in_the_order_of_their_first_wires():
    assert grouped(wires.MARKET, wires.FERRY, wires.update(wires.MARKET), wires.QUARRY) == [(0, 2), (1,), (3,)]


def test_a_version_that_joins_two_stories_makes_them_one():
    head, *rest = wires.QUARRY.split("\n\n")
    first, second = "\n\n".join([head, *rest[:2]]), "\n\n".join(["Suite", *rest[2:]])
    assert grouped(first, wires.FERRY, second, wires.QUARRY) == [(0, 2, 3), (1,)]


def test_without_dates_the_longest_version_leads():
    stories = Stories()
    for text in (wires.FERRY, wires.update(wires.FERRY), wires.other_outlet(wires.FERRY)):
        stories.add(article(text))
    assert stories.story(2).lead == 1


def test_the_newest_version_leads_unless_it_was_cut():
    stories = Stories()
    stories.add(article(wires.update(wires.FERRY), "2026-06-03T08:00:00Z"))
    stories.add(article(wires.FERRY + " Le préfet s'en félicite.", "2026-06-03T11:00:00Z"))
    stories.add(article(wires.flash(wires.FERRY), "2026-06-03T12:00:00Z"))
    assert stories.story(0).numbers == (0, 1, 2)
    assert stories.story(0).lead == 1


@pytest.mark.parametrize("text", ["Oui.", "!!!", "12", "Le prix Castel à Nodier"])
def test_the_shortest_texts_are_grouped_only_when_equal(text):
    assert grouped(text, text, "Le prix Castel à Rouvier", wires.FERRY)[-1] == (3,)
    assert len(grouped(text, wires.FERRY, wires.MARKET)) == 3


def test_a_script_without_spaces_is_compared_letter_by_letter():
    text = (
        "台风周一早晨登陆南部海岸，造成三百户停电。当局关闭了两座桥梁，并将一千二百名居民转移到学校。火车停运至周三。"
    )
    assert grouped(text, wires.FERRY, text.replace("三百", "四百")) == [(0, 2), (1,)]


def test_the_groups_are_the_same_in_every_process():
    code = (
        "import sys; sys.path.insert(0, 'tests/core/stories'); import wires; from core.stories import Stories\n"
        "s = Stories(); [s.add(wires.article(v)) for t in (wires.QUARRY, wires.FERRY) for v in wires.versions(t)]\n"
        "print(s.all(), s._texts[0].hashes.tolist())"
    )
    root = Path(__file__).parents[3]
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code], cwd=root, env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


def test_articles_can_be_added_while_they_are_read():
    stories = Stories()
    for entry in discover([str(SEEDS), str(SEEDS)]):
        for parsed in entry.articles():
            stories.add(parsed)
    assert all(len(story.numbers) == 2 for story in stories.all())
