"""Whether two records are one post: by their addresses, or by their words. Pure."""

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from index.addresses import address_key
from index.merging.shingles import Shingles, likeness, shingles_of, words_of
from index.records import Post, day_of

SAME_ADDRESS = "the same address"
SAME_LINK = "the same link"
SAME_TEXT = "the same text"
NEARLY_THE_SAME_TEXT = "nearly the same text"
PART_OF_TEXT = "its text is part of the other's"

# Measured on 12,577 posts of nine blogs (2026-11): the 100 records that these merge away were looked at, and
# each is a post met twice. Between 0.6 and 0.8 lie release notes, agendas and calls made from one template.
_SHORT_WORDS = 40  # below, only the very same words count, for a template is most of such a post
_FEWEST_WORDS = 8  # below, the same words on one day are a photo's or a form's more often than one post's
_RETITLED_WORDS = 200
_LONG_WORDS = 300  # from here on, the same words under another title or in another year are no accident
_NEAR_DAYS = 31  # syndicated posts follow within days; what comes back later is an event that recurs
_SUMMARY_SHARE = 1 / 3  # of the words; a feed's summary is shorter still
# (Jaccard, containment), of which one must be reached; containment is what a cut tail or added lines leave.
_SURE = (0.8, 0.9)  # same title, same day
_LIKELY = (0.9, 0.97)  # same title, days apart or unknown
_RETITLED = (0.95, 2.0)  # another title, days apart; a part of a text may be quoted under another title
_ALL_BUT_SAME = (0.98, 2.0)  # more speaks against it: the year, or an address that differs in a number alone
_NEVER = (2.0, 2.0)
_EDGE_SHINGLES = 25  # what a scrape leaves above, or a feed adds below; ends may differ only where days agree

_MAX_TITLE_CHARS = 500
_WEB = re.compile(r"https?://", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(r"\d|^x{0,2}(?:ix|iv|v?i{0,3})$")  # "2013", "v2", "iv"
_TITLE_SIDE = re.compile(r"\s[|–—·•»-]\s|\s::\s")  # stands between a post's title and its site's name


@dataclass(frozen=True, slots=True)
class Digest:
    """What is compared of a post's text. `identity` is the same for the same words only."""

    word_count: int
    identity: bytes
    shingles: Shingles
    numbers: frozenset[str]


def is_twin(a: Post, b: Post) -> str | None:
    """Why `a` and `b` are one post, in a few words; None where they are two, or may be."""
    return by_address(a, b) or by_text(a, b)


def by_address(a: Post, b: Post) -> str | None:
    """Why their addresses make them one. A link shared by plainly different texts is wrong."""
    if own_key(a) == own_key(b):
        return SAME_ADDRESS
    if web_keys(a).isdisjoint(web_keys(b)) or _plainly_different(a, b):
        return None
    return SAME_LINK


def by_text(a: Post, b: Post) -> str | None:
    """Why their texts make them one: the surer the title and the day, the less of the text must agree."""
    one, other = digest_of(a.text), digest_of(b.text)
    days = _days_apart(a, b)
    same_title = titles_agree(a.title, b.title)
    fewer = min(one.word_count, other.word_count)
    if fewer < _SHORT_WORDS:
        sure = same_title and _day(a) == _day(b) and fewer >= _FEWEST_WORDS
        return SAME_TEXT if sure and one.identity == other.identity else None
    if not (same_title and days == 0) and _differ_both_ways(one.numbers, other.numbers):
        return None  # "the call on 3 May, at 14:00", "the call on 7 June, at 15:00"
    if same_title:
        least = _least_under_one_title(days, fewer, _numbered_alike(a, b))
    elif _numbers_of(a.title) == _numbers_of(b.title):
        least = _least_under_two_titles(days, fewer)
    else:
        return None
    jaccard, part = likeness(one.shingles, other.shingles, 0 if days is None else _EDGE_SHINGLES)
    if jaccard < least[0] and part < least[1]:
        return None
    if one.identity == other.identity:
        return SAME_TEXT
    return NEARLY_THE_SAME_TEXT if jaccard >= _SURE[0] else PART_OF_TEXT


def _least_under_one_title(days: int | None, words: int, is_numbered: bool) -> tuple[float, float]:
    """The (Jaccard, containment), of which one must be reached by posts of one title, `days` apart."""
    if days is not None and days > _NEAR_DAYS:
        return _ALL_BUT_SAME if words >= _LONG_WORDS else _NEVER
    if is_numbered:
        return _ALL_BUT_SAME
    return _SURE if days in (0, 1) else _LIKELY  # one: the same moment by another clock


def _least_under_two_titles(days: int | None, words: int) -> tuple[float, float]:
    """The same for posts of different titles."""
    if days is not None and days <= _NEAR_DAYS and words >= _RETITLED_WORDS:
        return _RETITLED
    return _ALL_BUT_SAME if words >= _LONG_WORDS else _NEVER


def titles_agree(one: str, other: str) -> bool:
    """Whether two titles are one, though a site's name stands beside it; a further number makes it another.

    >>> titles_agree("A day out", "A day out | My blog"), titles_agree("A day out", "A day out | Part 2")
    (True, False)
    """
    if _title_words(one) == _title_words(other):
        return bool(_title_words(one))
    shorter, longer = sorted((one, other), key=len)
    sides = map(_title_words, _title_sides(longer))
    return _title_words(shorter) in sides and _numbers_of(longer) == _numbers_of(shorter)


@lru_cache(maxsize=256)
def digest_of(text: str) -> Digest:
    """What is compared of `text`; the latest are remembered."""
    words = words_of(text)
    identity = hashlib.blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=16).digest()
    numbers = frozenset(word for word in words if word.isdecimal())
    return Digest(len(words), identity, shingles_of(words), numbers)


def own_key(post: Post) -> str:
    """What stands for the address of the page that `post` was found on."""
    return address_key(post.url) if is_web(post.url) else post.url


def web_keys(post: Post) -> frozenset[str]:
    """What stands for each web address of `post`."""
    return frozenset(address_key(url) for url in (post.url, post.link, *post.addresses) if is_web(url))


def is_web(address: str) -> bool:
    """Whether `address` is on the web, and not a file's."""
    return _WEB.match(address) is not None


def stated(post: Post, fact: str) -> bool:
    """Whether `fact` was said by somebody, and not guessed."""
    return dict(post.fact_sources).get(fact) != "guessed"


def title_keys(title: str) -> list[str]:
    """Of which titles that agree share one at least: the whole, and what stands beside "|" or a dash."""
    keys = (" ".join(_title_words(side)) for side in (title, *_title_sides(title)))
    return list(dict.fromkeys(filter(None, keys)))


def _title_sides(title: str) -> list[str]:
    """What is left of a title without the name of a site before or behind it."""
    marks = list(_TITLE_SIDE.finditer(title[:_MAX_TITLE_CHARS]))
    if not marks:
        return []
    return [*(title[: mark.start()] for mark in marks[-2:]), title[marks[0].end() :]]


def _plainly_different(a: Post, b: Post) -> bool:
    """Whether a link that both claim cannot be right; some sites give every page that of the front page."""
    one, other = digest_of(a.text), digest_of(b.text)
    _, part = likeness(one.shingles, other.shingles)
    if not titles_agree(a.title, b.title):
        return part < 0.5
    fewer, more = sorted((one.word_count, other.word_count))
    return part < 0.1 and fewer > _SUMMARY_SHARE * more and fewer >= _SHORT_WORDS and _days_apart(a, b) != 0


def _day(post: Post) -> str | None:
    return day_of(post.published) if post.published else None


def _days_apart(a: Post, b: Post) -> int | None:
    """Days between the days on which they say they were published; None where one does not say."""
    if not (a.published and b.published and stated(a, "published") and stated(b, "published")):
        return None
    try:
        return abs((date.fromisoformat(day_of(a.published)) - date.fromisoformat(day_of(b.published))).days)
    except ValueError:
        return None


@lru_cache(maxsize=1024)
def _title_words(title: str) -> tuple[str, ...]:
    return tuple(words_of(title))


def _numbers_of(title: str) -> frozenset[str]:
    return frozenset(word for word in _title_words(title) if _NUMBER.search(word))


def _differ_both_ways(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one - other and other - one)


def _numbered_alike(a: Post, b: Post) -> bool:
    """Whether their addresses differ in numbers alone, as those of a manual's versions or a series' parts."""
    return any(
        one != other and _DIGITS.sub("0", one) == _DIGITS.sub("0", other)
        for one, other in ((own_key(a), own_key(b)), (a.link, b.link))
    )
