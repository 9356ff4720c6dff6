"""The post whose address a reader typed where questions are asked. What an address is made of says little."""

import numpy as np

from index.store.catalog import StoredPost
from index.store.facets import plain_address
from search.opened import OpenedGeneration


def addressed_post(generation: OpenedGeneration, typed: str) -> StoredPost | None:
    """The one post at the address that `typed` is, whatever stands after its ? or #; else None."""
    words = typed.split()
    if len(words) != 1 or not words[0].startswith(("http://", "https://")):
        return None
    address, facets = plain_address(words[0]), generation.facets
    below = np.flatnonzero(facets.below(address) & facets.live).tolist() if address else []
    at = [post_id for post_id in below if facets.addresses[post_id] == address]
    return generation.catalog.posts(at)[at[0]] if len(at) == 1 else None  # of some sites all are at /?p=
