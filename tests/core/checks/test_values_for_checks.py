"""Figures, dates and money of other languages against their English: `values.txt`, and what it does not show.

Numbers in words, and months, are in `number_words.txt`; `values_later.txt` has both; `values_last.txt` was
written last: thirty in each of ten languages, fifteen more in nine, ten more in six, and halves of a million in eighteen.
`values_fresh.txt` is of another day: fractions, dozens, times in words, "one in five" and more, ten to fifty in each of 15.
`values_again.txt` came after that: twenty in each of ten, then five more, with "an hour and a half" and the like.
`values_multiples.txt`: "doubled", fifths and tenths, half an hour, compounds, "hundreds of thousands".
`values_shapes.txt`: draws, ordinals, ranges of thousands, a year beside the same number as a day.
`values_news.txt`: quarters of an hour, weeks, duals of thousands and millions, rates, basis points.
`values_words.txt`: scores and small numbers in words, coins, tenths; 28 in each of ten languages, a few in 14 more.
`values_ordinals.txt`: ordinals below eleven before what they count, multiples, a magnitude said once, seconds, results.
`values_every.txt`: 24 in each of 24 languages, the same forms in all: hours and halves in words, ordinals,
decades, shares, dozens, twice as many, percentage points, halves, prices in words.
"""

import re
from pathlib import Path

import pytest
from asking import details, flags, kinds

from core.lang.counting import counter
from core.lang.letters import western
from core.lang.values_for_checks import writer
from core.translation.preprocessing import format_numbers

_EITHER = re.compile(r"\{([^~{}]*)~([^~{}]*)\}")
"""The right English, and a wrong one."""


def _sets(name: str) -> dict[str, list[tuple[str, str]]]:
    sets: dict[str, list[tuple[str, str]]] = {}
    for line in Path(__file__).with_name(name).read_text("utf-8").splitlines():
        if line.startswith("# "):
            pairs = sets.setdefault(line[2:], [])
        else:
            source, _, english = line.partition(" | ")
            pairs.append((source, english))
    return sets


SETS = _sets("values.txt")
IN_WORDS = _sets("number_words.txt")
LATER = _sets("values_later.txt")
LAST = _sets("values_last.txt")
FRESH = _sets("values_fresh.txt")
AGAIN = _sets("values_again.txt")
MULTIPLES = _sets("values_multiples.txt")
SHAPES = _sets("values_shapes.txt")
NEWS = _sets("values_news.txt")
WORDS = _sets("values_words.txt")
EVERY = _sets("values_every.txt")
ORDINALS = _sets("values_ordinals.txt")


def test_each_of_the_large_languages_has_the_same_forms():
    assert {len(pairs) for pairs in EVERY.values()} == {24}
    assert len(EVERY) == 24


@pytest.mark.parametrize(
    ("code", "source", "right", "wrong"),
    [
        ("cs", "V šedesátých letech dvacátého století.", "In the 1960s.", "In the 1950s."),
        ("ru", "В шестидесятых годах двадцатого века.", "In the 1960s.", "In the 1970s."),
        ("ar", "في ستينيات القرن العشرين.", "In the 1960s.", "In the 1980s."),
        (
            "it",
            "Oltre centocinquanta feriti.",
            "More than a hundred and fifty injured.",
            "A hundred and sixty injured.",
        ),
        ("es", "Los ciento dos primeros.", "The first hundred and two.", "The first 112."),
        ("pt", "Setecentos quartos.", "Seven hundred rooms.", "704 rooms."),
        ("pt", "Às nove e meia da noite.", "At 9:30 p.m.", "At 8:30 p.m."),
        ("ru", "Население сократилось вдвое.", "The population has halved.", "The population has tripled."),
    ],
)
def test_values_that_english_writes_otherwise_are_compared(code, source, right, wrong):
    assert not flags(source, right, code)
    assert kinds(source, wrong, code) & {"number", "date"}


def test_there_are_ten_languages_with_thirty_sentences_each():
    for sets in (SETS, IN_WORDS, LATER):
        assert len(sets) == 10
        assert {len(pairs) for pairs in sets.values()} == {30}


@pytest.mark.parametrize(
    ("code", "pairs"),
    [
        pytest.param(code, pairs, id=code)
        for sets in (SETS, IN_WORDS, LATER, LAST, FRESH, AGAIN, MULTIPLES, SHAPES, NEWS, WORDS, EVERY, ORDINALS)
        for code, pairs in sets.items()
    ],
)
def test_a_wrong_value_is_flagged_and_a_right_one_is_not(code, pairs):
    right = [(source, _EITHER.sub(r"\1", english)) for source, english in pairs]
    wrong = [(source, _EITHER.sub(r"\2", english)) for source, english in pairs]
    assert all(value != other for value, other in zip(right, wrong, strict=True))
    assert [pair for pair in wrong if kinds(*pair, code).isdisjoint(("number", "date"))] == []
    assert len([pair for pair in right if flags(*pair, code)]) <= 0.03 * len(right)


@pytest.mark.parametrize(
    ("code", "source", "wrong"),
    [
        ("de", "Neun neue Brücken werden gebaut.", "Six new bridges are being built."),
        ("de", "Am 3. Okt. 2025 starben 14 Menschen.", "On 3 June 2025, 14 people died."),
        ("es", "Murió el 3 de dic. de 2024.", "He died on 3 October 2024."),
        ("fr", "Il y a 9 ponts nouveaux.", "There are 6 new bridges."),
        ("it", "La corsa finisce alle 21, dopo tre ore.", "The race ends at 8 p.m., after three hours."),
        ("ru", "Мост построен с четырьмя полосами.", "The bridge was built with six lanes."),
    ],
)
def test_a_small_number_is_not_excused_by_a_word_of_the_translation(code, source, wrong):
    assert not kinds(source, wrong, code).isdisjoint(("number", "date"))


@pytest.mark.parametrize(
    ("code", "source", "right"),
    [
        ("fr", "Un pont neuf ouvre à Lens.", "A new bridge opens in Lens."),
        ("it", "La corsa finisce alle 21, dopo tre ore.", "The race ends at 9 p.m., after three hours."),
        ("es", "La carrera acaba a las 21.", "The race ends at 9 p.m."),
        ("pt", "A corrida acaba às 21.", "The race ends at 9 p.m."),
        ("pl", "Wyścig kończy się o godz. 21.", "The race ends at 9 p.m."),
        ("nl", "De wedstrijd eindigt om 21 uur.", "The race ends at 9 p.m."),
    ],
)
def test_an_hour_without_minutes_and_french_neuf_are_read(code, source, right):
    assert not flags(source, right, code)


@pytest.mark.parametrize(
    ("source", "right", "wrong"),
    [
        ("Match nul 2-2 entre Lens et Lille.", "A 2-2 draw between Lens and Lille.", "Lens beat Lille 2-1."),
        ("Lens 1-1, Metz 3-0.", "Lens 1-1, Metz 3-0.", "Lens 2-1, Metz 3-0."),
        ("Le 8 août 2008 à Pékin.", "In Beijing on 8 August 2008.", "In Beijing on 8 August 2018."),
    ],
)
def test_a_number_is_not_taken_for_kept_where_it_stands_for_another(source, right, wrong):
    assert not flags(source, right)
    assert kinds(source, wrong) == {"number"}


@pytest.mark.parametrize(
    ("code", "source", "english"),
    [
        ("zh", "千万不要忘记，百万富翁住在三亚。", "Never forget that the millionaire lives in Sanya."),
        ("zh", "七八十人到场。", "Seventy or eighty people came."),
        ("ja", "五十嵐さんは三重県の千葉に住む。", "Igarashi lives in Chiba, Mie."),
        ("tr", "Toplam 64 milyon 145 bin 504 oy var.", "There are 64,145,504 votes in all."),
        ("hi", "1 करोड़ 20 लाख लोग आए।", "12 million people came."),
        ("th", "มีผู้เสียชีวิต ๑๒ คน เมื่อวันจันทร์ที่ 3 พฤษภาคม พ.ศ. 2567", "12 people died on Monday, 3 May 2024."),
        ("ar", "مارس البرلمان ضغوطا على الحكومة.", "Parliament put pressure on the government."),
        ("he", "ביום שני, 3 במאי, מתו 12 אנשים.", "On Monday, 3 May, 12 people died."),
        ("pl", "W środę 3 maja zginęło 12 osób.", "On Wednesday 3 May 12 people died."),
        ("ru", "Двадцать пять тысяч рублей.", "25,000 roubles."),
        ("bn", "৫ লাখ মানুষ গৃহহীন।", "500,000 people are homeless."),
        ("vi", "Ngày 14 tháng 10, 2021.", "On 14 October 2021."),
        ("it", "Il palazzo fu costruito nel Settecento.", "The palace was built in the eighteenth century."),
        ("pt", "Vinte e quatro horas por dia.", "Twenty-four hours a day."),
        ("ru", "Это было в тысяча девятьсот сорок первом году.", "That was in the year 1941, as it happened."),
        ("tr", "Bugün yirmi beşinci yıl dönümü.", "Today is the twenty-fifth anniversary."),
        ("pl", "Dwa razy wygrał z tym rywalem.", "He beat this rival twice."),
        ("de", "Zehntausende gingen auf die Straße.", "Tens of thousands took to the streets."),
        # Words and names that look like numbers, months or coins.
        ("tr", "Ve artık o da şampiyon oldu.", "And now he is a champion as well."),
        ("it", "Gli eventi di Milano sono stati annullati.", "The events in Milan have been cancelled."),
        ("ko", "같은 이유로 회의가 취소됐다.", "The meeting was cancelled for the same reason."),
        ("ko", "트럼프로 분장한 배우가 나왔다.", "An actor dressed as Trump appeared."),
        ("ar", "غادر الفنان والفتاة المدينة مساء.", "The artist and the girl left the city in the evening."),
        ("ru", "Загрязнение окружающей среды растёт.", "Pollution of the environment is growing."),
        ("cs", "Jan si s tím starosti nedělá.", "Jan does not worry about it."),
        ("pl", "Jan Nowak zburzył stare forty.", "John Nowak demolished the old forts."),
        ("hi", "अरब क्रांति के चारों ओर लाखों लोग थे।", "There were millions of people around the Arab revolution."),
        ("es", "Vendieron tres millones y cinco millones.", "They sold three million and five million."),
        (
            "sv",
            "Staden grundades på 500-talet f.Kr. av greker.",
            "The town was founded in the 6th century BC by Greeks.",
        ),
        ("zh", "自二十世纪六十年代以来，该国变化很大。", "The country has changed a great deal since the 1960s."),
        ("zh", "贷款额在15，001到19，999英镑之间。", "The loan is between £15,001 and £19,999."),
        ("id", "Dana 42 juta euro, 15,5 jutanya untuk jalan.", "The 42 million euro fund has 15.5 million for roads."),
        ("vi", "Trận đấu kết thúc với tỷ số 3-1, tỷ lệ cao.", "The match ended 3-1, a high rate."),
        ("sv", "Staden grundades på 700-talet.", "The town was founded in the 8th century."),
        ("pl", "Straty to dziesiątki miliardów euro.", "The losses are tens of billions of euros."),
        ("vi", "Ngày 14 tháng mười hai.", "On 14 December."),
        (
            "zh",
            "央行行长在北京的记者会上说，今年的经济增长将比去年更快。",
            "This year's growth will be faster than last year's, the central bank governor told journalists in Beijing.",
        ),
    ],
)
def test_a_right_translation_is_not_flagged(code, source, english):
    assert details(source, english, code) == ""


@pytest.mark.parametrize(
    ("code", "source", "english", "expected"),
    [
        (
            "th",
            "เสียหาย 2.5 ล้านบาท",
            "Damage of 2.5 billion baht.",
            "2500000 in the source; the translation has 2.5 billion",
        ),
        ("bn", "৫ কোটি মানুষ", "500,000 people", "5 crore in the source; the translation has 500,000"),
        (
            "uk",
            "Збитки 4,5 млрд",
            "Damage of 4.5 million",
            "4,5 billion in the source; the translation has 4.5 million",
        ),
        ("id", "Pada 3 Mei", "On 3 March", "Mei (May) in the source; the translation has March"),
    ],
)
def test_what_is_reported_is_in_the_words_of_english(code, source, english, expected):
    assert expected.replace("Mei", "may") in details(source, english, code)


def test_digits_of_every_script_are_read():
    assert western("٣٫٥ ١٬٢٥٠ ۴۲٪ १२ ৩৪ ๕๖ ７８．９％") == "3.5 1,250 42% 12 34 56 78.9%"
    assert western("3,5 % en m² et H₂O") == "3,5 % en m² et H₂O"


@pytest.mark.parametrize(
    ("code", "text", "written"),
    [
        ("de", "halb elf, Viertel vor drei", "10:30 , 2:45"),
        ("en", "half past ten; by a quarter to three million", "10:30 ; by a quarter to three million"),
        ("es", "a la una y cuarto", "a 1:15"),
        ("es", "medio centenar, dos tercios, la mitad de junio", "50, 2/3, 1/2 de junio"),
        ("ja", "GDPの56％、9秒97", "GDPの 56 ％、9.97 秒"),
        ("ar", "بعد أسبوعين وألفين", "بعد 2 weeks 2000"),
        ("hi", "दस्तख़त", "दस्तख़त"),
        ("pl", "Proces o 10.30", "Proces o 10:30"),
        ("zh", "1.2亿 二〇二四年 百分之三 下午3点半", "120000000 2024 年 3 % 15:30"),
        ("ja", "3万5000人 令和6年 2割", "35000 人 2024 年 20 %"),
        ("ko", "1조 2000억 원 제12조", "1200000000000 원 제 12 條"),
        ("vi", "ngày 3 tháng 5", "ngày 3 may"),
    ],
)
def test_values_are_written_as_english_has_them(code, text, written):
    write = writer(code)
    assert write is not None
    assert " ".join(write(text).split()) == written


@pytest.mark.parametrize(
    ("code", "text", "written"),
    [
        ("es", "doscientas treinta y dos; dos y tres; mil quinientos", "232; dos y tres; 1500"),
        ("es", "dos millones y medio; 3 mil quinientos; los cien", "dos millones y medio; 3 mil quinientos; los cien"),
        ("pt", "duzentos e trinta e dois mil", "232000"),
        ("it", "ventitré, milleduecento, venti forti", "23, 1200, venti forti"),
        ("de", "dreiundzwanzig, hundertfünf, zwanziger, eine Million", "23, 105, zwanziger, 1000000"),
        ("nl", "tweeëndertig, honderden, twaalfhonderd", "32, honderden, 1200"),
        ("sv", "tvåhundrafemtiotre", "253"),
        ("pl", "dwa tysiące pięćset; dwa tysiące dwudziestego; pięć", "2500; 2020; five"),
        ("cs", "pětatřicet, dvě stě", "35, 200"),
        ("ru", "двести тридцать; две тысячи двадцать четвёртого", "230; 2024"),
        ("uk", "двадцять п’ять", "25"),
        ("tr", "İki yüz on beş", "215"),
        ("ro", "douăzeci și cinci", "25"),
        ("el", "διακόσια πενήντα", "250"),
        ("fa", "دویست و چهل و سه", "243"),
        ("ar", "مئة وخمسة وعشرين", "125"),
        ("hi", "दो सौ पचास; साढ़े तीन लाख", "250; 3.5 लाख"),
        ("id", "dua ratus lima belas; lima puluh", "215; 50"),
        ("vi", "hai mươi lăm nghìn", "25000"),
        ("vi", "mười năm; hai nghìn năm trăm; hai mươi năm", "mười năm; 2500; 20 năm"),
        ("de", "zwei Millionen zweitausenddreitausend", "2000000 zweitausenddreitausend"),
    ],
)
def test_numbers_in_words_are_written_as_figures(code, text, written):
    count = counter(code)
    assert count is not None
    assert count(text.replace("’", "'")) == written


@pytest.mark.parametrize("code", ["de", "it", "ru"])
def test_endless_number_words_are_read_in_linear_time(code):
    for word in ("hundert", "cento", "сто ", "ein", "und", "tre"):
        flags(word * 20_000, "x", code)


def test_a_long_number_in_figures_is_no_missing_text():
    assert details("Zweihundertzweiunddreißig Menschen starben.", "232 people died.", "de") == ""


@pytest.mark.parametrize("piece", ["a-b.", "a@a", "un, un. ", "12h", "1,2 ", "10h30, ", "100 000 personnes "])
def test_a_piece_without_end_is_checked_and_its_figures_written_in_linear_time(piece):
    text = piece * (20_000 // len(piece))
    flags(text, text, "fr")
    assert len(format_numbers(text, text, ("fr", "en"))) <= len(text)


@pytest.mark.parametrize("char", ["一", "万", "9", "9万", "١", "9 million ", "ล้าน", "क"])
@pytest.mark.parametrize("code", ["zh", "ja", "ar", "hi", "th", "ru"])
def test_an_endless_line_is_checked_in_linear_time(code, char):
    flags(char * 20_000, "x", code)
