"""Groups of posts, named by their own words."""

import numpy as np

from index.store.catalog import Outline, PostFacts
from index.topics.naming import name_of, telling_words


def post(title: str, text: str = "", language: str = "en") -> tuple[Outline, str]:
    facts = PostFacts("", "", None, (), (), language, None)
    return Outline(0, "", title, facts, ()), text


def test_a_group_is_called_by_what_its_posts_share_and_others_do_not() -> None:
    bread = [post("Sourdough days", "The dough rose."), post("A day of dough", "Sourdough again.")]
    bikes = [post("Wheels and days", "The chain broke."), post("A day on wheels", "Chains again.")]
    one, other = telling_words([bread, bikes])
    assert set(one[:2]) == {"dough", "sourdough"}
    assert set(other[:2]) == {"wheels", "chain"} or set(other[:2]) == {"wheels", "chains"}


def test_of_what_tells_a_group_those_words_name_it_that_mean_what_it_is_about() -> None:
    about_sleep = np.array([1.0, 0.0], dtype=np.float32)
    meanings = np.array([[0.1, 0.9], [0.9, 0.1], [0.7, 0.3], [0.2, 0.8], [0.8, 0.2]], dtype=np.float32)
    words = ("already", "sleep", "wake", "done", "alarm")
    assert name_of(words, meanings, about_sleep) == ("sleep", "alarm", "wake")


def test_no_group_is_called_by_what_one_post_says() -> None:
    secret = [post("My neighbour Wilhelmina"), post("Bread"), post("More bread")]
    (name,) = telling_words([secret])
    assert "wilhelmina" not in name
    assert name[0] == "bread"


def test_posts_that_share_nothing_have_no_name() -> None:
    assert telling_words([[post("Rye"), post("Wheels")], [post("Salt"), post("Snow")]]) == [(), ()]


def test_without_blanks_those_words_name_a_group_that_stand_alone_in_its_headlines() -> None:
    text = "本文简单介绍如何使用这个工具，但是"  # clauses, as every such post has them
    tools = [post("Vim 配置", text, "zh"), post("Vim 插件与配置", text, "zh"), post("配置 Vim", text, "zh")]
    food = [post("菜谱：茄子", text, "zh"), post("菜谱：鸡腿", text, "zh")]
    one, other = telling_words([tools, food])
    assert set(one) == {"vim", "配置"}
    assert set(other) == {"菜谱"}


def test_stop_words_numbers_and_data_name_nothing() -> None:
    group = [post("Und der 2024 https://www. " + "x" * 90, language="de") for _ in range(3)]
    assert telling_words([group, [post("Rye"), post("Rye")]]) == [(), ("rye",)]
