"""Every number in words, quarter of an hour, month and day: right ones pass, and their neighbours are flagged."""

import re

import pytest
from asking import flags, kinds

FRENCH = (
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit"
    " dix-neuf"
).split()
ENGLISH = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
).split()
DIZAINES = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante", 80: "quatre-vingt"}
TENS = dict(zip(range(20, 100, 10), "twenty thirty forty fifty sixty seventy eighty ninety".split(), strict=True))


def french(number: int) -> str:
    """A number below ten thousand in French words."""
    if number >= 1000:
        thousands = "mille" if number < 2000 else f"{french(number // 1000)} mille"
        return f"{thousands} {french(number % 1000)}" if number % 1000 else thousands
    if number >= 100:
        hundreds = "cent" if number < 200 else f"{french(number // 100)} cent"
        rest = number % 100
        return f"{hundreds} {french(rest)}" if rest else hundreds + ("s" if number > 199 else "")
    if number < 20:
        return FRENCH[number]
    ten = max(ten for ten in DIZAINES if ten <= number)
    rest = number - ten
    if not rest:
        return DIZAINES[ten] + ("s" if ten == 80 else "")
    return f"{DIZAINES[ten]} et {french(rest)}" if rest in (1, 11) and ten < 80 else f"{DIZAINES[ten]}-{french(rest)}"


def english(number: int) -> str:
    """A number below ten thousand in English words."""
    if number >= 100:
        size, word = (1000, "thousand") if number >= 1000 else (100, "hundred")
        rest = number % size
        joint = " and " if 0 < rest < 100 else " "
        return f"{english(number // size)} {word}" + (f"{joint}{english(rest)}" if rest else "")
    if number < 20:
        return ENGLISH[number]
    return TENS[number // 10 * 10] + (f"-{ENGLISH[number % 10]}" if number % 10 else "")


NUMBERS = [*range(3, 130), *range(137, 10_000, 97), 200, 1000, 1001, 1100, 2000, 2005, 8080, 9999]


SOURCE = "Il y a eu {} cas signalés dans toute la région depuis le début."
TARGET = "There have been {} cases reported in the whole region since the beginning."


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [(french, english), (french, "{:,}".format), ("{}".format, "{:,}".format), ("{}".format, english)],
    ids=["words, words", "words, figures", "figures, figures", "figures, words"],
)
def test_a_number_is_the_same_in_words_and_in_figures(ours, theirs):
    sentences = [(SOURCE.format(ours(number)), TARGET.format(theirs(number))) for number in NUMBERS]
    # Of the longest in words, that much text for four figures is doubted, and the number is not.
    assert [pair for pair in sentences if kinds(*pair) - {"length"}] == []


RANKS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
RANGS = {"un": "unième", "trois": "troisième", "cinq": "cinquième", "neuf": "neuvième"}


def english_rank(number: int) -> str:
    """An ordinal in English words."""
    head, last = re.fullmatch(r"(.*?)(\w+)", english(number)).groups()
    return head + RANKS.get(last, f"{last.removesuffix('y')}ieth" if last.endswith("y") else f"{last}th")


def french_rank(number: int) -> str:
    """An ordinal in French words."""
    head, last = re.fullmatch(r"(.*?)(\w+)", french(number)).groups()
    return head + RANGS.get(last, last.removesuffix("e").removesuffix("s") + "ième")


def test_an_ordinal_is_the_same_in_words_and_in_figures():
    for number in [*range(3, 131), 203, 1002]:
        source = f"C'est la {french_rank(number)} édition de ce festival du livre."
        figures = f"{number}{'th' if number // 10 % 10 == 1 else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"
        assert flags(source, f"It is the {english_rank(number)} edition of this book festival.") == (), source
        assert flags(source, f"It is the {figures} edition of this book festival.") == (), source
        other = f"It is the {english_rank(number + 1)} edition of this book festival."
        assert kinds(source, other) == {"number"}, source


@pytest.mark.parametrize("off", [1, -1, 10, 100])
def test_a_number_in_words_that_is_off_is_flagged(off):
    sentences = [(SOURCE.format(french(number)), TARGET.format(english(number + off))) for number in NUMBERS]
    assert [pair for pair in sentences if kinds(*pair) != {"number"}] == []


def half(hour: int) -> str:
    return "a.m." if hour < 12 else "p.m."


HOURS = [(hour, minute) for hour in range(24) for minute in (0, 1, 5, 15, 30, 45, 59)]


def test_a_time_is_the_same_in_every_form():
    sentences = []
    for hour, minute in HOURS:
        ours = (
            [f"{hour} h {minute:02}", f"{hour}h{minute:02}", f"{hour} heures {minute:02}"] if minute else [f"{hour} h"]
        )
        for other in [f"{hour}:{minute:02}", f"{hour % 12 or 12}:{minute:02} {half(hour)}"]:
            sentences += [
                (f"Le train part à {our} de Lyon.", f"The train leaves at {other} from Lyon.") for our in ours
            ]
    assert [pair for pair in sentences if flags(*pair)] == []


def test_a_time_that_is_off_or_of_the_other_half_of_the_day_is_flagged():
    sentences = []
    for hour, minute in HOURS:
        if not minute:
            continue
        source = f"Le train part à {hour} h {minute:02} de Lyon."
        later, next_hour = f"{hour}:{(minute + 7) % 60:02}", f"{(hour + 1) % 24}:{minute:02}"
        other_half = f"{hour % 12 or 12}:{minute:02} {half((hour + 12) % 24)}"
        sentences += [(source, f"The train leaves at {it} from Lyon.") for it in (later, next_hour, other_half)]
    assert [pair for pair in sentences if kinds(*pair) != {"date"}] == []


MOIS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
MONTHS = "January February March April May June July August September October November December".split()
JOURS = "lundi mardi mercredi jeudi vendredi samedi dimanche".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


@pytest.mark.parametrize("number", range(12))
def test_a_month_is_kept_by_its_name_or_its_number_and_its_neighbour_is_flagged(number):
    source, other = f"Il est né le 13 {MOIS[number]} 1968.", (number + 1) % 12
    assert flags(source, f"He was born on {MONTHS[number]} 13, 1968.") == ()
    assert flags(source, f"He was born on 13/{number + 1:02}/1968.") == ()
    assert kinds(source, f"He was born on {MONTHS[other]} 13, 1968.") == {"date"}
    assert kinds(source, "He was born on the 13th in 1968.") == {"date"}
    figures = f"Il est né le 13/{number + 1:02}/1968."
    assert flags(figures, f"He was born on {MONTHS[number]} 13, 1968.") == ()
    assert "date" in kinds(figures, f"He was born on {MONTHS[other]} 13, 1968.")
    assert "date" in kinds(figures, f"He was born on {MONTHS[number]} 14, 1968.")
    assert "date" in kinds(figures, f"He was born on {MONTHS[number]} 13, 1969.")


@pytest.mark.parametrize("number", range(7))
def test_a_day_is_kept_and_its_neighbour_is_flagged(number):
    source = f"Il viendra {JOURS[number]} soir."
    assert flags(source, f"He will come on {DAYS[number]} evening.") == ()
    assert flags(source, f"He will come {DAYS[number]}s, in the evening.") == ()
    assert kinds(source, f"He will come on {DAYS[(number + 1) % 7]} evening.") == {"date"}
    assert kinds(source, "He will come in the evening.") == {"date"}


SIZES = {"millions": "million", "milliards": "billion", "billions": "trillion"}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("figures", ["3", "3,5", "12", "120", "1,25"])
def test_a_magnitude_may_be_written_out_or_shortened_and_another_is_flagged(size, figures):
    source, value = f"Le plan coûte {figures} {size} d'euros.", figures.replace(",", ".")
    word = SIZES[size]
    short = {"million": "m", "billion": "bn", "trillion": "tn"}[word]
    zeros = {"million": 10**6, "billion": 10**9, "trillion": 10**12}[word]
    for translation in (
        f"{value} {word} euros",
        f"€{value} {word}",
        f"EUR {value}{short}",
        f"€{float(value) * zeros:,.0f}",
    ):
        assert flags(source, f"The plan costs {translation}.") == ()
    other = next(other for other in SIZES.values() if other != word)
    assert kinds(source, f"The plan costs {value} {other} euros.") == {"number"}
    assert kinds(source, f"The plan costs {value} euros.") == {"number"}
    assert kinds(source, f"The plan costs 4{value} {word} euros.") == {"number"}
