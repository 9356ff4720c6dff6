"""Which sentences of a passage answer: by meaning first, then by the question's own words. Pure.

Share of the questions whose known answer stands in what is marked, where the right paragraph is on top
(xquad-en, dev part, 581 questions, all-MiniLM-L6-v2, 2026-11-26):

                                          one sentence   two where close   of them with two
    nearest by cosine                            0.771             0.838               18 %
    cosine + 0.3 x share of the words            0.828             0.854                8 %
    cosine + 0.4 x share, neighbours, kind       0.854             0.886               10 %

These are sentences without their title. The second is the rule below, now with sentences that are embedded in
the same pass as their passage and title. These lie closer together, so a second one is close only where it is
nearer still. By what words count, and what is close (dev):

                   0.45            0.25            0.15
    words 3.5      0.888, 20 %     0.867, 13 %     0.851,  7 %
    words 2.5      0.899, 23 %     0.871, 15 %     0.857, 10 %
    words 1.5      0.907, 28 %     0.878, 18 %     0.855, 12 %

More marks hold more answers, and more that is none: with 0.45 one about a garden gate was marked beside
the one about bees that answered.

The last adds how near the neighbours are, and whether there is a name, a date or a number where the question
asks for one. It is left out: the former is worth half a point, and the latter knows English only.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

# In units of the noise's spread, so that they fit models whose cosines lie closer together; it is about
# 0.11 for all-MiniLM-L6-v2.
WORDS_WEIGHT = 2.5
CLOSE = 0.15


def choose_sentences(
    cosines: NDArray[np.float32], word_shares: Sequence[float], spread: float
) -> tuple[int, ...]:
    """The best of n sentences, and the second where it is about as good: their numbers, best first.

    `cosines` (n,) and `word_shares` (n) say how near each is to the question, and how much of it it holds;
    `spread` is how far the cosines of unrelated questions lie apart (index.store.noise).
    """
    scores = cosines / spread + WORDS_WEIGHT * np.asarray(word_shares)
    best, *others = np.argsort(-scores, kind="stable").tolist()
    return (best, *(other for other in others[:1] if scores[best] - scores[other] < CLOSE))
