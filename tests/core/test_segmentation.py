"""Sentences: `|` in an example marks where one must end; nowhere else may one."""

import subprocess
import sys
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.article import Article, Paragraph, Source
from core.segmentation import segment, sentence_spans


def sentences(text: str, language: str = "und") -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text, language)]


def check(marked: str, language: str) -> None:
    """Cut an example alone, and behind another sentence, which changes nothing in it."""
    for whole in (marked, f"Tout va bien. | {marked}"):
        expected = [sentence.strip() for sentence in whole.split("|")]
        assert sentences(whole.replace("|", ""), language) == expected


def test_the_sentences_of_an_article_are_numbered_through_and_stand_where_they_say() -> None:
    text = "Il part. Elle reste.\n\nFini. C'est tout."
    paragraphs = Paragraph("body", 0, 20, "fr"), Paragraph("body", 22, len(text), "fr")
    found = segment(Article(Source("wire.txt", "0"), text, paragraphs)).sentences
    expected = ["Il part.", "Elle reste.", "Fini.", "C'est tout."]
    assert [sentence.id for sentence in found] == ["s1", "s2", "s3", "s4"]
    assert (
        [sentence.source for sentence in found]
        == [text[sentence.start : sentence.end] for sentence in found]
        == expected
    )


@pytest.mark.parametrize(
    "marked",
    [
        "M. Lefèvre a rencontré Mme. Roux et MM. Petit et Morel. | Rien n'a filtré.",
        "Le Pr. Lenoir et Me. Le Goff étaient présents. | La séance est levée.",
        "S. Exc. M. Diallo et S.A.R. le prince Ali sont là. | LL. MM. suivront.",
        "Me Le Goff plaide la relaxe. | Donnez-le-moi.",
        "L'ancien lt. Duval et le gén. Morin témoignent. | Le procès dure.",
        "Les ministres sont venus avec M.\nDurand. | Ils sont repartis\nsans Mme\u00a0Roux.",
    ],
)
def test_a_french_title_is_bound_to_its_name(marked: str) -> None:
    check(marked, "fr")


@pytest.mark.parametrize(
    "marked",
    [
        "J.-P. Raffarin et F. Bayrou en ont parlé. | Ch. Lagarde était absente.",
        "J.-Y. Le Drian a répondu à B. Le Maire. | Ils sont d'accord.",
        "Philip K. Dick et George W. Bush sont cités. | John F. Kennedy aussi.",
        "LYON, 9 nov. (AFP) - Le trafic a repris. | Aucun blessé.",
        "BAMAKO, 1er juill. — Le trafic a repris. | Aucun blessé.",
        "Genève, le 1er sept. - Le trafic a repris. | Aucun blessé.",
        "LYON, 9 nov. - Le trafic a repris. | Aucun blessé.",
        "Rodez (Fil Vert). - Le ministre a levé les restrictions. | Il pleut.",
        "Il a vu le maire (AFP). | - Le chien dort.",
        "Aix-en-Provence, le 12 janv. – Le procès s'ouvre. | La salle est pleine.",
        "SAINT-DENIS 3 févr. -- L'épidémie recule. | Le préfet s'en félicite.",
        "Le procès s'ouvre le 12 janv. | - Il durera un mois.",
        "À LYON, 9 nov.\n| - Le trafic a repris.",
        "Emmanuel M., 34 ans, et Kevin D. ont été arrêtés. | Le parquet ouvre une enquête.",
        "Le suspect s'appelle Karim B. | Il nie.",
        "Selon l'O.N.U. et l'O.M.S., la faim recule. | L'O.N.U. Femmes proteste.",
        "Il travaille à la S.N.C.F. | Elle est à la R.A.T.P. depuis mai.",
        "Le P.-D.G. Carlos Ruiz, c.-à-d. le patron, s'en va. | Le p.-v. est signé.",
        "R.-G. Morin l'écrit. | N.-D. de Paris rouvre.",
        "LYON, 9 nov. (afp) Le trafic reprend. | Rien n'est sûr.",
        "Le gouvernement a un plan B. | Bruxelles l'ignore.",
        "Un M.Sc. Physique suffit. | Le reste s'apprend.",
        "Le groupe U.S. Steel a vendu l'usine. | Elle fermera.",
    ],
)
def test_initials_and_acronyms_end_a_sentence_only_before_a_word_that_opens_one(marked: str) -> None:
    check(marked, "fr")


@pytest.mark.parametrize(
    "marked",
    [
        "Jules César meurt en 44 av. J.-C. | Rome bascule.",
        "Le temple, bâti vers 300 av. J.-C. par des Grecs, rouvre. | L'entrée est libre.",
        "L'art. 49 al. 3 a été utilisé. | Voir l'art. L. 511-1 et la p. 12.",
        "C'est du grand art. | Picasso l'admirait.",
        "La Cour (2e ch. civ., 3 mai 2001, n° 99-12.345) a jugé. | Elle a cassé l'arrêt.",
        "Le n° 7 français bat le n° 2 suisse. | Le no. 4 est là.",
        "Pierre, Paul, etc. | Tous sont venus, avec pain, vin, etc., sans prévenir.",
        "Voir l'e\u0301d. Gallimard de 1950. | Elle est rare.",
        "Voir op. cit., p. 12 et ibid. | Il cite Hugo.",
        "Le chiffre (voir tabl. 3, p. 7) est faux. | L'Insee corrige.",
        "Elle est née le 14 sept. 1971 à Metz. | Ils étaient sept. | Paris dormait.",
        "Voir l'art. IV du code, la fig. B et la p. 3bis. | Rien n'y est dit.",
        "Voir fig. Suppl. | Le reste suit.",
        "De grandes villes, p.ex. Lyon, s'étendent. | D'autres se vident.",
        "Il habite 12, av. Foch et travaille bd. Voltaire. | Son chien aussi.",
        "Habitant au 5 boul. St-Michel, B.P. 12, 75005 Paris. | Tél. 01.23.45.67.89. | Merci.",
    ],
)
def test_french_abbreviations_are_recognised_by_what_follows(marked: str) -> None:
    check(marked, "fr")


@pytest.mark.parametrize(
    "marked",
    [
        "Le PIB recule de 0.3 % au 2e trimestre. | 12 000 emplois sont menacés.",
        "Le budget atteint 1.250.000 euros. | C'est peu.",
        "Rendez-vous à 20 h. 30 place du Capitole. | Il a couru en 9 s. 58.",
        "Le convoi est parti à 6 h. | Paris l'attendait à midi.",
        "Il mesure 1 m. 85. | Elle pèse 60 kg. | Lui, 80.",
        "Il fait 10 °C. | Demain, 12°C. | On annonce 1,5 M€. | Bien.",
        "Un Boeing 737. | Windows 11. | PSG-OM : 2-1. | Le match est fini.",
        "Il admire Louis XIV. | Versailles le fascine.",
        "Écrire à presse@exemple.fr. | Le site www.exemple.fr/doc.html?id=3 est fermé.",
        "C'était en 2009. | 2010 fut pire.",
        "Bilan : 12 morts. | 30 blessés.",
        "Le taux monte à 5 %. | 12 pays suivent. | Le dossier n°. 12 est clos.",
        "Le vent souffle à 90 km/h. | Paris s'abrite.",
        "Il a couru 100 m. | Mme. Roux applaudit. | Il a sauté 2 m. | (Paul aussi.)",
        "La date est le 14 nov. | Paris l'ignore. | Voir www.abc.com. | Lyon y figure.",
        "Le train part à 6 h. | À Lyon, il est plein.",
        "2009. | Une crise. | 2010. | Une autre.",
    ],
)
def test_numbers_times_measures_and_addresses_stay_whole(marked: str) -> None:
    check(marked, "fr")


@pytest.mark.parametrize(
    "marked",
    [
        "« Êtes-vous prêt ? » demande le juge. | « Oui ! » répond-il. | Le procès commence.",
        "« Pourquoi nous ? » | Personne ne le sait.",
        "«\u202fNous partons. | Nous reviendrons\u202f», promet-elle. | Le bus démarre.",
        "« C'est fini ! », a lancé M. Bernard. | « Enfin... », a-t-il ajouté.",
        "Il a répondu : « Jamais ! » | Puis il est sorti.",
        "« Il m'a dit : \"Va-t'en !\" | Je suis partie », raconte Léa.",
        "« Il a crié “Au feu !” avant de fuir », dit un témoin. | L'enquête débute.",
        "\"C'est injuste.\" | Le maire n'a pas voulu commenter.",
        'Le maire a réagi. | " C\'est injuste. " | Il fera appel.',
        "Le film « Où est Charlie ? » sort mercredi. | Il dure 1 h 30.",
        "‹ Oui. › | “Non.” | ‘Si.’",
        "– Tu viens ? | – Non. | – Pourquoi ? | – Parce que.",
        "— Assez ! cria-t-il. | — Jamais ! répondit-elle.",
    ],
)
def test_french_quotations_and_dialogue_are_cut_where_a_sentence_ends(marked: str) -> None:
    check(marked, "fr")


@pytest.mark.parametrize(
    "marked",
    [
        "Elle hésite… puis accepte. | Il attend… | Rien ne vient.",
        "Les sapeurs [...] Paris ont été appelés. | La nuit fut longue.",
        "« On nous ignore (...) | Nous le dirons. »",
        "Rien n'a changé. | [...] Le préfet s'est tu.",
        "17 ans (!) après, il parle. | Macron (!) aussi.",
        "Le maire (!) Dupont est là. | Un maire (?) Martin aussi.",
        "Il a quitté [!] Il Corriere hier. | Elle reste.",
        "Quoi ?! | C'est fini !!! | Vraiment ? !",
        "Qui rachètera Yahoo? | Microsoft hésite —. | Google attend.",
        "Le groupe Yahoo! France licencie. | Les syndicats protestent.",
        "La loi est votée. | (Le Sénat s'abstient.) | Le décret suivra.",
        "La loi est votée. (voir page 4) | Le décret suivra.",
        "Les résultats sont bons.[12] | Le cours monte.¹ | On vend.",
        "L'iPhone arrive. | iPad et Mac suivront.",
    ],
)
def test_ellipses_brackets_and_other_marks_end_a_sentence_only_where_one_ends(marked: str) -> None:
    check(marked, "fr")


@pytest.mark.parametrize(
    "marked",
    [
        "NICE, 4 févr. (Reuters) – Un incendie a détruit l'usine. | Personne n'est blessé.",
        "BRUXELLES, 12 oct (Belga) - M. Duval est élu. | Il prend ses fonctions lundi.",
        "Grève à la SNCF : un train sur trois",
        "Trois priorités : 1. La santé ; 2. L'école ; 3. La sécurité. | Le reste attendra.",
        "1. Ouvrir le dossier. | 2. Choisir un fichier. | 3. Valider.",
        "I. Le contexte est tendu. | II. La suite l'est moins. | XVIII. Rien ne change.",
        "10. Ouvrir le dossier. | 112. Le fermer.",
        "a) Premier point. | b) Second point.",
        "1.1. Le contexte est tendu. | Rien ne change.",
        "A. Le contexte est tendu. | B. La suite l'est moins.",
        "À retenir :\n|- le prix ;\n|- la date.\n|- Le lieu.",
        "Programme\n|• lundi : Paris\n|• mardi : Lyon",
        "Le projet – vieux de dix ans\n– sera relancé. | Les élus hésitent.",
    ],
)
def test_datelines_headlines_and_items_of_lists_are_cut_where_they_end(marked: str) -> None:
    check(marked, "fr")


def test_a_small_roman_number_that_opens_a_paragraph_is_no_sentence() -> None:
    assert sentences("iii. Le contexte est tendu. Rien ne change.", "fr") == [
        "iii. Le contexte est tendu.",
        "Rien ne change.",
    ]


def test_a_month_or_a_title_after_a_long_number_or_acronym_opens_a_sentence() -> None:
    check("Ils étaient 300. | Mai commence.", "fr")
    check("Selon l'O.N.U. | Le Monde le dit.", "fr")


def test_a_remark_in_brackets_stays_with_its_sentence_where_another_begins_behind_it() -> None:
    check("Il est parti. (voir page 3) | Il revient.", "fr")
    check("Il est parti. (voir page 3) et il revient.", "fr")
    check("Il est parti. (Page 3) et il revient.", "fr")
    check("Il est parti. | (Voir la page) Il revient.", "fr")


@pytest.mark.parametrize(
    "marked",
    [
        "Il est parti.|Le train aussi. | Fin.",
        "« Il est parti. »|Le train suit.",
        "Rien ne bouge.|M. Roux attend.",
        'Ils en restent là.|"Nous verrons", dit-elle.',
        "Tout est calme.|Emmanuel Roux veille.",
        "Fini.|Le train est parti.",
        "Voilà ce qu'il a .|Le reste suit.",
        '"Il est parti."|Le train suit.',
        '"Un." | "Deux."|Le train suit.',
        '"Un", dit-il.|"Deux ans", dit-elle.',
        "Il a dit : « Fini.»|Élise part.",
        "La séance est finie.|Paris, lui, attend.",
        "La séance est finie.|L'hiver vient.",
        "La séance est finie.|« UE » s'affiche partout.",
    ],
)
def test_a_missing_space_between_sentences_is_noticed(marked: str) -> None:
    check(marked, "fr")


@pytest.mark.parametrize(
    "whole",
    [
        "Voir exemple.com pour la suite.",
        "Le domaine exemple.Mr est libre.",
        'Le feuilleton "Dr." House est là.',
        "Le site www.exemple.Paris est là.",
        "Il lit lemonde.Fr tous les matins.",
        "Voir exemple/page.Les droits sont réservés.",
        "La clause annexe.A est nulle.",
        "Le module os.Path est utile.",
        "La page a/b?C=d existe.",
        "La classe java.Lang.String existe.",
        "Le code X9.Rouge est là.",
        "Le ministre B.Le Maire parle.",
    ],
)
def test_a_name_with_a_full_stop_inside_stays_whole(whole: str) -> None:
    assert sentences(whole, "fr") == [whole]


@pytest.mark.parametrize(
    "marked",
    [
        "Mr. Smith met Dr. Jones in St. Louis, Mo., on Friday. | They left.",
        "He moved to the U.S. in May. | The U.S. Senate voted. | She left the U.S. | He stayed.",
        "It starts at 9 a.m. Monday. | Doors open at 8 a.m. | Bring water.",
        '"Where is he?" asked Mary. | "Gone," said Tom. | "He left."',
        '"Why now?" Mr. Brown asked. | Nobody spoke.',
        "She lives on Main St. | The house is old.",
        "Apple Inc. Chief Tim Cook spoke. | He works for Acme Corp. | It pays well.",
        "See No. 5 and pp. 12-14. | The answer is no. | Ask again.",
        "J. K. Rowling and J.R.R. Tolkien wrote it. | A. A. Milne did not.",
        "The firm, i.e. Foo Ltd., grew 3.5 percent. | Its rival, e.g. Bar, fell.",
        "Gen. Lee, Sen. Warren and Rep. Ocasio met Gov. Walz. | No deal.",
        "He has a Ph.D. in physics. | She got her Ph.D. | It took years.",
        "Many non-U.S. Arctic peoples object. | Don't tell me. | I know.",
        "WASHINGTON (AP) — The Senate voted. | It passed 51-49.",
        "“We won.” | ‘Did we?’ | He smiled.",
    ],
)
def test_english_abbreviations_and_quotations_end_a_sentence_only_where_one_ends(marked: str) -> None:
    check(marked, "en")


@pytest.mark.parametrize(
    "marked",
    [
        "El Sr. García y la Dra. Ruiz viven en EE. UU. desde 2010. | Son felices.",
        "¿Qué pasa? | ¡Nada! | ¿Seguro? | Sí.",
        "El art. 5 de la ley, pág. 12, lo prohíbe. | ¿Y ahora?",
        "Llegó a las 5 p. m. y salió a las 6 a.m. | Nadie lo vio.",
        "«¿Vienes?», preguntó. | «No.» | Se fue. | —¿Quién? | —Yo.",
        "El presidente de EE.UU. Joe Biden habló. | Fin.",
        "Nació en 1990 a. C. en Roma. | D. Juan y Dña. Ana lo saben.",
    ],
)
def test_spanish_abbreviations_and_quotations_end_a_sentence_only_where_one_ends(marked: str) -> None:
    check(marked, "es")


@pytest.mark.parametrize(
    "marked",
    [
        "Am 3. März kam Dr. Müller nach St. Gallen. | Der 2. Weltkrieg war vorbei.",
        "Am 31. August bzw. 21. November 2012 holte sie 7000 bzw. 7500 Euro ab. | Es reichte nicht.",
        "Die Frist endet am 1. bzw. 2. Quartal 2026. | Es eilt.",
        "Die 11. und 12. Brigade rückten zwischen dem 5. u. 6. Jahrhundert nicht aus. | Dann kam Krieg.",
        "Sie kamen auf Platz 3 bzw. 4. | Dann gingen sie.",
        "Rund 5 Mrd. 300 Mio. Euro fehlen. | Der Umsatz stieg auf 5 Mrd. | 2024 waren es 4 Mrd. Euro.",
        "Es stieg von 300 resp. 350 auf 500 od. 600, mit 20 abzügl. 5 und 200 max. 300. | Nach 2 Std. 30 Min. war Schluss.",
        "Das kostet 300 inkl. 19 Prozent Steuer und dauert 12 evtl. 14 Tage. | Dann ist Schluss.",
        "Der 1. FC Köln gewann. | Im 3. Satz fiel die Entscheidung. | Platz 2. | Ende.",
        "Er wurde 30. | Danach zog er um. | Das war 2020. | Dann kam Corona.",
        "Er sagte: „Ich gehe.“ | Dann ging er. | »Warum?« | Sie schwieg.",
        "„Kommst du?“, fragte sie. | „Nein.“ | Er blieb.",
        "Das kostet ca. 5 Mio. Euro, z. B. in Berlin, d. h. viel. | Na ja.",
        "Prof. Dr. med. Schmidt, geb. Huber, wohnt Hauptstr. 5. | Abs. 3 und S. 34 gelten.",
        "Äpfel, Birnen usw. | Das reicht.",
        "Er kam; Paul ging. | Es waren 300. | März war kalt. | Am 12. März ging er.",
    ],
)
def test_german_abbreviations_and_quotations_end_a_sentence_only_where_one_ends(marked: str) -> None:
    check(marked, "de")


@pytest.mark.parametrize(
    "marked",
    [
        "Il sig. Rossi e la dott.ssa Bianchi abitano in v.le Mazzini. | Bene.",
        "L'art. 3, pag. 10, è chiaro. | Pane, vino, ecc. | Tutto qui.",
        "«Vieni?» chiese lei. | «No!» | Se ne andò.",
        "La Fiat S.p.A. di Torino cresce. | La Rossi S.r.l. | È fallita.",
        "L'on. Meloni e l'avv. Neri parlano. | Nacque nel 100 a.C. | Morì a Roma.",
        "Il mar.llo. Rossi indaga da mesi. | Il caso è chiuso.",
    ],
)
def test_italian_abbreviations_and_quotations_end_a_sentence_only_where_one_ends(marked: str) -> None:
    check(marked, "it")


@pytest.mark.parametrize(
    "marked",
    [
        "O Sr. Silva e a Dra. Costa moram na Av. Paulista. | São ricos.",
        "O art. 5.º, pág. 3, diz isso. | V. Exa. sabe disso. | O n.º 10 também.",
        "— Vens? | — Não. | “Porquê?”, perguntou. | Foi-se embora.",
        "A TAP S.A. cresceu 3,5%. | O lucro caiu.",
    ],
)
def test_portuguese_abbreviations_and_quotations_end_a_sentence_only_where_one_ends(marked: str) -> None:
    check(marked, "pt")


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        ("nl", "Dhr. Jansen woont in Den Haag. | 's Avonds leest hij, bijv. ook."),
        ("sv", "Han kom kl. 5, t.ex. igår. | ”Bra.” | ”Ja.”"),
        ("pl", "Dr Kowalski i prof. Nowak mieszkają przy ul. Długiej. | To prawda."),
        ("tr", "Dr. Yılmaz geldi. | Prof. Kaya gitti."),
        ("ru", "А. С. Пушкин родился в 1799 г. в Москве. | Он умер в 1837 г."),
        ("ar", "هل وصل؟ | نعم. | قال د. محمد ذلك. | ثم غادر."),
        ("he", "הוא בא. | היא הלכה? | כן."),
        ("ur", "وہ آیا۔ | وہ گیا۔"),
        ("ar", "عمق النفق 13 م. | قرب الميناء سفينة."),
        ("ko", "2026. 3. 3. 회의가 열렸다. | 그는 떠났다."),
        ("ko", "그는 서울에서 2026. 3. 3. 회의를 열었다. | 그는 떠났다."),
        ("hi", "वह आया। | वह गया। | क्यों?"),
        ("hi", "2019 में कमल. शर्मा आए। | वह गए।"),
        ("zh", "他来了。|我走了！|真的吗？|是的。"),
        ("zh", "“走！”，他说。|他走了...。|她来了。|真的...?|是的。"),
        ("ja", "「行くよ。」と彼は言った。|本当？|はい。|え?|うん。"),
        ("ja", "「分かりました。」|2025年に始まった。|「ええ。」|A社も同じだ。"),
        ("el", "Ήρθε; | Ναι. | Τι θέλεις;"),
        ("hy", "Նա եկավ։ | Ես գնացի։"),
    ],
)
def test_other_languages_and_scripts_are_split_sensibly(language: str, marked: str) -> None:
    check(marked, language)


@pytest.mark.parametrize("language", ["und", "xx", "", "fr-CA", "EN_us"])
def test_titles_are_recognised_under_every_code_of_a_language(language: str) -> None:
    check("M. Roux a vu Mr. Smith et Dr. Klein. | Il pleut.", language)


def test_a_text_without_a_word_has_one_span_and_an_empty_one_none() -> None:
    assert sentence_spans("") == []
    assert sentence_spans(" \n\u00a0\u202f") == []
    assert sentences(" ... !? ") == ["... !?"]
    assert sentences("😀") == ["😀"]


PIECES = [*".!?…。！？؟।;:,-–—()[]{}«»“”‘’\"'„‹› \n\t\u00a0\u202f\u2028\ufeff", "M", "Mme", "etc", "J.-C", "p", "12", "3,5",
          "a", "Le", "le", "L'", "É", "x", "王", "か", "😀", "…)", "[...]", "\n- ", "\n• ", "U.S", "https://a.fr", "e\u0301"]  # fmt: skip


@given(
    st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=40).map("".join)),
    st.sampled_from(["fr", "en", "de", "el", "und"]),
)
@example("a.\u202f»\u00a0", "fr")
def test_spans_are_in_order_and_stripped_and_leave_out_only_white_space(text: str, language: str) -> None:
    at = 0
    for start, end in sentence_spans(text, language):
        assert at <= start < end <= len(text)
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not text[at:].strip()


@pytest.mark.parametrize(
    "unit",
    ["a", "a ", " ", "\n", ".", ". ", '"', '." ', '"."A', "M. ", "A. B ", "1. ", "x! A ", ". [...] ", "! (", "« ", ".» ", ". (a ",
     ":\n- ", "\n• ", "。", "é. É ", '"why?" A A A ', ".¹", ".[1]", "Le." + " " * 500, "A! " + "(" * 500, "A. " + "a" * 500],
)  # fmt: skip
def test_time_grows_in_proportion_to_the_text_whatever_is_in_it(unit: str) -> None:
    def seconds(length: int) -> float:
        text = (unit * (length // len(unit) + 1))[:length]
        best = float("inf")
        for _ in range(4):
            # The time of this thread: other load of the machine does not count.
            begun = time.thread_time()
            sentence_spans(text, "fr")
            best = min(best, time.thread_time() - begun)
        return best

    # Four times the text: 4 where time is linear, 16 where it is quadratic. Some milliseconds are noise.
    assert seconds(100_000) <= 12 * seconds(25_000) + 0.005


@pytest.mark.parametrize(
    "marked", ["Le juge a entendu Mme X et M. Y mardi.", "Il manque les vitamines A et D.| Un médecin l'a dit."]
)
def test_a_title_after_one_letter_ends_no_sentence_and_after_two_letters_it_does(marked: str) -> None:
    check(marked, "fr")


def test_importing_the_segmentation_loads_no_library() -> None:
    code = "import sys, core.segmentation; print({'regex', 'numpy', 'nltk', 'sumy', 'json'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
