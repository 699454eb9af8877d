"""English quotations in a French sentence stay letter for letter in the translation."""

import pytest

from core.translation.preprocessing import keep_quotations


@pytest.mark.parametrize(
    ("source", "translation", "expected"),
    [
        ("« Never explain, never complain », disait la reine.", '"Never explains, never complain," said the queen.', '"Never explain, never complain," said the queen.'),
        ("Sa devise : « No pain, no gain ».", 'His motto: "No bread, no gain".', 'His motto: "No pain, no gain".'),
        ('Il a écrit "Nothing is agreed until all is" hier.', "He wrote “Noting is agreed until all is” yesterday.", "He wrote “Nothing is agreed until all is” yesterday."),
    ],
)  # fmt: skip
def test_an_english_quotation_that_the_model_changed_is_put_back(source, translation, expected):
    assert keep_quotations(source, translation, "fr", "en") == expected


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("« Non, je ne regrette rien », chante-t-elle.", '"No, I regret nothing," she sings.'),
        ("Il a dit « Never explain, never complain » et rien d'autre.", "He said never to explain and nothing else."),
        ("Il a lu « Le Monde » et « The Guardian ».", 'He read "Le Monde" and "The Guardian".'),
        ("Elle dit « ne t'en fais pas » à son fils.", 'She tells her son "do not worry".'),
    ],
)
def test_a_french_quotation_is_left_to_the_model(source, translation):
    assert keep_quotations(source, translation, "fr", "en") == translation
