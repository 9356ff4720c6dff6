"""Questions that the posts put themselves, as they are kept with a generation (JSON)."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from index.errors import REPAIR, IndexBroken


@dataclass(frozen=True, slots=True)
class PostQuestion:
    """A title or a heading of the post that asks what the post answers."""

    post_id: int
    text: str


def kept_questions(questions: Iterable[PostQuestion], new_ids: Mapping[int, int]) -> list[PostQuestion]:
    """Those of the posts of `new_ids`, under their new ids."""
    return [replace(each, post_id=new_ids[each.post_id]) for each in questions if each.post_id in new_ids]


def packed_questions(questions: Iterable[PostQuestion]) -> list[Any]:
    """What JSON can say of them."""
    return [[each.post_id, each.text] for each in questions]


def unpacked_questions(fields: Iterable[Any]) -> list[PostQuestion]:
    """What `packed_questions` took. Raises TypeError for anything else."""
    return [PostQuestion(*each) for each in fields]


def write_questions(path: Path, questions: Iterable[PostQuestion]) -> None:
    """Write `questions`."""
    path.write_text(json.dumps(packed_questions(questions), ensure_ascii=False, indent=1), encoding="utf-8")


def read_questions(path: Path) -> Sequence[PostQuestion]:
    """Read what `write_questions` wrote; an earlier Blogseek wrote none. Raises IndexBroken."""
    try:
        return unpacked_questions(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, TypeError) as error:
        raise IndexBroken(f"The questions at {path} cannot be read; {REPAIR}") from error
