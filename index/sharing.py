"""Hand what is published in the folder on to where readers look for it, where that is elsewhere.

The folder stays the workshop: there a generation is built, checked, gone back from and forgotten in, and what
comes out is copied. So whatever may fail over the network fails after the folder is whole, and doing it again
mends it.
"""

import time
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from index.errors import IndexBroken, IndexMissing, NothingToIndex
from index.settings import Settings
from index.store.folder import Folder
from index.store.generation import list_generations, writer_lock
from index.store.milvus.home import MilvusHome
from index.store.milvus.schemas import release
from index.store.milvus.writing import drop_generation, write_generation
from index.store.paths import IndexPaths
from index.store.reading import Home

GRACE_S = 1.0  # a search that has begun on a generation takes far less, and may come to its end


def home_of(settings: Settings, index_folder: Path) -> Home:
    """Where readers find the index that is made in `index_folder`."""
    if settings.is_shared(index_folder):
        return MilvusHome(settings.store)
    return Folder(IndexPaths(index_folder))


@contextmanager
def sharing(settings: Settings, index_folder: Path) -> Iterator[None]:
    """Share what is published in `index_folder` when the block ends; see `share`.

    Also where nothing could be indexed, for then all may be left out at its owners' wish.
    """
    try:
        yield
    except NothingToIndex:
        share(settings, index_folder)
        raise
    share(settings, index_folder)


def share(settings: Settings, index_folder: Path) -> None:
    """Let readers elsewhere see what readers of `index_folder` see. Does nothing where that is the same.

    The published generation is copied if it is not there yet, then published by the switch of an alias. Of
    the others, those that the folder no longer keeps are dropped, and those that it keeps take no memory
    there. So a rollback, or what is forgotten, goes on there as well. Stopped at any moment, readers have a
    whole index, and the next call goes on. Raises IndexFault, the readers' index then as before; what was to
    be forgotten may then still be in it.
    """
    if not settings.is_shared(index_folder):
        return
    paths, home = IndexPaths(index_folder), MilvusHome(settings.store)
    with writer_lock(paths), closing(home.server):
        owner, held = _owner(paths), home.held()
        if any(about.owner != owner for about in held.values()):
            raise IndexBroken(
                f"The index in Milvus at {home.name} is that of another folder; drop it there, or give this "
                "one another [store] prefix."
            )
        home.drop_leftovers()
        published = _published(paths)
        if published is None:
            home.unpublish()
        else:
            if published not in held:
                generation = Folder(paths).open(published)
                write_generation(home.server, home.names(published), generation, owner)
            home.publish(published)
        others = set(held) - {published}
        if others:
            time.sleep(GRACE_S)
        for name in others:
            let_go = release if name in list_generations(paths) else drop_generation
            let_go(home.server, home.names(name))


def _published(paths: IndexPaths) -> str | None:
    try:
        return Folder(paths).current()
    except IndexMissing:
        return None


def _owner(paths: IndexPaths) -> str:
    """What tells this folder from any other."""
    path = paths.root / "owner"
    try:
        return path.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        name = uuid.uuid4().hex
        path.write_text(f"{name}\n", encoding="utf-8")
        return name
