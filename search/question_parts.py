"""A long question -> its parts, each of which asks for something. Pure."""

from index.sentences import split_sentences

MAX_PARTS = 8  # each is embedded and looked for
_PART_WORDS = 25  # about what one sentence says; a longer one is cut evenly
_LEAST_WORDS = 4  # fewer say nothing by themselves


def question_parts(text: str) -> list[str]:
    """The sentences of `text`, the longest of them cut and the shortest joined; none where it is just one.

    >>> question_parts("I have a cold. It began a week ago. Is that too long?")
    ['I have a cold.', 'It began a week ago.', 'Is that too long?']
    >>> question_parts("What helps against a cold?")
    []
    """
    parts: list[list[str]] = []
    for start, end in split_sentences(text):
        words = text[start:end].split()
        if parts and min(len(words), len(parts[-1])) < _LEAST_WORDS:
            parts[-1] += words
        else:
            parts += _cut(words, round(len(words) / _PART_WORDS))
    if len(parts) > MAX_PARTS:
        parts = _cut(text.split(), MAX_PARTS)
    return [" ".join(part) for part in parts] if len(parts) > 1 else []


def _cut(words: list[str], count: int) -> list[list[str]]:
    """`words` in `count` pieces of about equal length, one at least."""
    count = max(1, count)
    return [words[len(words) * i // count : len(words) * (i + 1) // count] for i in range(count)]
