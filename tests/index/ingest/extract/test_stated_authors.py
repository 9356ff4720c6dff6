"""The authors that a page states for machines."""

from index.ingest.extract.page_tree import page_tree
from index.ingest.extract.stated import read_stated
from index.ingest.extract.stated_authors import stated_authors
from index.ingest.extract.survey import Survey


def stated(html: str) -> list[tuple[str, ...]]:
    page = Survey(page_tree(f"<html><head></head><body>{html}</body></html>"))
    return [told.value for told in stated_authors(page, read_stated(page)) if told.value]


def test_a_meta_element_names_the_author_under_many_names() -> None:
    assert stated("<meta name=author content='By Ann Lee'>") == [("Ann Lee",)]
    assert stated("<meta property=article_author content='Ann Lee and Bob Day'>") == [("Ann Lee", "Bob Day")]
    assert stated("<meta name=author content=admin><meta name=creator content='Loaf Marketing'>") == []


def test_the_unseen_name_in_microdata_is_read() -> None:
    author = "<span itemprop=author itemscope><meta itemprop=name content='{}'></span>"
    assert stated(author.format("Ann Lee")) == [("Ann Lee",)]
    assert stated(author.format("Ann Lee") + author.format("Bob Day")) == []


def test_all_names_of_one_field_are_read() -> None:
    post = '{"@type": "BlogPosting", "author": {"@type": "Person", "name": ["Ann Lee", "Bob Day"]}}'
    assert stated(f"<script type='application/ld+json'>{post}</script>") == [("Ann Lee", "Bob Day")]


def test_a_name_is_turned_where_its_first_name_is_last() -> None:
    assert stated("<meta name=dc.creator content='Lee, Emily'>") == [("Emily Lee",)]
    assert stated("<meta name=dc.creator content='Emily, Robert'>") == [("Emily", "Robert")]


def test_the_address_of_an_authors_page_names_the_author() -> None:
    assert stated("<meta property=article:author content='https://example.org/authors/emily-lee/'>") == [
        ("Emily Lee",)
    ]
    assert stated("<meta property=article:author content='https://example.com/emily-lee'>") == []


def test_a_site_that_is_a_persons_names_that_person() -> None:
    post = '{"@type": "BlogPosting", "author": {"@type": ["Person", "Organization"], "name": "Ann Lee"}}'
    assert stated(f"<script type='application/ld+json'>{post}</script>") == [("Ann Lee",)]
    firm = post.replace('"Person", ', "")
    assert stated(f"<script type='application/ld+json'>{firm}</script>") == []
