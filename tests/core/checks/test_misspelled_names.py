"""A name that the translation has with one letter changed is doubted; a spelling that English has is not."""

import pytest
from asking import details, flags, kinds


@pytest.mark.parametrize(
    ("source", "english", "doubt"),
    [
        ("Le cargo Luno a coulé.", "The cargo ship Luna sank.", "Luno in the source; the translation has Luna"),
        ("Le chef Dilok Pattavee est mort.", "Chief Dilok Pattaves is dead.", "Pattavee in the source; the translation has Pattaves"),
        ("Selon M. Shaipov, tout va.", "According to Mr Sharipov, all is well.", "Shaipov in the source; the translation has Sharipov"),
        ("Selon M. Karnov, tout va.", "According to Mr Karlov, all is well.", "Karnov in the source; the translation has Karlov"),
        ("Selon M. Sharipov, tout va.", "According to Mr Shaipov, all is well.", "Sharipov in the source; the translation has Shaipov"),
        ("C'est l'avis d'Odalys.", "That is Odalis's view, says Odaly.", "Odalys in the source; the translation has Odaly"),
        ("Il a lu la Majorité hier.", "He read the Majorit yesterday.", "Majorité in the source; the translation has Majorit"),
        ("Un mot : OUBLIÉ.", "One word: UBLIÉ.", "OUBLIÉ in the source; the translation has UBLIÉ"),
    ],
)  # fmt: skip
def test_a_letter_changed_added_or_dropped_is_doubted(source, english, doubt):
    assert details(source, english) == doubt


@pytest.mark.parametrize(
    ("source", "english"),
    [
        ("Selon M. Zelenski, tout va.", "According to Mr Zelensky, all is well."),
        ("Le prince Mohamed est là.", "Prince Mohammed is here."),
        ("La ville de Palerme dort.", "The city of Palermo sleeps."),
        ("Elle vit en Libye.", "She lives in Libya."),
        ("Le poète Homère chante.", "The poet Homer sings."),
        ("Il a vu Luno et Luna.", "He saw Luno and Luna."),
        ("Le nord du Chili tremble.", "Northern Chile is shaking."),
        ("Ce sont les Maoris, dit-il.", "They are Maori, he says."),
        ("Il s'agit de Maoris, dit-il.", "They are Maori, he says."),
        ("Le joli Pavillon a déménagé.", "The pretty Pavilion has moved."),
        ("La méfiance de Germano-turcs.", "The mistrust of German-Turks."),
        ("La ville de Marrakech dort.", "The city of Marrakesh sleeps."),
        ("Le navire Luno et le Luna.", "The ships Luno and Luna."),
        ("Selon M. Karnov, tout va.", "According to Mr Karlom, all is well."),
        ("Les députés ont vu Valls.", "Members saw Valls."),
        ("Des soldats maliens sont là.", "Malian soldiers are here, say Malians."),
        ("Le bal du 4-Juillet est annulé.", "The July 4 ball is cancelled."),
        ("Le Kenyan Samuel Kirui a gagné.", "Kenya's Samuel Kirui won."),
        ("Il cite le Maréchal Pétrou.", "He quotes Marshal Pétrou."),
        ("Le musée des Beaux-Arts a rouvert.", "The Museum of Fine Arts has reopened."),
        ("La ministre des Outre-mer est là.", "The overseas minister is here."),
    ],
)
def test_a_name_with_its_english_spelling_is_not_doubted(source, english):
    assert flags(source, english) == ()


@pytest.mark.parametrize(
    ("source", "english", "doubt"),
    [
        ("L'actrice Solenne Thibaudier est là.", "Actress Solenne Thibeauder is here.", "Thibaudier in the source; the translation has Thibeauder"),
        ("Le juge Patrice Wolgensinger a parlé.", "Judge Patrice Wolgesingen spoke.", "Wolgensinger in the source; the translation has Wolgesingen"),
        ("Le maire Yannick Kerbrat a parlé.", "Mayor Yannick Kerbart spoke.", "Kerbrat in the source; the translation has Kerbart"),
        ("Le maire Yannick Krol a parlé.", "Mayor Yannick Korl spoke.", "Krol in the source; the translation has Korl"),
    ],
)  # fmt: skip
def test_two_changed_letters_are_doubted_beside_a_copied_name(source, english, doubt):
    assert details(source, english) == doubt


@pytest.mark.parametrize(
    ("source", "english", "doubt"),
    [
        ("Hier, Solenne Thibaudier est venue.", "Yesterday, Solenna Thibaudier came.", "Solenne in the source; the translation has Solenna"),
        ("Solenne Thibaudier est venue hier.", "Solenna Thibaudier came yesterday.", ""),
    ],
)  # fmt: skip
def test_a_first_name_is_doubted_too_unless_its_capital_may_be_that_of_the_sentence(source, english, doubt):
    assert details(source, english) == doubt


@pytest.mark.parametrize(
    ("source", "english"),
    [
        ("Le président Petro Porochenko a parlé.", "President Petro Poroshenko spoke."),
        ("Le ministre Igor Chouvalov a parlé.", "Minister Igor Shuvalov spoke."),
        ("Le président Hassan Rohani a parlé.", "President Hassan Rouhani spoke."),
        ("Le roi Abdallah II a reçu le ministre.", "King Abdullah II received the minister."),
        ("L'ancien président Abdelaziz Rami est mort.", "Former president Abdulaziz Rami is dead."),
        ("Le dirigeant Joseph Staline est mort.", "Leader Joseph Stalin is dead."),
        ("Le joueur Alexandre Zverev a gagné.", "Player Alexander Zverev won."),
        ("Le dirigeant Leonid Brejnev est mort.", "Leader Leonid Brezhnev is dead."),
        ("Le patron de Nantes Métropole a parlé.", "The head of Nantes Metropole spoke."),
        ("Le patron de Lyon Aéroport a parlé.", "The head of Lyon Airport spoke."),
        ("Hier, les Paraguayens ont gagné.", "Yesterday, the Paraguayans won."),
        ("Un New-Yorkais a gagné.", "A New Yorker won."),
        ("Hier, le Bostonien Kerr a gagné.", "Yesterday, Bostonian Kerr won."),
        ("Hier, la Bostonienne Kerr a gagné.", "Yesterday, Bostonian Kerr won."),
        (
            "Le président des Républicains Laurent Morel parle.",
            "The president of the Republicans Laurent Morel speaks.",
        ),
    ],
)
def test_transliterations_and_forms_of_a_name_are_not_doubted(source, english):
    assert flags(source, english) == ()


@pytest.mark.parametrize(
    ("source", "english", "flagged"),
    [
        ("VALENCIENNES, 24 novembre (AFP).", "VALENCENNES, 24 November (AFP).", True),
        ("Valenciennes, le 24 novembre (AFP) - Le pont est fermé.", "Valencennes, November 24 (AFP) - Closed.", True),
        ("VALENCIENNES, 24 novembre (AFP).", "VALENCIENNES, 24 November (AFP).", False),
        ("SARAGOSSE, 24 novembre (AFP).", "SARAGOSSA, 24 November (AFP).", False),
        ("BRUXELLES (AFP) - Le pont est fermé.", "BRUSSELS (AFP) - The bridge is closed.", False),
        ("BARCELONE, 24 novembre (AFP).", "BARCELONA, 24 November (AFP).", False),
    ],
)
def test_the_place_of_a_dateline_is_compared_letter_by_letter(source, english, flagged):
    assert ("name" in kinds(source, english)) is flagged


@pytest.mark.parametrize(
    ("source", "english", "flagged"),
    [
        ("L'ARS a publié les chiffres.", "The RSA has published the figures.", True),
        ("L'ARS a publié les chiffres.", "The ARS has published the figures.", False),
        ("La brigade (BAC) l'a arrêté.", "The squad (LAC) arrested him.", True),
        ("L'OTAN a publié les chiffres.", "NATO has published the figures.", False),
        ("La RDC et l'OIM ont signé.", "The DRC and the IOM have signed.", False),
        ("L'EPI est obligatoire.", "PPE is compulsory.", False),
    ],
)
def test_initials_in_another_order_are_flagged_unless_they_are_the_english_ones(source, english, flagged):
    assert ("the translation has" in details(source, english)) == flagged
