"""Boilerplate of pages and agencies is told apart from the story."""

import pytest
from summary_wires import BRIDGE, article, told

from core.settings import SummarySettings
from core.summary import METHODS, summarise
from core.summary.boilerplate import is_boilerplate


@pytest.mark.parametrize(
    "text",
    [
        "Lire aussi : Les ponts de France",
        "À lire aussi Le port reprend vie",
        "LIRE AUSSI – Grève au port",
        "Voir également : nos photos",
        ">> Lire notre dossier",
        "Sur le même sujet",
        "Read more: How the bridge fell",
        "See also: the timeline",
        "Abonnez-vous à notre lettre.",
        "Suivez-nous sur les réseaux.",
        "Cet article est réservé à nos abonnés.",
        "Il vous reste 70% de cet article à lire.",
        "Sign up for our morning newsletter.",
        "Follow us on social media.",
        "(AFP)",
        "LA ROCHELLE, 4 juin 2031 (Fil Atlantique).",
        "Cork, Sept. 3 (Shannon Wire) -",
        "Clermont-Ferrand, le 26 novembre.",
        "Paris, le 25 novembre 2026 — Santé Hebdo",
        "Rodez (Fil Vert).",
        "De notre correspondant.",
        "AFP",
        "Avec AFP et Reuters",
        "Source : AFP",
        "Crédit photo : Jean Martin",
        "© Jean Martin / Getty",
        "Photo d'illustration.",
        "Tous droits réservés.",
        "Par Camille Ferrand",
        "By Jane Doe and John Smith",
        "Publié le 3 mai 2024 à 10h12, mis à jour à 11h30",
        "https://example.org/article",
        "Il a dit non. window.pvp_7 = new Pvp('x', {id: 1",
        "Lire la suite sur notre site",
        "Lire notre dossier spécial",
        "Retrouvez toute l'actualité de la région sur notre site.",
        "Rejoignez notre chaîne WhatsApp",
        "Déjà abonné ? Connectez-vous",
        "Pour ne rien manquer, inscrivez-vous à notre newsletter",
        "Il vous reste 63.5% de cet article à lire. La suite est réservée aux abonnés.",
        "Temps de lecture : 4 min",
        "12 commentaires",
        "La rédaction avec AFP",
        "Camille Ferrand (avec AFP)",
        "Camille Ferrand, envoyée spéciale à Kiev",
        "De notre correspondant à Rome, Paul Verne",
        "Traduit de l'anglais par Marie Duval",
        "Article publié le 12 mars 2024 à 10h",
        "Mis à jour le 12/03/2024 à 10:41",
        "Avec agences",
        "PUBLICITÉ",
        "Mots-clés : port, grève",
        "Nous utilisons des cookies pour améliorer votre visite.",
        "Reporting by Jane Doe; editing by John Smith",
        "Associated Press writer Jane Doe contributed to this report.",
        "This story has been updated.",
        "Please refresh the page for the fullest version.",
        "An earlier version of this article misstated the date.",
        "Image caption, The bridge at dusk",
        "Have you been affected by this story? Email us",
        "Story continues below advertisement",
        "Get breaking news delivered to your inbox",
        "Last updated on 3 May 2024",
        "LONDON (AP)",
        "Lea también: El puente cerrado",
        "12 345",
        "…",
    ],
)
def test_boilerplate_is_recognised(text):
    assert is_boilerplate(text)


@pytest.mark.parametrize(
    "text",
    [
        "L'AFP a publié la photo.",
        "Voir la mer était son rêve.",
        "Lire reste le loisir préféré des Français.",
        "Par chance, personne n'a été blessé.",
        "Par ailleurs, la préfète a démissionné.",
        "By Monday, the water had gone.",
        "Les abonnés du journal ont reçu une lettre.",
        "Photos et vidéos ont circulé dès lundi.",
        "Publié en 2020, son roman a reçu trois prix et s'est vendu à plus de deux cent mille exemplaires en France.",
        "La source de l'incendie est connue.",
        "Reuters a supprimé 200 postes.",
        "Publié mercredi, le décret fixe le prix à 12 euros.",
        "Mis à jour mardi, le bilan est de 12 morts.",
        "Pour en savoir plus sur l'origine du virus, l'OMS envoie une mission.",
        "Inscrivez-vous sur les listes avant le 4 mai, rappelle la mairie.",
        "Suivez-nous, a lancé le guide aux touristes.",
        "Sur le même thème, le Sénat a voté en mars une loi contraire.",
        "La rédaction du texte a pris trois mois.",
        "Reporting by the BBC has revealed failings.",
        "Share prices fell 3% on Monday.",
        "Comments by the minister drew anger.",
        "Copyright law is to change.",
        "Published on Monday, the report found 12 failings.",
        "Vidéo : des images montrent l'armée tirer sur la foule, selon l'ONU.",
        "Oui.",
        "La Rochelle, 4 juin (jeudi), attend la flotte.",
        "Lyon, le 3 mars, a battu Nice.",
    ],
)
def test_a_sentence_of_a_story_is_no_boilerplate(text):
    assert not is_boilerplate(text)


@pytest.mark.parametrize("method", METHODS)
def test_no_method_chooses_boilerplate_however_long_the_summary(method):
    wire = article(BRIDGE)
    chosen = told(wire, summarise(wire, SummarySettings(method, sentences=99)).sentences)
    assert len(chosen) == 9
    assert not any("Lire aussi" in sentence or "Abonnez-vous" in sentence for sentence in chosen)
