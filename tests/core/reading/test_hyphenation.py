"""A word cut at the end of a line is joined; a compound keeps its hyphen."""

import textwrap

import pytest
from pace import loops

from core.reading import text_paragraphs
from core.reading.hyphenation import KnownWords, joint

FRENCH = "Le maire est dans la ville pour les élections, une affaire que des élus suivent avec soin sur le terrain."


def joined(cut: str, text: str = FRENCH) -> str:
    before, after = cut.split("|")
    count, glue = joint(f"un {before}", after, KnownWords(text))
    return f"{before[: len(before) - count]}{glue}{after}"


@pytest.mark.parametrize(
    "cut",
    """
    rez-|de-chaussée rez-de-|chaussée vis-|à-vis vis-à-|vis centre-|droit lieutenant-|colonel garde-|à-vue garde-à-|vue
    porte-|parole vice-|président face-|à-face au-|delà au-|dessus contre-|amiral start-|up directeur-|adjoint mort-|né
    bien-|fondé non-|lieu va-|et-vient va-et-|vient belle-|mère sud-|ouest c'est-|à-dire c'est-à-|dire cessez-|le-feu
    cessez-le-|feu extrême-|droite savoir-|faire dix-|huit franco-|allemande chef-|d'œuvre main-|d'œuvre procès-|verbal
    Moyen-|Orient week-|end a-|t-il a-t-|il semble-t-|on dit-|elle celui-|ci jusque-|là peut-|être après-|midi
    Aix-|en-Provence e-|mail moins-|value hôtel-|restaurant homme-|grenouille timbre-|poste sourd-|muet coup-de-|poing CENTRE-|DROIT
    contre-|attaque contre-|feux micro-|entreprise ultra-|droite sur-|le-champ sous-|préfets entre-|deux lance-|roquettes
    anti-|terroriste socio-|économique haut-|commissaire pot-de-|vin sous-|traitants mi-|carême non-|binaire pro-|européen week-|ends
    """.split(),
)
def test_a_compound_keeps_its_hyphen(cut):
    assert joined(cut) == cut.replace("|", "")


@pytest.mark.parametrize(
    "cut",
    """
    contre-|dire contre-|façon micro-|bes hyper-|tension ultra-|violet non-|chalant outre-|passe haut-|aine inter-|pellé
    sur-|enchère entre-|posé pare-|sse double-|ment self-|ie post-|posé sous-|crire extra-|vagant
    gouver-|nement prési-|dent par-|tout main-|tenant sur-|face bien-|tôt euro-|péen auto-|mobile antisé-|mite
    malme-|nées parle-|mentaires manifes-|tation éco-|nomique cen-|tre porte-|feuille con-|seil inter-|national
    vice-prési-|dent Gran-|de-Bretagne porte-pa-|role ex-minis-|tre GOUVER-|NEMENT Bun-|destag
    anti-|cipe anti-|lope passe-|ront petit-|esse contre-|venant
    """.split(),
)
def test_a_word_that_was_cut_is_joined(cut):
    assert joined(cut) == cut.replace("-|", "")


def test_what_the_text_writes_elsewhere_decides():
    assert joined("bio-|éthique", f"{FRENCH} La bioéthique avance.") == "bioéthique"
    assert joined("bio-|éthique", f"{FRENCH} La bio-éthique avance.") == "bio-éthique"
    assert joined("anti-|terroriste", f"{FRENCH} Le gouver-\nnement agit.") == "antiterroriste"


@pytest.mark.parametrize("cut", ["govern-|ment", "Bundes-|regierung", "presi-|dente"])
def test_a_text_in_another_language_has_its_cut_words_joined(cut):
    assert joined(cut, "The mayor said that it was so. Der Bürgermeister sagt es.") == cut.replace("-|", "")


def test_a_wrapper_that_breaks_at_hyphens_is_undone():
    text = (
        "Le préfet parle d'un drame, c'est-à-dire d'un événement que la région n'avait plus connu depuis la guerre. Le "
        "cessez-le-feu est rompu dans le centre-ville, et le rez-de-chaussée de la mairie brûle. Le centre-droit et le "
        "lieutenant-colonel, vis-à-vis de la presse, vantent le savoir-faire des sapeurs-pompiers de la garde-à-vue."
    )
    for width in range(50, 90):
        wrapped = textwrap.fill(text, width, break_on_hyphens=True)
        assert [line for _, line in text_paragraphs.paragraphs(wrapped)] == [text]


@pytest.mark.parametrize("cut", ["chef-d'|œuvre", "l'|été", "lorsqu’|il", "jusqu'|ici", "aujourd'|hui", "quelqu'|un"])
def test_no_space_comes_after_an_elision(cut):
    assert joined(cut) == cut.replace("|", "")


@pytest.mark.parametrize("cut", ["the boys'|team", "Marins'|ami", "rock 'n'|roll"])
def test_a_space_comes_after_an_apostrophe_that_ends_a_word(cut):
    assert joined(cut) == cut.replace("|", " ")


@pytest.mark.parametrize("endless", ["A" * 30_000, "a-" * 15_000 + "1", "l'" * 15_000, "-A" * 15_000])
@pytest.mark.parametrize("cut", ["bud-|get", "anti-|terroriste"])
def test_words_without_an_end_before_a_cut_word_take_linear_time(endless, cut):
    before, after = cut.split("|")
    words = KnownWords(f"{FRENCH} {endless} {before}\n{after}")
    assert joint(f"{endless} {before}", after, words) == ((0, "") if before == "anti-" else (1, ""))
    assert (
        loops(
            lambda: (joint(f"{endless} {before}", after, words), KnownWords(f"{FRENCH} {endless} a-\nb").cut), tries=1
        )
        < 20
    )
