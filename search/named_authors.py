"""An author named in plain words: "posts by Jane Doe", "Jane Doe on rye". Her posts are what is wanted, and
few texts say who wrote them.

A whole name of several words is understood wherever it stands, unless texts of others hold it, too: then it
may be what the question is about. "Home Cook", which is hardly a person's, is understood only after "by" or
where nothing else is asked; a part of a name in "posts by Jane", or where it is all that was asked and stands
in no text.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Self

from index.given_names import is_given_name
from index.store.facets import Facet, folded
from index.store.stop_words import is_stop_word
from index.store.words import placed_tokens, read_token
from search.conditions import Condition, Kind
from search.opened import OpenedGeneration
from search.query import Query, with_text

_MOST_WORDS = 30  # of a question; more is no question about somebody's posts
_MOST_NAME_WORDS = 6

# In English, German, French, Spanish, Italian, Portuguese and Dutch.
_BY = frozenset("by von par por door".split())
_OF = frozenset("from of vom de da di del della do van".split())  # may stand before a time or a place as well
_BEFORE_A_NAME = _BY | _OF
# What asks for nothing beside whose posts are wanted.
_POSTS = frozenset(
    """
    articles article author authors blog blogs entries entry essay essays everything latest new newest piece
    pieces post posts recent stories story text texts work works write writes writing writings written wrote
    alle alles artikel autor autorin beitrag beitrage geschrieben neue neueste schreibt schrieb texte
    auteur auteurs autrice billet billets ecrit ecrits textes tous tout toutes
    articulo articulos autora entrada entradas escribe escribio escrito textos todo todos
    articoli articolo autore scritto scrive testi tutti tutto
    artigo artigos escreve escreveu postagem postagens
    artikelen berichten bericht geschreven schreef schrijft teksten
    """.split()
)
_ASKING_NOTHING = _POSTS | _BEFORE_A_NAME


@dataclass(frozen=True, slots=True)
class AuthorNames:
    """Those of all posts, folded; and the words that they consist of."""

    whole: Collection[str]
    words: frozenset[str]

    @classmethod
    def read(cls, generation: OpenedGeneration) -> Self:
        """Read them out of the index."""
        whole = generation.facets.author_names()
        return cls(whole, frozenset(word for name in whole for word in name.split()))


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of the question, folded, and where it stands there."""

    text: str
    start: int
    end: int


def with_author(generation: OpenedGeneration, query: Query, names: AuthorNames) -> Query:
    """`query` with the author whom it names as a condition, and its text without the name; itself where it
    names nobody."""
    words = _words_of(query.text)
    if not words or _asks_for_author(query):
        return query
    named = next((run for run in _runs(words, names) if _is_meant(generation, words, run, names)), None)
    if named is None:
        return query
    name = _joined(words[named])
    quoted = (Condition(Kind.WORDS, name),)  # no text of others holds it, and not all of the author's
    conditions = tuple(any_of for any_of in query.conditions if any_of != quoted)
    languages = generation.facets.languages
    asked = with_text(query, _rest(query.text, words, named, languages), languages)
    wanted = (Condition(Kind.AUTHOR, name),)
    typed = query.text[words[named.start].start : words[named.stop - 1].end]
    author = _as_written(generation, name) if name in names.whole else typed
    return replace(asked, conditions=(wanted, *conditions), author=author)


def notices_of_author(query: Query) -> tuple[str, ...]:
    """A sentence about whose posts alone were searched, where the question names somebody."""
    if not query.author:
        return ()
    return (f"Only posts by {query.author} were searched. Without the name, all are.",)


def _as_written(generation: OpenedGeneration, name: str) -> str:
    """The whole `name`, which is folded, as the newest post has it."""
    facets = generation.facets
    newest = facets.newest(facets.with_value(Facet.AUTHOR, name), 1).tolist()
    (stored,) = generation.catalog.posts(newest).values()
    return next(author for author in stored.post.authors if folded(author) == name)


def _words_of(text: str) -> list[_Word]:
    """None of a text that is too long."""
    words: list[_Word] = []
    for place, raw in placed_tokens(text):
        words += (_Word(word.text, place + word.start, place + word.end) for word in read_token(raw).words)
        if len(words) > _MOST_WORDS:
            return []
    return words


def _asks_for_author(query: Query) -> bool:
    return any(condition.kind is Kind.AUTHOR for any_of in query.conditions for condition in any_of)


def _joined(words: Sequence[_Word]) -> str:
    return " ".join(word.text for word in words)


def _runs(words: Sequence[_Word], names: AuthorNames) -> Iterator[slice]:
    """Words that follow each other and that names consist of, the longer runs first."""
    for length in range(min(_MOST_NAME_WORDS, len(words)), 0, -1):
        for first in range(len(words) - length + 1):
            run = slice(first, first + length)
            if all(word.text in names.words for word in words[run]):
                yield run


def _is_meant(generation: OpenedGeneration, words: Sequence[_Word], run: slice, names: AuthorNames) -> bool:
    """Whether the words of `run` can be nothing but an author's name, or are said to be."""
    name = _joined(words[run])
    is_whole = run.stop - run.start > 1 and name in names.whole
    languages = generation.facets.languages
    before, after = words[: run.start], words[run.stop :]
    leads_up = _ask_nothing(before, languages)
    is_all = leads_up and _ask_nothing(after, languages)
    follows_by = bool(before) and before[-1].text in _BY
    is_said = follows_by and leads_up and any(word.text in _POSTS for word in before)
    if not (is_whole or is_said or is_all):
        return False
    theirs = generation.facets.with_words(Facet.AUTHOR, name)
    if not theirs.any():
        return False  # its words are in names, but not one after the other
    if is_said:
        return True
    holding = generation.concordance.posts_with(name.split())
    if not is_whole:
        return not holding.any()
    is_name = follows_by or is_all or _is_like_a_name(generation, name.split())
    return is_name and not (holding & ~theirs).any()


def _is_like_a_name(generation: OpenedGeneration, words: Sequence[str]) -> bool:
    """Whether a person's name begins so, or one of the `words` is in no text."""
    posts_with = generation.concordance.posts_with
    return is_given_name(words[0]) or not all(posts_with([word]).any() for word in words)


def _ask_nothing(words: Sequence[_Word], languages: Sequence[str]) -> bool:
    """Whether `words` ask for nothing in particular, but for posts."""
    return all(
        word.text in _ASKING_NOTHING or any(is_stop_word(word.text, code) for code in languages)
        for word in words
    )


def _rest(text: str, words: Sequence[_Word], named: slice, languages: Sequence[str]) -> str:
    """`text` without the words that name the author; nothing, where no more is asked."""
    before, after = words[: named.start], words[named.stop :]
    if _ask_nothing([*before, *after], languages):
        return ""
    if _ask_nothing(before, languages):
        before = []
    elif before[-1].text in _BEFORE_A_NAME:
        before = before[:-1]
    if after and after[0].text == "s":  # what is hers
        after = after[1:]
    begin = text[: before[-1].end] if before else ""
    end = text[after[0].start :] if after else ""
    return f"{begin} {end}".strip()
