"""Numbers, dates and names as a reader would write them. Pure."""

from collections.abc import Sequence
from datetime import date

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

from index.records import day_of

DEFAULT_LOCALE = "en_GB"  # where the browser names none
_WORDS_A_MINUTE = 230  # of English silently read: 238 of non-fiction, Brysbaert 2019
# What has no blanks for so long is counted by its characters: a page of Chinese is not one word.
_CHARS_A_WORD = 7
_LONGEST_WORD_CHARS = 4 * _CHARS_A_WORD


def ordinal(number: int) -> str:
    """A rank in words.

    >>> [ordinal(number) for number in (1, 2, 3, 11, 22, 113)]
    ['1st', '2nd', '3rd', '11th', '22nd', '113th']
    """
    ending = "th" if number // 10 % 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number:,}{ending}"


def joined(names: Sequence[str]) -> str:
    """As in a sentence.

    >>> joined(["rye"]), joined(["rye", "salt", "oven"])
    ('rye', 'rye, salt and oven')
    """
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def reading_minutes(text: str) -> int:
    """How long `text` takes to read, at least a minute.

    >>> reading_minutes("word " * 1000), reading_minutes("")
    (4, 1)
    """
    lengths = [len(word) for word in text.split()]
    words = sum(length // _CHARS_A_WORD if length > _LONGEST_WORD_CHARS else 1 for length in lengths)
    return max(1, round(words / _WORDS_A_MINUTE))


def written_date(iso_date: str, locale: str | None = None) -> str:
    """The day of a day or moment, as readers of `locale` ("de-DE") write it; as it stands where it is none.

    >>> written_date("2021-06-04"), written_date("2021-06-04T23:00:00-08:00", "de-DE")
    ('4 June 2021', '4. Juni 2021')
    """
    try:
        day = date.fromisoformat(day_of(iso_date))
    except ValueError:
        return iso_date
    return format_date(day, "long", _known_locale(locale or DEFAULT_LOCALE))


def written_month(day: date, locale: str | None = None) -> str:
    """The month and year of `day`, as readers of `locale` write them.

    >>> written_month(date(2021, 6, 4)), written_month(date(2021, 6, 4), "de-DE")
    ('June 2021', 'Juni 2021')
    """
    return format_date(day, "MMMM y", _known_locale(locale or DEFAULT_LOCALE))


def language_name(code: str) -> str:
    """What a language is called.

    >>> language_name("de"), language_name("pt-BR"), language_name("x-klingon")
    ('German', 'Portuguese (Brazil)', 'x-klingon')
    """
    try:
        return Locale.parse(code, sep="-").english_name or code
    except (ValueError, UnknownLocaleError):
        return code


def _known_locale(name: str) -> Locale:
    try:
        return Locale.parse(name, sep="-" if "-" in name else "_")
    except (ValueError, UnknownLocaleError):
        return Locale.parse(DEFAULT_LOCALE)
