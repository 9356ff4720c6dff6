"""In what precision an index's passages are embedded: the model's usual one, or int8.

Questions are embedded in the usual one either way, so that who reads an index needs nothing of this.
"""

import random
from collections.abc import Sequence

from index.changes import FoundPost
from index.errors import ModelError
from index.quantising import CALIBRATION_TEXTS
from index.records import PassageEncoder
from index.report import Report
from index.settings import Settings
from index.splitting import passage_texts, split_posts


def in_precision(
    encoder: PassageEncoder, known: str, found: Sequence[FoundPost], settings: Settings, report: Report
) -> PassageEncoder:
    """`encoder` as `settings` ask for it, to embed the passages of `found`.

    In int8 it goes on with the copy whose digest is `known`; only where that is not there, one is made. Where
    there can be none, the report says so and the encoder is as it was.
    """
    if settings.embedding.precision != "int8":
        return encoder
    try:
        with report.timed("quantise"):
            return encoder.in_int8(known, lambda: _some_texts(found, settings, encoder))
    except ModelError as error:
        report.notes.append(f'The model embedded in its usual precision instead of "int8": {error}.')
        return encoder


def _some_texts(found: Sequence[FoundPost], settings: Settings, encoder: PassageEncoder) -> list[str]:
    """Passages drawn by chance, of as many posts as can be: the same of the same posts."""
    chance = random.Random(0)  # noqa: S311 - nothing is kept secret by it
    posts = sorted(found, key=lambda post: (post.source, post.url))
    drawn = chance.sample(posts, min(CALIBRATION_TEXTS, len(posts)))
    entries = split_posts(((post.source, post.read()) for post in drawn), settings, encoder)
    texts = [passage.text for passage in passage_texts(entries)]
    return sorted(chance.sample(texts, min(CALIBRATION_TEXTS, len(texts))))
