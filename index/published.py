"""What is published now, as a reindexing finds it before it changes anything."""

from collections.abc import Mapping

from index.errors import IndexFault
from index.store.catalog import Catalog, KnownPost
from index.store.generation import check_generation, current_generation
from index.store.manifest import Manifest
from index.store.paths import IndexPaths


def published_manifest(paths: IndexPaths) -> Manifest | None:
    """The manifest of the published generation, where that is whole."""
    try:
        return check_generation(paths.generation(current_generation(paths)), is_quick=True)
    except IndexFault:
        return None


def published_posts(paths: IndexPaths) -> Mapping[str, KnownPost]:
    """{address: what is known of the post} of the published generation; none where there is none to read."""
    try:
        return Catalog(paths.generation(current_generation(paths)).catalog).known()
    except IndexFault:  # none yet, or damaged and about to be replaced
        return {}
