"""Names and codes that were asked for and that no post has: what is found is at best like them."""

from index.store.words import exact_words, is_unspaced, raw_tokens
from search.opened import OpenedGeneration
from search.query import Query

_MOST_TOKENS = 12  # of a question; more is a listing or a log, where many a name is but an accident
_MOST_NAMES = 3


def notices_of_unknown(generation: OpenedGeneration, query: Query) -> tuple[str, ...]:
    """A sentence for each name that no post has; of those in exact phrases, it is said elsewhere."""
    tokens = list(dict.fromkeys(raw_tokens(query.text)))
    if len(tokens) > _MOST_TOKENS:
        return ()
    names = [token for token in tokens if is_code(token) and not _is_required(token, query)]
    return tuple(
        f'No post here has "{name}".'
        for name in names[:_MOST_NAMES]
        if (words := exact_words(name)) and not generation.concordance.posts_with(words).any()
    )


def is_code(token: str) -> bool:
    """Whether a token can be written in one way alone, as versions and sizes cannot.

    >>> [token for token in ("E0382", "CVE-2024-3094", "k8s", "10km", "2nd", "1.31", "rye") if is_code(token)]
    ['E0382', 'CVE-2024-3094', 'k8s']
    """
    return token[0].isalpha() and not is_unspaced(token) and any(map(str.isdigit, token))


def _is_required(token: str, query: Query) -> bool:
    words = f" {' '.join(exact_words(token))} "
    return any(words in f" {phrase} " for phrase in query.phrases)
