"""How many tokens a model makes of texts, counted with a copy of its tokenizer that does no more than that.

Where tokens stand, and what masks them, is not asked for: counting takes two thirds of the time that
transformers takes for it. With a copy, nobody waits for whoever is cutting up passages to embed.

Tokenizers as BERT has them, which most models of embeddings do, make of a text what they make of each of its
words, so that no word need be counted twice: then to split 3,000 posts takes half the time.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer
    from transformers import PreTrainedTokenizerBase

CountTokens = Callable[[Sequence[str]], list[int]]

# Of the words that are remembered, all in all: some 200,000 words, and 25 MB.
_REMEMBERED_CHARS = 2_000_000


def token_counter(tokenizer: "PreTrainedTokenizerBase", lock: Lock) -> CountTokens:
    """Counts the tokens of each text, special tokens left out. `lock` guards `tokenizer` where it is used.

    What counts with a copy can be pickled, to count in another process.
    """
    from tokenizers import Tokenizer

    if not tokenizer.is_fast:  # it is written in Python, and not copied

        def count(texts: Sequence[str]) -> list[int]:
            with lock:
                return [len(tokenizer.encode(text, add_special_tokens=False)) for text in texts]

        return count
    own = Tokenizer.from_str(tokenizer.backend_tokenizer.to_str())
    own.no_truncation()
    own.no_padding()
    counter = _Counter(own)
    return WordByWord(counter.of_word) if _reads_word_by_word(own) else counter.of_texts


@dataclass(frozen=True, slots=True)
class _Counter:
    """Counts with a tokenizer that cuts nothing off and adds no padding."""

    tokenizer: "Tokenizer"

    def of_texts(self, texts: Sequence[str]) -> list[int]:
        """Those of each, on all cores."""
        return list(map(len, self.tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)))

    def of_word(self, word: str) -> int:
        """Those of one word, which would wait longer for the other cores than it takes."""
        return len(self.tokenizer.encode(word, add_special_tokens=False))


class WordByWord:
    """Counts by what stands between blanks, each such word once. Safe to share between threads."""

    def __init__(self, count_word: Callable[[str], int]) -> None:
        """`count_word` is asked of words that are not known yet."""
        self._count_word = count_word
        self._known: dict[str, int] = {}
        self._known_chars = 0

    def __call__(self, texts: Sequence[str]) -> list[int]:
        """The tokens of each text."""
        known = self._known  # which another thread may exchange for a new one
        words_of = [text.split(" ") for text in texts]
        for word in set(chain.from_iterable(words_of)).difference(known):
            known[word] = self._count_word(word)
            self._known_chars += len(word)
        counts = [sum(map(known.__getitem__, words)) for words in words_of]
        if self._known_chars > _REMEMBERED_CHARS:
            self._known, self._known_chars = {}, 0
        return counts

    def __reduce__(self) -> tuple[type["WordByWord"], tuple[Callable[[str], int]]]:
        """Pickled, it knows no words."""
        return WordByWord, (self._count_word,)


def _reads_word_by_word(tokenizer: "Tokenizer") -> bool:
    """Whether no token depends on what stands beyond the blanks around it.

    BERT's normalizer looks at single characters, its splitter ends a word at each blank, and the pieces of a
    word are looked up in that word alone. No token that was added has a blank in it.
    """
    made_of = json.loads(tokenizer.to_str())
    kinds = [(made_of[part] or {}).get("type") for part in ("normalizer", "pre_tokenizer", "model")]
    is_of_bert = kinds == ["BertNormalizer", "BertPreTokenizer", "WordPiece"]
    return is_of_bert and not any(" " in token["content"] for token in made_of["added_tokens"])
