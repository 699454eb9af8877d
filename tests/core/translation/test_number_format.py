"""Figures that the model copied as French writes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.translation.preprocessing import format_numbers


@pytest.mark.parametrize(
    ("source", "copied", "mended"),
    [
        ("à 10 000 euros d'amende", "a fine of 10 000 euros", "a fine of 10,000 euros"),
        ("à 1 801,80 euros brut", "at 1 801.80 euros gross", "at 1,801.80 euros gross"),
        ("soit 67\u202f413\u00a0000 personnes", "or 67 413 000 people", "or 67,413,000 people"),
        ("les 42,195 km du marathon", "the 42,195 km of the marathon", "the 42.195 km of the marathon"),
        ("un terrain de 300 m² près de 2 km² de bois", "300 m2 of land near 2 km2", "300 m² of land near 2 km²"),
        ("un entrepôt de 5.000 m²", "a 5,000-m2 warehouse", "a 5,000-m² warehouse"),
        ("à 1.850 m d'altitude", "1.850 m above sea level", "1,850 m above sea level"),
        ("à 3.228,4 milliards d'euros", "to EUR 3.228.4 billion", "to EUR 3,228.4 billion"),
        ("12.500.000 francs CFA", "12.500.000 CFA francs", "12,500,000 CFA francs"),
        ("a reculé de 0,3 point à 7,1 %", "fell from 0.3 points to 7.1%", "fell by 0.3 points to 7.1%"),
        ("relevé de 25 points de base à 4,5 %", "from 25 basis points to 4.5%", "by 25 basis points to 4.5%"),
        ("creusé de 1,2 point, à 5 %", "from 1.2 percentage points to 5%", "by 1.2 percentage points to 5%"),
        ("est passé de 120 à 98", "increased from 120 to 98", "went from 120 to 98"),
        ("sont passés de 1.200 à 950 salariés", "has risen from 1,200 to 950", "has gone from 1,200 to 950"),
        ("passera de 3,5 % à 3 %", "will increase from 3.5% to 3%", "will go from 3.5% to 3%"),
        ("avec 2h50 de retard", "with 2.50 late", "with 2:50 late"),
        ("a bondi de 240 % à 1,9 Md€", "jumped from 240% to €1.9 billion", "jumped by 240% to €1.9 billion"),
    ],
)
def test_a_copied_figure_gets_the_english_format(source, copied, mended):
    assert format_numbers(source, copied, ("fr", "en")) == mended


@pytest.mark.parametrize(
    ("source", "english"),
    [
        ("à 10 000 euros", "of 10,000 euros"),
        ("est passé de 3 % à 5 % en un an", "rose from 3% to 5% in a year"),
        ("a augmenté de 3 % à 5 % selon les régions", "rose from 3% to 5% according to the region"),
        ("est passée de 12 points à 30 points", "rose from 12 points to 30 points"),
        ("a progressé de 12 points à 14 points", "rose from 12 points to 14 points"),
        ("est passé de 98 à 120", "increased from 98 to 120"),
        ("a baissé de 120 à 98", "increased from 120 to 98"),
        ("à 2h50, le café à 2,50 euros", "at 2:50, coffee at 2.50 euros"),
        ("l'article 1.240 du code", "article 1.240 of the code"),
        ("le réseau 192.168.100.200", "network 192.168.100.200"),
        ("12,345 personnes selon eux", "12,345 people, they say"),
        ("tél. 01 45 67 89 10", "tel. 01 45 67 89 10"),
        ("entre 2019 et 2020 000 dossiers", "between 2019 and 2020 000 files"),
        ("le 12 345 6", "the 12 345 6"),
    ],
)
def test_what_is_right_or_unclear_is_left_alone(source, english):
    assert format_numbers(source, english, ("fr", "en")) == english


@given(st.text(alphabet="0123456789 ,.%km²de à", max_size=60), st.text(alphabet="0123456789 ,.%from to", max_size=60))
def test_any_text_is_accepted_and_keeps_every_digit(source, translation):
    assert [c for c in format_numbers(source, translation, ("fr", "en")) if c.isdigit()] == [
        c for c in translation if c.isdigit()
    ]


@pytest.mark.parametrize(
    ("source", "translation", "right"),
    [
        ("2,5 × 10⁶ litres en 2026¹.", "2.5 × 106 litres in 20261.", "2.5 × 10⁶ litres in 2026¹."),
        ("10⁶ puis 10⁶, et 10⁻³.", "106 then 106, and 10−3.", "10⁶ then 10⁶, and 10⁻³."),
        ("10⁶ litres.", "10⁶ litres.", "10⁶ litres."),
        ("10⁶ litres et 106 morts.", "106 litres and 106 dead.", "106 litres and 106 dead."),
        ("10⁶ litres.", "1,106 or 106.5 or 1067 litres.", "1,106 or 106.5 or 1067 litres."),
    ],
)
def test_figures_that_the_model_lowered_are_superscript_again(source, translation, right):
    assert format_numbers(source, translation, ("fr", "en")) == right
    assert format_numbers(source, translation, ("xx", "en")) == right
