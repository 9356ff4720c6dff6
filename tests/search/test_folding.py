"""The same post found twice is one result; posts that share a subject, a quotation or a notice are not."""

from search.folding import fold_posts
from search.results import RankedPost

SENTENCES = [
    f"Sentence number {n} says one thing about {word} bread, and says it once"
    for n, word in enumerate("rye wheat spelt oat corn rice teff millet barley emmer kamut sorghum".split())
]
TEXT = ". ".join(SENTENCES) + "."


def ranked(count: int) -> list[RankedPost]:
    return [RankedPost(post_id, 1.0 - post_id / 10, ()) for post_id in range(count)]


def folded(*texts: str) -> list[tuple[int, tuple[int, ...]]]:
    """(result, posts folded into it) of posts of `texts`, in this order."""
    found = fold_posts(ranked(len(texts)), dict(enumerate(texts)))
    return [(post.post_id, post.folded) for post in found]


def test_a_repost_stands_in_the_better_post() -> None:
    assert folded(TEXT, "Another text altogether.", TEXT) == [(0, (2,)), (1, ())]


def test_layout_letters_and_one_changed_sentence_do_not_matter() -> None:
    # Eleven sentences of twelve, 0.92 of the text.
    changed = "\n\n".join([*SENTENCES[:-1], "The last one is new"]).upper()
    assert folded(TEXT, changed) == [(0, (1,))]


def test_eight_of_twelve_sentences_in_common_are_two_posts() -> None:
    other = ". ".join([*SENTENCES[:8], *(sentence.replace("bread", "cake") for sentence in SENTENCES[8:])])
    assert folded(TEXT, other) == [(0, ()), (1, ())]


def test_a_digest_that_holds_a_post_whole_is_another_post() -> None:
    digest = TEXT + " And then there is more of it, week after week." + " ".join(
        f"Item {n} of the week is about bicycles." for n in range(10)
    )
    assert folded(TEXT, digest) == [(0, ()), (1, ())]


def test_posts_of_the_same_short_notice_are_not_one() -> None:
    notice = "This post is for members only. Join to read it."
    assert folded(notice, notice) == [(0, ()), (1, ())]


def test_three_of_a_kind_are_one_result_with_the_others_in_their_order() -> None:
    assert folded(TEXT, TEXT, TEXT) == [(0, (1, 2))]


def test_posts_whose_text_is_not_given_stay_as_they_are() -> None:
    posts = ranked(3)
    assert fold_posts(posts, {0: TEXT, 2: TEXT}) == [RankedPost(0, 1.0, (), (2,)), posts[1]]
    assert fold_posts(posts, {}) == posts
    assert fold_posts([], {}) == []
