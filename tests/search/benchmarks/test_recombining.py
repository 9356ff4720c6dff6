from index.records import BlockKind
from search.benchmarks.recombining import recombine, recombined_posts, sentences_of
from tests.fakes import block_texts, make_post

BREAD = make_post((2, "Dough"), "Knead it well. Let it rest. Bake it hot.", url="https://a.example/bread")
TEA = make_post("Boil the water. Pour it slowly.", url="https://a.example/tea", title="Tea")


def test_every_second_sentence_is_the_others_and_headings_stay() -> None:
    post = recombine(BREAD, sentences_of(BREAD), sentences_of(TEA), 1)
    assert sentences_of(post) == [[], ["Knead it well.", "Boil the water.", "Bake it hot."]]
    assert block_texts(post, BlockKind.HEADING) == ["Dough"]
    assert (post.title, post.url) == (BREAD.title, "https://a.example/bread?recombined=1")


def test_a_round_has_one_of_each_and_no_two_are_the_same() -> None:
    posts = [make_post(f"One is {n}. Two is {n}.", url=f"https://a.example/{n}") for n in range(4)]
    made = [post for _, post in recombined_posts([("a", post) for post in posts], rounds=3)]
    assert len(made) == 12
    assert len({post.url for post in made}) == 12
    assert len({post.text for post in made}) == 12
