"""Writes numbers, dates and money of many languages in English words and western figures, for the checks.

    writer("zh")("5月3日损失1.2亿美元")       # " may 3 日损失120000000 dollars "

The words of each language are in `values_for_checks.toml`. Nothing is translated this way: `core/checks/tokens.py`
splits the result into tokens, so that one parser of numbers and one of dates are enough for all languages.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from core.lang.counting import counter
from core.lang.letters import MARKS

_HAN_DIGITS = dict(zip("〇零一二三四五六七八九两兩", (0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 2, 2), strict=True))
_HAN_BEFORE = r"第一二三四五六七八九十百千几数\d"
_HAN_UNITS = {"十": 10, "百": 100, "千": 1000}
_NO_NUMBER = "(?![嵐屋恵鈴])"
"""Japanese names that begin as numbers do: 五十嵐."""
_HAN_MONTH = re.compile(r"(?<![一二三四五六七八九十百\d])(十[一二]?|[一二三四五六七八九])月")
_HAN_SHARE = re.compile(r"百分之([一二三四五六七八九十百]+)(?:[点點]([零〇一二三四五六七八九]+))?")
_SMALL = {
    word: number for number, word in enumerate("two three four five six seven eight nine ten eleven twelve".split(), 2)
}
_PART = re.compile(r"\b([13])/([24])\s+(?:de\s+)?(million|billion|thousand)\b")
"""A quarter of a million."""
_SIZES = {"trillion": 10**12, "billion": 10**9, "crore": 10**7, "million": 10**6, "lakh": 10**5, "thousand": 10**3}
_JOINED = re.compile(
    rf"(?<!\d)\d{{1,3}}(?:\s+(?:{'|'.join(_SIZES)})\s+\d{{1,3}})+(?:\s+(?:{'|'.join(_SIZES)})\b)?(?![\d.,:]\d)"
)
"""64 million 145 thousand 504."""
_AND_MORE = re.compile(
    r"(?<![\d.,])(\d{1,3}0{6,12})\s+(?:[^\W\d]{1,2} ?)?(\d{1,3}(?:\.\d)?)\s+(million|thousand)\b(?!\s+[mb]illion)"
)
"""3000000000 and 400 million: a number of words, and one in figures."""
_HAN_SPOKEN = re.compile(
    r"(?:(?<=[午上晨晚早])|(?<![一二三四五六七八九十百])(?=[^点點]{1,2}[点點][一三]刻))"
    r"([一二三四五六七八九两兩]|十[一二]?)[点點時时](一刻|三刻|半)"
)
"""A quarter of an hour in words, a half only of the time of day: 七点一刻, 晚上七点半."""
_HAN_RANGE = re.compile(
    r"(?<![第十百千万几数一二三四五六七八九])([一二三四五六七八九两兩])([到至或])([二三四五六七八九])"
    r"(?=[年天周名人次倍]|[个個](?:月|小时|小時|星期|人))"
)
_SOME = {
    "百": "hundreds", "千": "thousands", "万": "tens of thousands", "十万": "hundreds of thousands",
    "百万": "millions", "千万": "tens of millions", "億": "hundreds of millions", "十億": "billions",
    "百億": "tens of billions", "千億": "hundreds of billions", "万億": "trillions", "兆": "trillions",
}  # fmt: skip
"""数十万 in English; 数十 may be dozens or scores."""
_HAN_SOME = re.compile(rf"(?<![人总總指多少半户戶件次])[数數几幾]({'|'.join(sorted(_SOME, key=len, reverse=True))})")
_HAN_FRACTION = re.compile(r"([二三四五六七八九十])分[之の]([一二三四五六七八九])")
_HAN_SCORE = re.compile(
    r"(?<![零一二三四五六七八九十百\d])([零一二三四五六七八九])比([零一二三四五六七八九])(?![十百千万较例起])"
)
_HAN_TENTHS = re.compile(
    r"(?<![一二三四五六七八九十百千万])([一二三四五六七八九两兩])成([一二三四五六七八九半])?(?=[的以左多，。、；]|[^\W\d]{2})(?![不为為功员員立就本长長果效品千百])"
)
"""七成, 七成五: 70 and 75 per cent."""
_TENTHS = _HAN_DIGITS | {"半": 5}
_HAN_COINS = re.compile(
    r"(?:(?<![\d.])(\d[\d,]{0,20}+|[一二三四五六七八九十百千]{1,20}+)[元块塊])?"
    r"(?<![\d一二三四五六七八九十])([一二三四五六七八九\d])[角毛](?:([一二三四五六七八九\d])分)?(?![\w度形落色逐])"
)
# Bounded: from each figure of an endless row of them, all that follows would be tried.
_NUMBER = r"(?<!\d)\d[\d,]{0,30}+(?:\.\d{1,30}+)?"


@cache
def data() -> Mapping[str, Mapping[str, Any]]:
    """Return the contents of `values_for_checks.toml`, by language."""
    import tomllib

    return tomllib.loads(Path(__file__).with_name("values_for_checks.toml").read_text(encoding="utf-8"))


_BESIDE_LETTERS = re.compile(
    r"(?<=\d)(?=[\u0370-\u1fff\u2070-\uffef])|(?<=[\u0e00-\u0eff\u3040-\u9fff\uac00-\ud7a3])(?=\d)"
)
"""Between a figure and another script: « GDPの56.4％ » is no code, as AF1234 is. Narrow spaces are none."""


@cache
def writer(code: str) -> Callable[[str], str] | None:
    """Return a function that writes the values of a language as English does; None if the language is not known."""
    known, count = data().get(code), counter(code)
    return _Writer(known or {}, count) if known or count else None


class _Writer:
    def __init__(self, known: Mapping[str, Any], count: Callable[[str], str] | None) -> None:
        self._count = count
        self._rewrites = [(re.compile(pattern, re.IGNORECASE), to) for pattern, to in known.get("rewrites", ())]
        self._hours = [(re.compile(known[half]), half) for half in ("pm", "am") if half in known]
        self._clock_hours = {word: int(hour) for word, _, hour in _pairs(known.get("hours", "").split())}
        hour = "|".join(self._clock_hours)
        self._clock = [
            (re.compile(pattern.replace("(hour)", rf"({hour})"), re.IGNORECASE), minutes)
            for pattern, minutes in known.get("clock", ())
        ]
        self._eras = [
            (re.compile(pattern), int(years)) for pattern, _, years in groups(known.get("eras", ""), reverse=True)
        ]
        edge = rf"(?<![^\W\d_{MARKS}])", rf"[^\W\d_{MARKS}]{{0,9}}"
        before, after = edge if known.get("spaces", True) else ("", "")
        self._times = [
            (re.compile(f"{before}(?:{words}){after}", re.IGNORECASE), times if "/" in times else f"{times}ˣ")
            for times, _, words in groups(known.get("times", ""))
        ]
        self._goals = dict(entry.split("=") for entry in known.get("score_words", "").split())
        goals = "|".join(self._goals)
        self._score = re.compile(rf"\b({goals})(?:{known.get('score')})({goals})(?![^\W_])", re.IGNORECASE)
        self._small = _SMALL | self._clock_hours
        number = rf"(?<![^\W_])(\d{{1,9}}|{'|'.join(self._small)})"
        self._price = (
            re.compile(known["coins"].replace(" ", r"\s+").replace("(number)", number), re.IGNORECASE)
            if "coins" in known
            else None
        )
        self._single = re.compile(rf"(?<![{_HAN_BEFORE}])([一二三四五六七八九十两兩])(?={known.get('counters')})")
        self._han, self._tenths = bool(known.get("numerals")), bool(known.get("tenths"))
        self._multiples = {unit: int(float(size)) for unit, _, size in _pairs(known.get("multiples", "").split())}
        self._amount = self._amounts()
        unit = "|".join(map(re.escape, sorted(self._multiples, key=len, reverse=True)))
        self._range = re.compile(rf"({_NUMBER})(?=\s?(?:[-–~〜～∼至到]|から|ถึง)\s?({_NUMBER}) ?({unit}))")
        self._apart = known.get("spaces", True) is False
        self._names: list[str] = []
        self._words = self._compiled(known)

    def __call__(self, text: str) -> str:
        if self._han:
            text = _HAN_SPOKEN.sub(_hour_in_words, text)
            text = _HAN_COINS.sub(_coins, text)
            if self._tenths:
                text = _HAN_TENTHS.sub(lambda match: f" {_HAN_DIGITS[match[1]]}{_TENTHS.get(match[2], 0)} % ", text)
            text = _HAN_RANGE.sub(lambda match: f" {_HAN_DIGITS[match[1]]} {match[2]} {_HAN_DIGITS[match[3]]} ", text)
            text = self._single.sub(lambda match: f" {_han(match[1])} ", text)
            text = _HAN_SOME.sub(lambda match: f" {_SOME[match[1]]} ", text.replace("亿", "億").replace("萬", "万"))
        for pattern, years in self._eras:
            text = pattern.sub(lambda match, years=years: f" {int(match[1]) + years} ", text)  # type: ignore[misc]
        for pattern, half in self._hours:
            text = pattern.sub(lambda match, half=half: _hour(match, half), text)  # type: ignore[misc]
        for pattern, minutes in self._clock:
            text = pattern.sub(lambda match, minutes=minutes: self._at(match[1], minutes), text)  # type: ignore[misc]
        for pattern, to in self._rewrites:
            text = pattern.sub(to, text)
        if self._goals:
            text = self._score.sub(self._result, text)
        for pattern, times in self._times:
            text = pattern.sub(f" {times} ", text)
        if self._count:
            text = self._count(text)
        if self._han:
            text = _HAN_SHARE.sub(_share, text)
            text = _HAN_FRACTION.sub(lambda match: f" {_han(match[2])}/{_han(match[1])} ", text)
            text = _HAN_MONTH.sub(lambda match: f"{_han(match[1])}月", text)
            text = _HAN_SCORE.sub(lambda match: f" {_HAN_DIGITS[match[1]]}-{_HAN_DIGITS[match[2]]} ", text)
        if self._amount:
            text = self._range.sub(_both, text)
            text = self._amount.sub(self._multiplied, text)
        if self._words:
            text = self._words.sub(lambda match: f" {self._names[(match.lastindex or 1) - 1]} ", text)
        text = self._price.sub(self._paid, text) if self._price else text
        text = _PART.sub(lambda match: f"{int(match[1]) / int(match[2]):g} {match[3]}", text)
        text = _AND_MORE.sub(_added, _JOINED.sub(_joined, text))
        return _BESIDE_LETTERS.sub(" ", text)

    def _at(self, hour: str, minutes: int) -> str:
        """Write a time given relative to an hour: « halb elf », "half past ten"."""
        since = self._clock_hours[hour.lower()] * 60 + minutes
        return f" {since // 60 or 12}:{since % 60:02} "

    def _paid(self, match: re.Match[str]) -> str:
        """Write a price in words in figures: « doce euros con cincuenta »."""
        whole, cents = (int(self._small.get(word.lower(), word)) for word in match.group(1, 3))
        return f" {whole}.{cents:02} {match[2]} "

    def _result(self, match: re.Match[str]) -> str:
        """Write the result of a match in figures: « dos a uno »."""
        return f" {self._goals[match[1].lower()]}-{self._goals[match[2].lower()]} "

    def _compiled(self, known: Mapping[str, Any]) -> re.Pattern[str] | None:
        alternatives = []
        for name, _, patterns in groups(known.get("words", "")):
            self._names.append(name)
            alternatives.append(f"({patterns})")
        if not alternatives:
            return None
        either = "|".join(alternatives)
        if self._apart:
            return re.compile(either, re.IGNORECASE)
        before, after = known.get("before", ""), known.get("after", "")
        return re.compile(
            rf"(?<![^\W\d_{MARKS}])(?<![{MARKS}]){before}(?:{either}){after}(?![^\W\d_{MARKS}])(?![{MARKS}])",
            re.IGNORECASE,
        )

    def _amounts(self) -> re.Pattern[str] | None:
        """Numbers with units of their own system: 3万5000, 1.2億, 2 ล้าน."""
        units = sorted({*self._multiples, *(_HAN_UNITS if self._han else ())}, key=len, reverse=True)
        if not self._multiples:
            return None
        unit = "|".join(map(re.escape, units))
        amount = rf"{_NUMBER} ?(?:{unit})(?: ?(?:{_NUMBER}|{unit}))*"
        if self._han:
            digit = "[〇零一二三四五六七八九两兩]"
            amount += rf"|(?:{digit}|十|[百千](?={digit}))(?:{digit}|{unit})+{_NO_NUMBER}"
        return re.compile(amount)

    def _multiplied(self, match: re.Match[str]) -> str:
        value = _value(match[0], self._multiples | (_HAN_UNITS if self._han else {}))
        return match[0] if value is None else f" {_shown(value)}"


def _value(text: str, units: Mapping[str, int]) -> float | None:
    """Return the value of a number with units of ten thousand or a hundred million; None if it is no number."""
    unit = "|".join(map(re.escape, sorted(units, key=len, reverse=True)))
    pieces = re.findall(rf"{_NUMBER}|{unit}|\S", text)
    if (
        any(digit in _HAN_DIGITS and following in _HAN_DIGITS for digit, following in pairwise(pieces))
        and "零" not in pieces
    ):
        # 二〇二四 is a year; 七八十 is seventy or eighty.
        digits = [str(_HAN_DIGITS[piece]) for piece in pieces if piece in _HAN_DIGITS]
        return float("".join(digits)) if len(digits) == len(pieces) == 4 else None
    total = section = 0.0
    number: float | None = None
    largest = 0
    for piece in pieces:
        if piece in _HAN_DIGITS:
            number = float(_HAN_DIGITS[piece])
        elif piece not in units:
            number = float(piece.replace(",", ""))
        elif units[piece] < 10_000:
            section += (1.0 if number is None else number) * units[piece]
            number = None
        else:
            size = units[piece]
            section, number = section + (number or 0.0), None
            total = (total + section) * size if size > largest else total + section * size
            largest, section = max(largest, size), 0.0
    return total + section + (number or 0.0)


def _han(text: str) -> str:
    value = float(_HAN_DIGITS[text]) if text in _HAN_DIGITS else _value(text, _HAN_UNITS)
    return "" if value is None else _shown(value)


def _share(match: re.Match[str]) -> str:
    """Write 百分之六十二点五 in figures."""
    decimals = "".join(str(_HAN_DIGITS[digit]) for digit in match[2] or "")
    return f"{_han(match[1]) or match[1]}{'.' if decimals else ''}{decimals} %"


def _both(match: re.Match[str]) -> str:
    """Give the first number of a range the unit of the second: 20-25万 is 20万 to 25万; not if it decreases: 5到3万."""
    first, last = (float(number.replace(",", "")) for number in match.groups()[:2])
    return f"{match[1]}{match[3]}" if first < last else match[1]


def _shown(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")


def _joined(match: re.Match[str]) -> str:
    """Add up the parts of a number with decreasing magnitudes."""
    total, last, pieces = 0, 10**15, match[0].split()
    for number, size in zip(pieces[::2], [*pieces[1::2], ""], strict=False):
        if _SIZES.get(size, 1) >= last:
            return match[0]
        last = _SIZES.get(size, 1)
        total += int(number) * last
    return str(total)


def _added(match: re.Match[str]) -> str:
    first, more = int(match[1]), float(match[2]) * _SIZES[match[3]]
    return f"{first + more:.0f}" if more < 1000 * _SIZES[match[3]] <= first else match[0]


def _hour_in_words(match: re.Match[str]) -> str:
    """Write 七点一刻 in figures: 7点15分."""
    minutes = {"一刻": 15, "半": 30, "三刻": 45}[match[2]]
    return f"{_han(match[1])}点{minutes}分"


def _coins(match: re.Match[str]) -> str:
    """Write 二十八元五角 as 28.5元, 三角二分 as 0.32元."""
    whole = match[1] or "0"
    cents = "".join(str(_HAN_DIGITS.get(digit, digit)) for digit in match.groups()[1:] if digit)
    return f" {whole if whole[0].isdigit() else _han(whole)}.{cents}元"


def _hour(match: re.Match[str], half: str) -> str:
    """Write an hour of the morning or afternoon on 24 hours, with its minutes."""
    groups = match.groups()
    hours, minutes = int(groups[0]), groups[1] or ("30" if len(groups) > 2 and groups[2] else "00")
    hours += 12 if half == "pm" and hours < 12 else 0
    return f" {hours}:{int(minutes):02} "


def _pairs(groups: list[str]) -> Iterator[tuple[str, str, str]]:
    return (group.strip().partition("=") for group in groups)


def groups(text: str, *, reverse: bool = False) -> Iterator[tuple[str, str, str]]:
    """Read `name=pattern` groups separated by semicolons; `reverse`: the pattern is first, and may have a `=`."""
    for group in filter(None, (group.strip() for group in text.split(";"))):
        yield group.rpartition("=") if reverse else group.partition("=")
