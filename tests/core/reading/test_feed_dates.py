"""The dates of feeds: right, or none."""

import pytest

from core.reading.feed_dates import read_date

ZONED = "2026-07-06T16:30:10Z"
FORMS = {
    "Mon, 06 Jul 2026 18:30:10 +0200": ZONED,
    "Mon, 6 Jul 2026 18:30:10 CEST": ZONED,
    "Mon, 06 Jul 2026 18:30:10 +0200 (CEST)": ZONED,
    "Mon, 06 Jul 2026 17:30:10 BST": ZONED,
    "Mon, 06 Jul 2026 12:30:10 EDT": ZONED,
    "Mon, 06 Jul 2026 16:30:10 GMT": ZONED,
    "Mon, 06 Jul 2026 16:30:10 -0000": ZONED,
    "Monday, 06-Jul-26 16:30:10 UTC": ZONED,
    "Mon, 6 Jul 26 18:30:10 +02:00": ZONED,
    "Mon, 06 Jul 2026 17:30:10 GMT+1": ZONED,
    "Mon Jul  6 16:30:10 UTC 2026": ZONED,
    "Mon Jul 06 2026 18:30:10 GMT+0200 (heure d’été d’Europe centrale)": ZONED,
    "lun., 06 juil. 2026 12:30:10 HAE": ZONED,
    "lun. 06 juil. 2026 11:30:10 HNE": ZONED,
    "lun, 06 juil 2026 18:30:10 +0200": ZONED,
    "Montag, 6. Juli 2026 18:30:10 MESZ": ZONED,
    "mandag den 6. juli 2026 kl. 18:30:10 CEST": ZONED,
    "segunda-feira, 6 de julho de 2026 18:30:10 CEST": ZONED,
    "2026-07-06T18:30:10+02:00": ZONED,
    "2026-07-06T18:30:10.123+0200": ZONED,
    "2026-07-06T18:30:10+02:00[Europe/Paris]": ZONED,
    "2026-07-06 18:30:10 +0200": ZONED,
    "20260706T163010Z": ZONED,
    "1783355410": ZONED,
    "1783355410000": ZONED,
    "1783355410.25": ZONED,
    "2026-07-06T12:30:10-04:00": ZONED,
    "Mon, 06 Jul 2026 18:30:10": "2026-07-06T18:30:10",
    "2026-07-06T18:30:10": "2026-07-06T18:30:10",
    "20260706183010": "2026-07-06T18:30:10",
    "2026/7/6 18:30:10": "2026-07-06T18:30:10",
    "06.07.2026 18:30:10": "2026-07-06T18:30:10",
    "lundi 6 juillet 2026 à 18h30": "2026-07-06T18:30:00",
    "le 6 juillet 2026 à 18 h 30": "2026-07-06T18:30:00",
    "6 juillet 2026 - 18:30": "2026-07-06T18:30:00",
    "6. Juli 2026 um 18:30 Uhr": "2026-07-06T18:30:00",
    "lunes, 6 de julio de 2026 18:30": "2026-07-06T18:30:00",
    "July 6, 2026 6:30 PM": "2026-07-06T18:30:00",
    "July 6th, 2026 at 12:05 a.m.": "2026-07-06T00:05:00",
    "1er août 2026": "2026-08-01",
    "2 févr. 26": "2026-02-02",
    "mar. 3 mars 2026": "2026-03-03",
    "Mar, 03 mar 2026": "2026-03-03",
    "3. März 2026": "2026-03-03",
    "2 de abril de 2026": "2026-04-02",
    "2 dic 2026": "2026-12-02",
    "2026-3-2": "2026-03-02",
    "20260302": "2026-03-02",
    "2026-W10-1": "2026-03-02",
    "29-06-2026": "2026-06-29",
    "6/29/2026": "2026-06-29",
    "2026-Mar-02": "2026-03-02",
    "06 Jul 26 16:30:10 Z": ZONED,
    "Mon,06 Jul 2026 18:30:10 +0200": ZONED,
    "Mon, 06 Jul 2026 18:30:10 UTC+02:00": ZONED,
    "20260706T183010+0200": ZONED,
    "2026-07-06t16:30:10.1234567z": ZONED,
    "Lun, 06 Jul 2026 18:30:10 +0200": ZONED,
    "Mo, 06 Jul 2026 18:30:10 +0200": ZONED,
    "Mon, 06 Jul 2026 18:30 +0200": "2026-07-06T16:30:00Z",
    "2026-07-06T18:30+02": "2026-07-06T16:30:00Z",
    "samedi 1er août 2026 00h05": "2026-08-01T00:05:00",
    "12 AOÛT 2026 à 7h": "2026-08-12T07:00:00",
    "1 er mars 2026": "2026-03-01",
    "5 fevrier 2026": "2026-02-05",
    "12 decembre 2026": "2026-12-12",
    "6-juil.-2026": "2026-07-06",
    "Publié le 6 juillet 2026": "2026-07-06",
    "6.7.26": "2026-07-06",
    "2026.07.06": "2026-07-06",
    "3 mar 2026": "2026-03-03",
}
NONE = (
    "03-02-2026 03/02/26 2026 2026-3 12:30 18h30 0 -62135596800 99999999999999 2026-02-30 32/01/2026 0000-00-00T00:00:00Z"
    " 06/07/2026 6/7/26 06-07-26 26-07-06 2026-187 2026-06-31 12026-07-06 6-7 2026-07-06T25:00:00Z 2026-07-06T18:30:10+99:00 hier aujourd’hui"
).split()


@pytest.mark.parametrize(("written", "meant"), FORMS.items())
def test_a_date_is_read_as_it_is_meant(written, meant):
    assert read_date(written) == meant
    assert read_date(f"  {written.upper()}\n", "xx") == meant


@pytest.mark.parametrize(
    "written",
    [
        *NONE,
        None,
        "",
        "il y a 2 heures",
        "mars 2026",
        "2 Mar",
        "Mon, 06 Jul 2026 18:30:10 IST",
        "Mon, 6 Jul 2026 18:30 XYZ",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "du 2 au 3 mars 2026",
        "2 mars 2026 18:30 19:30",
        "2 brumaire 2026",
        "9" * 5000,
    ],
)
def test_what_is_no_date_or_several_gives_none(written):
    assert read_date(written) is None


def test_the_language_of_the_feed_tells_day_from_month():
    for language in ("fr", "fr-FR", "de", "es", "it", "en-GB", "pt_BR"):
        assert read_date("03-02-2026", language) == "2026-02-03"
    assert read_date("03/02/2026", "en-US") == "2026-03-02"
    for language in ("en", "fr-CA", "", None):
        assert read_date("03/02/2026", language) is None
    assert read_date("03.02.2026", "en") == "2026-02-03"


def test_two_figures_are_a_year_only_where_days_come_first():
    assert read_date("03/02/26 18:30", "fr") == "2026-02-03T18:30:00"
    assert read_date("26-03-02", "fr") is None
    # The 26th of March 2002 and the 2nd of March 2026 are both possible, but nobody writes of 2002.
    assert read_date("26/03/02", "fr") is None
    assert read_date("13/02/26", "fr") == "2026-02-13"
    assert read_date("03/02/26", "en-US") is None


def test_the_feeds_own_language_names_the_month():
    assert read_date("2 марта 2026", "ru") == "2026-03-02"
    assert read_date("2 oktober 2026", "sv") == "2026-10-02"


def test_dates_of_other_languages_are_read_though_the_feed_names_none():
    for written in ("2026年3月2日", "2026년 3월 2일", "2 марта 2026 г.", "2 مارس 2026", "2 Mart 2026", "2 martie 2026"):
        assert read_date(written) == "2026-03-02"
    assert read_date("2026年3月2日 08:15") == "2026-03-02T08:15:00"
    # A different month in each of two languages.
    assert read_date("2 listopada 2026") is None
    assert read_date("2 listopada 2026", "pl") == "2026-11-02"


def test_the_weekday_decides_between_two_orders_of_day_and_month():
    assert read_date("Sat, 02/07/2026 - 18:30", "en") == "2026-02-07T18:30:00"
    assert read_date("Thursday 02/07/2026", "en") == "2026-07-02"
    assert read_date("Sun, 02/07/2026", "en") is None


@pytest.mark.parametrize(
    ("written", "language", "meant"),
    [
        ("Mon, 2 Mar 2026 18:30:10 Europe/Paris", None, "2026-03-02T18:30:10"),
        ("2026-03-02T18:30:10 01:00", None, "2026-03-02T17:30:10Z"),
        ("2026. március 2.", "hu", "2026-03-02"),
        ("2 березня 2026 р.", "uk", "2026-03-02"),
        ("2 marca 2026 r.", "pl", "2026-03-02"),
    ],
)
def test_zones_by_their_place_lost_plus_signs_and_words_for_year_are_understood(written, language, meant):
    assert read_date(written, language) == meant
