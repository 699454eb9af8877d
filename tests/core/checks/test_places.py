"""A place of the source is the same place in the translation, and may be called all that English calls it."""

import pytest
from asking import details, flags


@pytest.mark.parametrize(
    ("source", "english", "doubt"),
    [
        ("Le gouverneur de Virginie-Occidentale a parlé.", "The governor of Western Virginia spoke.", "is West Virginia; the translation has Virginia"),
        ("La Guinée équatoriale vote dimanche.", "Guinea is voting on Sunday.", "is Equatorial Guinea; the translation has Guinea"),
        ("La Corée du Nord a tiré un missile.", "South Korea has fired a missile.", "is North Korea; the translation has South Korea"),
        ("La Corée du Nord a tiré un missile vers le sud.", "South Korea has fired a missile to the south.", "is North Korea; the translation has South Korea"),
        ("Le Soudan du Sud est en guerre.", "Sudan is at war.", "is South Sudan; the translation has Sudan"),
        ("Il a atterri à Mexico lundi.", "He landed in Mexico on Monday.", "is Mexico City; the translation has Mexico"),
        ("Alger a rappelé son ambassadeur.", "Algeria has recalled its ambassador.", "is Algiers; the translation has Algeria"),
        ("La Slovaquie a voté la loi.", "Slovenia has passed the law.", "is Slovakia; the translation has Slovenia"),
        ("L'Irlande du Nord a voté.", "Ireland has voted.", "is Northern Ireland; the translation has Ireland"),
        ("L'Afrique du Sud est en tête.", "Southern Africa is in the lead.", "is South Africa; the translation has Southern Africa"),
    ],
)  # fmt: skip
def test_a_place_that_became_another_one_is_flagged(source, english, doubt):
    assert doubt in details(source, english)


@pytest.mark.parametrize(
    ("source", "english"),
    [
        ("Le gouverneur de Virginie-Occidentale a parlé.", "The governor of West Virginia spoke."),
        ("La Corée du Nord et la Corée du Sud discutent.", "North and South Korea are talking."),
        ("La Corée du Nord a tiré un missile.", "North Korean forces have fired a missile."),
        ("Il a atterri à Mexico, au Mexique.", "He landed in Mexico City, Mexico."),
        ("L'Algérie a rappelé son ambassadeur à Alger.", "Algeria has recalled its ambassador to Algiers."),
        ("La Lettonie a rejoint la zone euro.", "Latvia joined the euro area."),
        ("Le président de la Lettonie est là.", "The Latvian president is here."),
        ("Aux Etats-Unis et au Royaume-Uni, on vote.", "In the US and in Britain, people are voting."),
        ("Le Soudan et le Soudan du Sud sont en guerre.", "Sudan and South Sudan are at war."),
        ("La Birmanie et la Côte d'Ivoire ont signé.", "Myanmar and Ivory Coast have signed."),
        ("La Bosnie-Herzégovine a gagné le match.", "Bosnia has won the match."),
        ("Albert Londres est mort en mer.", "Albert Londres died at sea."),
        ("Il vit au Pays de Galles depuis longtemps.", "He has long lived in Wales."),
        ("Le Bade-Wurtemberg ferme ses écoles.", "Baden-Württemberg is closing its schools."),
        ("Le président de l'Iran a critiqué son voisin.", "The Iranian president criticised Iraq."),
        (
            "La présidente de la Normandie reçoit un ministre.",
            "The Norman president is hosting a Norwegian from Norway.",
        ),
        ("Le parlement de Malte accueille un ministre.", "The Maltese parliament is hosting a minister from Malaysia."),
        ("La Géorgie a battu l'Ukraine.", "Georgia has beaten Ukraine."),
        ("L'Irlande du Nord et l'Irlande ont voté.", "Northern Ireland and the Republic of Ireland have voted."),
    ],
)
def test_a_place_with_its_right_name_is_not_flagged(source, english):
    assert flags(source, english) == ()


@pytest.mark.parametrize(
    ("source", "english", "flagged"),
    [
        ("La Bosnienne a obtenu l'asile.", "Bosnia has been granted asylum.", True),
        ("La Bosnienne a obtenu l'asile.", "The Bosnian woman has been granted asylum.", False),
        ("Le Sénégalais a marqué deux fois.", "Senegal scored twice.", True),
        ("Le Sénégalais a marqué pour le Sénégal.", "He scored for Senegal.", False),
        ("Le Polonais a gagné la course.", "Poland's runner won the race.", False),
        ("Le Japonais Kei Nishikori a gagné.", "Japan's Kei Nishikori won.", False),
        ("Le Français a gagné en France.", "The Frenchman won in France.", False),
        ("L'océan Indien monte encore.", "The Indian Ocean is still rising.", False),
    ],
)
def test_one_person_is_no_country(source, english, flagged):
    assert bool(flags(source, english)) == flagged
