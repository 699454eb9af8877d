"""Bytes become clean text, or an error that says what they are."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import InputError
from core.reading import read_text
from core.reading.decoding import MAX_LINES, decode
from core.reading.document import Block, Document, to_article
from core.sanitize import clean

TEXT = "L’œuvre a coûté 20 €."


@pytest.mark.parametrize(
    ("encoded", "name"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), "utf-16"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16"),
        (TEXT.encode("cp1252"), "windows-1252"),
    ],
)
def test_a_text_is_read_in_the_encoding_it_was_written_in(encoded, name):
    assert decode(encoded, "wire.txt") == (TEXT, name, None)


FRENCH = "« L’été, près de l’école, un élève à vélo a été blessé », a indiqué la préfecture, où l’on s’inquiète déjà…"


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("cp1252", "windows-1252"),
        ("mac-roman", "mac-roman"),
        ("utf-16-le", "utf-16"),
        ("utf-16-be", "utf-16"),
        ("utf-32-le", "utf-32"),
        ("utf-32-be", "utf-32"),
    ],
)
def test_an_encoding_without_a_mark_is_recognised_by_what_it_spells(codec, name):
    for text in (FRENCH, f"{FRENCH} !"):
        assert decode(text.encode(codec), "wire.txt") == (text, name, None)


def test_a_letter_alone_is_of_no_other_alphabet():
    assert decode("à".encode("cp1252"), "wire.txt") == ("à", "windows-1252", None)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_a_text_of_two_bytes_a_character_that_lost_its_last_byte_is_read(codec):
    text, name, note = decode(FRENCH.encode(codec)[:-1], "wire.txt")
    assert text[:-1] == FRENCH[:-1]
    assert (name, note) == ("utf-16", "damaged bytes in this utf-16 text: 0 guessed, 1 replaced by �")


@pytest.mark.parametrize("codec", ["latin-1", "iso8859-15", "cp850", "mac-roman", "cp1252"])
def test_older_wires_are_read_letter_for_letter(codec):
    text = "Le maire a déjà été reçu à l'Élysée, où l'on s'inquiète : « 3 000 foyers isolés », dit-il, près d'Orléans."
    assert decode(text.encode(codec), "wire.txt")[0] == text


CAPITALS = [
    "LE PRÉFET A ÉTÉ ENTENDU À ORLÉANS",
    "GRÈVE À LA SNCF : LE TRAFIC TRÈS PERTURBÉ",
    "ÉLECTIONS : LE PARTI ÉCARTÉ DU SECOND TOUR",
    "L'HÔPITAL FERME SES URGENCES",
    "LE MAÎTRE A ÉTÉ CONDAMNÉ",
    "DÉCÈS DE L'ÉCRIVAIN FRANÇAIS À 90 ANS",
    "LA COMISIÓN APROBÓ UNA LEY SOBRE EL CAMBIO CLIMÁTICO",
    "DIE REGIERUNG ÄNDERT DAS GESETZ FÜR ÄRZTE",
    "A COMISSÃO NÃO APROVOU A PROPOSTA DE ADESÃO",
]


@pytest.mark.parametrize("text", CAPITALS)
@pytest.mark.parametrize("codec", ["cp1252", "latin-1", "mac-roman", "cp850"])
def test_a_headline_in_capitals_is_read_letter_for_letter(text, codec):
    assert decode(text.encode(codec), "wire.txt")[0] == text


@pytest.mark.parametrize("text", ["Más de 20 millones", "État d’urgence", "Où va-t-on ?", "Fé e esperança", "DÉJÀ VU"])
def test_few_letters_are_enough(text):
    assert decode(text.encode("cp1252"), "wire.txt")[:2] == (text, "windows-1252")


def test_an_older_russian_wire_is_read():
    text = "Городской совет принял вчера вечером бюджет города после шести часов оживлённых прений в большом зале. " * 3
    assert decode(text.encode("cp1251"), "wire.txt")[0] == text


SHORT = {
    "Мэр закрыл мост": "cp1251 koi8-r cp866 iso8859-5 mac-cyrillic",
    "Суд отложил заседание до вторника, сообщил адвокат.": "cp1251 koi8-r cp866 iso8859-5 mac-cyrillic",
    "Вода піднялася за ніч, міст через річку закрили": "cp1251 koi8-u iso8859-5",
    "Общината затвори моста след бурята": "cp1251 iso8859-5",
    "Köprü sabaha kadar kapalı": "cp1254",
    "Belediye yağmurdan sonra yolu kapattı": "cp1254",
    "Wójt zamknął drogę za kościołem": "cp1250 iso8859-2 cp852",
    "Řidič přejel most těsně před půlnocí": "cp1250 iso8859-2 cp852",
    "A híd estétől zárva, közölte a rendőrség": "cp1250 iso8859-2",
    "Primăria a închis podul după furtună": "cp1250",
    "Ο δήμαρχος έκλεισε τη γέφυρα": "cp1253 iso8859-7",
    "أغلق رئيس البلدية الجسر صباح اليوم": "cp1256 iso8859-6",
}
"""A line or less in the older encodings of its language."""


@pytest.mark.parametrize(
    ("text", "codec"), [(text, codec) for text, codecs in SHORT.items() for codec in codecs.split()]
)
def test_one_short_line_is_read_in_the_older_encodings_of_its_language(text, codec):
    assert decode(text.encode(codec), "wire.txt")[0] == text


@pytest.mark.parametrize(
    "text", ["Øst for Århus", "Þetta er gott", "mañana", "ÜBER ALLEM", "« Ça ira », dit-il", "12 km²"]
)
def test_one_short_western_line_stays_western(text):
    assert decode(text.encode("cp1252"), "wire.txt")[0] == text


def test_a_sign_for_one_half_is_not_taken_for_a_letter():
    assert decode("Il a attendu 1½ heure près de la gare, fâché.".encode("cp1252"), "x")[1] == "windows-1252"


@pytest.mark.parametrize(
    "data",
    [b"\x89PNG\r\n", b"\x1f\x8b\x08x", b"SQLite format 3\0", bytes(range(256)) * 8],
)
def test_what_is_no_plain_text_is_refused_in_words(data):
    with pytest.raises(InputError) as refused:
        decode(data, "odd.bin")
    assert refused.value.what == "odd.bin"
    assert "this is" in refused.value.problem


def test_an_escape_sequence_is_removed_as_a_whole():
    hostile = "\x1b[31mAlerte\x1b[0m : le ministre\x1b]0;title\x07 part.\x1b[2J\x9b1m Fin\x1bc.\n"
    assert clean(hostile) == "Alerte : le ministre part. Fin.\n"


def test_an_unfinished_title_sequence_does_not_swallow_the_next_line():
    assert clean("\x1b]0;oops\nLe texte.").endswith("Le texte.")


@pytest.mark.parametrize("wrong", ["latin-1", "cp1252"])
@pytest.mark.parametrize(
    "text", ["Il a dit “oui” puis il est parti, le préfet aussi.", "Die Straße ist groß, Grüße.", "BRÛLURE À L’ÉTÉ"]
)
def test_text_that_was_encoded_twice_is_decoded_twice_and_says_so(text, wrong):
    twice = text.encode().decode(wrong, "replace").encode()
    assert decode(twice, "a")[:2] == (text, "utf-8")
    assert "twice" in decode(twice, "a").note


@pytest.mark.parametrize("text", ["Â« Oui Â» ou Ã ?", "SÃO PAULO, MAÇÃ“", "Ã©tÃ© prÃ©vu, mais l’œuvre et le ž"])
def test_few_such_letters_or_others_beside_them_are_left_as_they_are(text):
    assert decode(text.encode(), "a") == (text, "utf-8", None)


def test_halves_of_letters_are_no_escape_sequences_that_swallow_what_follows():
    halves = "groÃ\x9f und mehr, â\x80\x9doui, BRÃ\x9bLURE"
    assert clean(halves) == "groÃ und mehr, âoui, BRÃLURE"


def test_a_sequence_without_an_end_loses_only_its_sign():
    assert clean("Avant \x1b]0;puis\x98 après, \x9dencore") == "Avant 0;puis après, encore"


def test_marks_that_reorder_or_hide_text_are_removed():
    assert clean("Le \u202eministre\u202c a\u200b par\u00adlé\ufeff.") == "Le ministre a parlé."


def test_line_ends_of_every_kind_become_line_feeds():
    assert clean("a\r\nb\rc\u2028d\x85e\x0cf") == "a\nb\nc\nd\ne\nf"


def test_accents_are_composed():
    assert clean("e\u0301te\u0301") == "été"


@given(st.text(max_size=300))
def test_no_control_character_is_left_whatever_comes_in(text):
    assert not any((ord(char) < 32 and char != "\n") or 127 <= ord(char) < 160 for char in clean(text))


def test_text_that_was_encoded_twice_is_restored_where_its_no_break_spaces_became_plain_ones():
    text = "Le bac à quai, à midi, a été réparé à clé."
    twice = text.encode().decode("cp1252", "replace").replace("\xa0", " ").encode()
    assert decode(twice, "a")[:2] == (text, "utf-8")


@given(st.text(max_size=200))
def test_cleaning_twice_changes_nothing_more(text):
    once = clean(text)
    assert clean(once) == once


def test_more_combining_marks_than_any_language_has_are_left_out():
    hostile = "a" + "\u0301\u0323" * 100_000 + "b"
    assert len(clean(hostile)) <= 32
    assert clean("—" * 100) == "—" * 100


def test_a_letter_keeps_as_many_marks_as_languages_have():
    stacked = "e\u0323\u0302\u0301 o" + "\u0301" * 10
    assert unicodedata.normalize("NFD", clean(stacked)) == unicodedata.normalize("NFD", stacked)


def test_a_text_of_more_lines_than_any_is_refused_in_a_line():
    with pytest.raises(InputError, match="longer than that of any article"):
        decode(b"a\n" * (MAX_LINES + 1), "wire.txt")


@pytest.mark.parametrize(
    "counted", ["Oui. Non. ", "Oui.Non.", "(a). (b). ", "Ω; Ω; ", "A! B.! ", '"Oui." (Non.) ', "好。好。", "نعم. لا. "]
)
def test_a_text_of_more_sentences_than_any_is_refused_in_a_line(counted):
    with pytest.raises(InputError, match="more than 150,000 sentences"):
        read_text(counted.encode() * 76_000, "wire.txt")


def test_abbreviations_and_figures_are_no_ends_of_sentences():
    text = "M. Dupont a 3,5 % de 1.234.567, p. ex. (cf. art. 4). " * 45_000
    assert to_article(Document([Block(text)], "text"), b"", "book.txt").text


def test_a_soft_hyphen_at_the_end_of_a_line_parts_a_word():
    assert clean("gou\u00ad\nvernement") == "gou-\nvernement"


CENTRAL = {
    "cs": "Premiér řekl, že žádost podá ještě dnes večer v Praze. Jednání o rozpočtu budou pokračovat příští týden.",
    "pl": "Premier powiedział, że wniosek złoży jeszcze dziś wieczorem. Rozmowy będą trwały w przyszłym tygodniu.",
    "hu": "A kormányfő azt mondta, hogy a jövő héten folytatódnak a tárgyalások, és később döntenek a nyugdíjról.",
    "ro": "Preşedintele a spus că discuţiile vor continua şi mâine, după ce guvernul a respins această propunere.",
}
TURKISH = "Bakan, görüşmelerin yarın süreceğini söyledi. Karşı çıkan muhalefet ise tasarının geri çekilmesini istiyor."
LATVIAN = "Prezidents paziņoja, ka sarunas turpināsies arī rīt. Valdība vēlas pieņemt lēmumu līdz mēneša beigām."


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        *(("cp1250", text) for text in CENTRAL.values()),
        *(("iso8859-2", CENTRAL[code]) for code in ("cs", "pl", "hu", "ro")),
        ("cp1254", TURKISH),
        ("iso8859-9", TURKISH),
        ("cp1257", LATVIAN),
        ("iso8859-4", LATVIAN),
        ("iso8859-4", "Prezidentas pranešė, kad derybos tęsis ir rytoj, nes valdžia nori priimti sprendimą."),
        ("iso8859-3", "Il-Ministru ħabbar li t-taħditiet jitkomplew għada filgħodu, wara d-deċiżjoni tal-gvern."),
        ("iso8859-3", "Żewġ persuni weġgħu fl-inċident."),
        ("iso8859-3", "La ministro diris hodiaŭ, ke ĝi restos fermita ĝis morgaŭ, kaj ankaŭ la ŝipoj atendos."),
    ],
)
def test_texts_of_central_and_eastern_europe_are_read_in_their_own_encodings(codec, text):
    assert decode(text.encode(codec), "wire.txt").text == text


@pytest.mark.parametrize(
    "text",
    [
        "Più di così non si può: lunedì sarà già metà città, perché c'è anche la libertà.",
        "Grønne køer på Ærø får nyt græs; både køb og salg går godt i år, siger en æresgæst.",
        "Þetta er það sem við vorum að tala um í gær, og það var mjög gott að heyra frá þér aftur.",
        "Landsstýrið boðaði mánadagin, at brúgvin verður stongd, og borgarstjórin sigur seg ikki vita av tí.",
        "Os milhões de irmãos não são alemães; amanhã haverá três reuniões e então os pães estarão à mesa.",
        "El año que viene, ¿quién sabrá cuántos niños habrá en España? Mañana será otro día.",
        "Või siis õues, kus öö on külm ja hõbedane, ning põlev küünal annab sõbrale sõnumi.",
        "LE PRÉFET A ÉTÉ REÇU À L'ÉLYSÉE APRÈS LA GRÈVE DES ÉLÈVES ; LA FORÊT BRÛLE À CÔTÉ.",
    ],
)
def test_texts_of_western_europe_are_taken_for_none_of_central_europe(text):
    assert decode(text.encode("cp1252"), "wire.txt").text == text


@pytest.mark.parametrize("text", ["Un gabarit ~{ab~} sans valeur.", "Le chemin ~{abc~} et ~{defghi~}, ~ ou ~~."])
def test_braces_behind_tildes_are_no_chinese(text):
    assert decode(text.encode(), "wire.txt").text == text


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("iso2022_jp", "県議会は火曜日の夜、来年度の予算を可決した。"),
        ("iso2022_kr", "시의회는 어젯밤 내년 예산을 통과시켰다."),
        ("hz", "市议会星期二晚上通过了明年的预算。Le budget est adopté.".replace("é", "e")),
    ],
)
def test_encodings_of_seven_bits_are_known_by_their_escape_sequences(codec, text):
    decoded = decode(text.encode(codec), "wire.txt")
    assert (decoded.text, decoded.note) == (text, None)
