"""Names that site builders give to what stands around a post are told from those for the post."""

import pytest

from index.ingest.extract.side_names import is_side_name


@pytest.mark.parametrize(
    "name",
    [
        "share-bar",
        "article-newsletter",
        "single__author-bio",
        "wp-block-comments",
        "PromoCard_card__t30G8",
        "BreadcrumbWrapper-sc-n800tf-0",
        "_disclaimer_94q76_150",
        "relatedPosts",
        "author_detail_box",
        "newsletter_inline",
        "testimonials-list",
        "sign-up-form",
        "recent-articles-carousel-section",
        "glossary-tooltip",
        "elementor-location-footer",
        "et-l--footer",
    ],
)
def test_names_of_side_matter(name: str) -> None:
    assert is_side_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "post-content",
        "has-sidebar",
        "no_toc_section",
        "with-comments-open",
        "elementor-widget",
        "biology",
        "shared-memory",
        "entry-content",
        "adaptive-layout",
        "article-footer",
        "x" * 500,
    ],
)
def test_names_of_anything_else(name: str) -> None:
    assert not is_side_name(name)
