"""The post whose address a reader typed where questions are asked. What an address is made of says little."""

from index.store.catalog import StoredPost
from index.store.facets import address_of, plain_address
from search.opened import OpenedGeneration

_MOST_BELOW = 200  # looked at; what has more below it is a site or a part of one


def addressed_post(generation: OpenedGeneration, typed: str) -> StoredPost | None:
    """The one post at the address that `typed` is, whatever stands after its ? or #; else None.

    Of a site whose addresses differ in that alone (?p=7), none.
    """
    words = typed.split()
    if len(words) != 1 or not words[0].startswith(("http://", "https://")):
        return None
    address = plain_address(words[0])
    if "/" not in address:
        return None
    facets = generation.facets
    below = facets.newest(facets.below(address), _MOST_BELOW).tolist()
    facts = generation.catalog.facts_of(below)
    at = [post_id for post_id in below if post_id in facts and address_of(facts[post_id]) == address]
    return generation.catalog.posts(at)[at[0]] if len(at) == 1 else None
