"""What is held when an index is opened costs no time later, and yet goes when it is no longer held."""

import gc
import weakref

from search.garbage import keep_out_of_collections


class Looped:
    """Something that holds itself, as what garbage collection is for does."""

    def __init__(self) -> None:
        self.itself = self


def test_what_is_held_is_not_looked_through_again_until_the_next_time() -> None:
    held = Looped()
    is_held = weakref.ref(held)
    keep_out_of_collections()
    try:
        del held
        gc.collect()
        assert is_held() is not None
        keep_out_of_collections()  # as where another generation is opened
        assert is_held() is None
    finally:
        gc.unfreeze()
