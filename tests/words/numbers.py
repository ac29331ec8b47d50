"""The numbers of a text: with their units, statuses, versions and days; the same whatever the language."""

import re
from collections.abc import Iterator

WORDS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twelve": 12, "twice": 2,
    "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10,
}  # fmt: skip
UNITS = {
    "s": "second", "second": "second", "秒": "second", "minute": "minute", "分钟": "minute",
    "hour": "hour", "小时": "hour", "day": "day", "天": "day", "time": "time", "次": "time",
    "token": "token", "个 token": "token", "%": "%",
    "character": "character", "字符": "character", "个字符": "character",
    "request": "request", "次请求": "request", "个请求": "request", "MB": "MB", "attempt": "time",
}  # fmt: skip
NUMBER = r"\d[\d,]*(?:\.\d+)?(?:K|k)?"
# 14 to 17 seconds, 5 hours, three minutes, seven 天, twice.
_COUNT = rf"(?:{NUMBER}|{'|'.join(map(re.escape, WORDS))})"
_UNIT = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
MEASURE = re.compile(
    rf"(?<![A-Za-z0-9_.,×第一-])(?:({_COUNT})\s*(?:to|or|and|到|至|或|–)\s*)?({_COUNT})[ -]?"
    rf"(?:(?:more|input|output|个输入|个输出|输入|输出) ?)?({_UNIT})s?(?![A-Za-z头])|\b(twice)\b",
    re.IGNORECASE,
)
DAY = re.compile(r"(?<![\d.])20\d\d-\d\d(?:-\d\d)?(?!\d)")
STATUS = re.compile(r"(?<![A-Za-z0-9_.,:/-])[1-5]\d\d(?![\d.,:/-]*\d)(?![A-Za-z0-9_])")
VERSION = re.compile(r"(?<![\w.,])\d+(?:\.\d+){1,3}(?![\w,]*\d)")


def measures(text: str) -> Iterator[tuple[float, str]]:
    """Yield each number with its unit: `14 to 17 seconds` are (14, "second") and (17, "second")."""
    for first, second, unit, twice in MEASURE.findall(text):
        name = "time" if twice else UNITS.get(unit) or UNITS[unit.lower()]
        yield from ((float(value(number)), name) for number in (first, second, twice) if number)


def value(number: str) -> float:
    """Return what digits or a word say: 8,192, 200K, three, 三."""
    if number.lower() in WORDS:
        return WORDS[number.lower()]
    thousand = 1000 if number[-1] in "Kk" else 1
    return float(number.rstrip("Kk").replace(",", "")) * thousand


def digits(text: str) -> list[str]:
    """Return all that is written in digits, in order."""
    # A month has a name in English.
    return re.findall(r"\d+(?:[.,:-]\d+)*(?! ?月)(?!\d)", text)
