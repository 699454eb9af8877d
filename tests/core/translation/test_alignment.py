"""Word alignment: which source words a target word came from, with spans that hold in both texts."""

from itertools import pairwise

import pytest
from pace import loops

from core.lang import profile_of
from core.packs import open_model
from core.packs.store import PackStore
from core.settings import Places
from core.translation.alignment import Alignment, align


def told(alignment: Alignment, source: str, translation: str) -> dict[str, list[str]]:
    """Each target word with the source words it came from, the strongest first."""
    return {
        translation[word.start : word.end]: [source[link.start : link.end] for link in word.sources]
        for word in alignment.words
    }


def test_each_word_is_linked_to_those_it_came_from():
    source, english = "Le chat noir dort.", "The black cat sleeps."
    attention = [
        [0.9, 0.1, 0.0, 0.0, 0.0],
        [0.0, 0.1, 0.9, 0.0, 0.0],
        [0.1, 0.8, 0.1, 0.0, 0.0],
        [0.0, 0.0, 0.0, 1.0, 0.0],
        [0.0, 0.0, 0.0, 0.0, 1.0],
    ]
    found = align(
        source,
        ["▁Le", "▁chat", "▁noir", "▁dort", "."],
        english,
        ["▁The", "▁black", "▁cat", "▁sleeps", "."],
        attention,
    )
    assert told(found, source, english) == {
        "The": ["Le"],
        "black": ["noir"],
        "cat": ["chat"],
        "sleeps": ["dort"],
        ".": ["."],
    }


def test_the_pieces_of_a_word_count_as_one():
    source, english = "À Samarcande", "In Samarkand"
    attention = [[1.0, 0.0, 0.0, 0.0], [0.0, 0.9, 0.1, 0.0], [0.0, 0.0, 0.2, 0.8]]
    found = align(source, ["▁À", "▁Sam", "ar", "cande"], english, ["▁In", "▁Sam", "arkand"], attention)
    assert told(found, source, english) == {"In": ["À"], "Samarkand": ["Samarcande"]}


def test_rows_and_columns_of_end_marks_may_follow():
    attention = [[0.9, 0.1], [0.1, 0.9]]
    found = align("Oui", ["▁Oui", "</s>"], "Yes", ["▁Yes", "</s>"], attention)
    assert told(found, "Oui", "Yes") == {"Yes": ["Oui"]}


def test_a_word_without_a_link_is_invented():
    found = align("Oui", ["▁Oui"], "Yes indeed", ["▁Yes", "▁indeed"], [[1.0], [0.05]])
    assert told(found, "Oui", "Yes indeed") == {"Yes": ["Oui"], "indeed": []}


def test_a_noun_is_linked_to_the_noun_rather_than_to_its_article():
    source, english = "la Russie", "Russia"
    found = align(source, ["▁la", "▁Russie"], english, ["▁Russia"], [[0.6, 0.4]])
    assert told(found, source, english)["Russia"][0] == "Russie"


def test_a_number_is_linked_to_its_copy_whatever_the_attention():
    source, english = "12 sur 40", "12 of 40"
    found = align(source, ["▁12", "▁sur", "▁40"], english, ["▁12", "▁of", "▁40"], [[0.1, 0.8, 0.1]] * 3)
    assert told(found, source, english) == {"12": ["12"], "of": ["sur"], "40": ["40"]}


def test_links_can_be_queried_in_both_directions():
    source, english = "Le chat dort", "The cat sleeps"
    found = align(
        source,
        ["▁Le", "▁chat", "▁dort"],
        english,
        ["▁The", "▁cat", "▁sleeps"],
        [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    )
    assert [source[link.start : link.end] for link in found.sources(4, 7)] == ["chat"]
    assert [english[link.start : link.end] for link in found.targets(3, 7)] == ["cat"]
    assert found.sources(3, 4) == ()


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Un\u00a0an…  «\u202foui\u202f»", ["▁Un", "▁an", "...", "▁«", "▁oui", "▁»"]),
        ("½ e\u0301te\u0301", ["▁1⁄2", "▁é", "té"]),
        ("l’an 𝟮", ["▁l", "’", "an", "▁2"]),
        ("Москва да", ["▁<unk>", "▁", "да"]),
        ("ô ﬁn", ["<0xC3>", "<0xB4>", "▁fin"]),
        ("", ["▁x"]),
        ("abc", []),
    ],
)
def test_spans_hold_where_the_pieces_do_not_quite_spell_the_text(text, pieces):
    attention = [[1 / max(len(pieces), 1)] * len(pieces)] * len(pieces)
    found = align(text, pieces, text, pieces, attention)
    spans = [(word.start, word.end) for word in found.words]
    assert all(0 <= start < end <= len(text) and text[start:end].strip() == text[start:end] for start, end in spans)
    assert all(span[1] <= two[0] for span, two in pairwise(spans))
    links = [link for word in found.words for link in word.sources]
    assert all(0 <= link.start < link.end <= len(text) for link in links)


def test_attention_of_the_wrong_shape_links_less_and_does_not_fail():
    found = align("Un an", ["▁Un", "▁an"], "One year", ["▁One", "▁year"], [[1.0]])
    assert told(found, "Un an", "One year") == {"One": ["Un"], "year": []}


def test_a_long_text_is_aligned_in_linear_time():
    words = [f"m{number}" for number in range(20_000)]
    text, pieces = " ".join(words), ["▁" + word for word in words]
    found = align(text, pieces, text + "…", [*pieces, "..."], [])
    assert len(found.words) == len(words) + 1
    assert loops(lambda: align(text, pieces, text + "…", [*pieces, "..."], []), tries=1) < 250


@pytest.mark.model
def test_the_attention_of_the_default_pack_aligns_words(real_home):
    """Months, days and numbers have one translation: that is the gold. Copies are linked by rule, so they tell nothing."""
    french, english = profile_of("fr"), profile_of("en")
    sources = [
        "Le procès s'ouvrira lundi à Lyon, trois mois après la mort de sept soldats en février.",
        "Trois soldats ont été tués et sept autres blessés dans une embuscade jeudi, en janvier.",
        "La réunion prévue mercredi à Ankara a été reportée à vendredi pour huit délégations.",
        "Le couvre-feu commencera dimanche dans cinq villes et durera neuf jours en décembre.",
        "Depuis octobre, quatre maires ont démissionné, et douze autres y pensent depuis samedi.",
    ]
    model = open_model(PackStore(Places(real_home)).find("fr", "en"))
    pieces = [model.encode(source) for source in sources]
    results = model.translator.translate_batch(pieces, beam_size=2, return_attention=True)
    right = total = 0
    for source, cut, result in zip(sources, pieces, results, strict=True):
        translation = model.decode(result.hypotheses[0])
        found = align(source, cut, translation, result.hypotheses[0], result.attention[0])
        for word in found.words:
            words = translation[word.start : word.end].lower()
            gold = {
                form
                for table, theirs in (
                    (french.dates.months, english.dates.months),
                    (french.dates.weekdays, english.dates.weekdays),
                    (french.numbers.units, english.numbers.units),
                )
                for form, value in table.items()
                if theirs.get(words) == value
            }
            if gold:
                total += 1
                first = word.sources[0] if word.sources else None
                right += first is not None and source[first.start : first.end].lower() in gold
    assert total >= 15
    assert right / total >= 0.9


def test_numbers_and_codes_are_one_word():
    text = "Le vol AF1234 a 3,5 % de 67.413 places"
    found = align(text, [], text, [], [])
    assert [text[word.start : word.end] for word in found.words] == text.split()
