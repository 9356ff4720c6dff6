"""What programs that make blogs call their pages, in the classes of <html> and <body>. Pure tables."""

import re
from collections.abc import Iterable

# (role, classes, what it is called in a reason); the first that fits rules.
_TABLE: tuple[tuple[str, str, str], ...] = (
    ("error", "error404 error-404 page-404 not-found-page error-page", "an error page"),
    ("listing", "search-results search-no-results search-view hs-search-results", "search results"),
    (
        "post",
        # WordPress, Ghost, Blogger, Tumblr, Docusaurus, HubSpot, Movable Type, Drupal, and themes
        "single-post post-template item-view permalink-page post-page-permalink blog-post-page hs-blog-post "
        "mt-entry-archive individual-entry-archive node-type-blog node-type-article page-node-type-article "
        "page-node-type-blog page-node-type-blog-post page-node-type-blog-article node-type-story entry-page "
        "layout-post layout--post page-type-post type-post blog-single single-blog post-single kind-post "
        "page--post body-post is-post blog-post-template template-post post-detail",
        "the mark of a post",
    ),
    (
        "listing",
        "archive category tag author date tax-post_tag paged home-template tag-template "
        "author-template archive-template feed-view label-view archive-view blog-list-page "
        "blog-tags-post-list-page blog-tags-list-page blog-archive-page blog-authors-posts-page "
        "blog-authors-list-page hs-blog-listing mt-archive-listing mt-main-index index-page "
        "tag-page layout-archive layout--archive kind-section kind-taxonomy kind-term kind-home "
        "post-type-archive page-taxonomy page-taxonomy-term taxonomy tag-archive category-archive "
        "page-archive page-recent page-tags",
        "the mark of a list",
    ),
    ("home", "home blog-home index-template", "the mark of a home page"),
    (
        "page",
        "page-template page-template-default static_page page-view docs-doc-page mt-page-archive "
        "single-attachment single-product single-page product attachment woocommerce-page "
        "layout-page layout--page page-type-page node-type-page page-node-type-page",
        "the mark of a lasting page",
    ),
)
_ROLES = tuple((role, frozenset(classes.split()), reason) for role, classes, reason in _TABLE)
_WORDPRESS_POST = re.compile(r"postid-\d+")
_WORDPRESS_PAGE = re.compile(r"page-id-\d+|parent-pageid-\d+")
# Of a page that WordPress made; elsewhere "tag" or "page" may be anything.
_AMBIGUOUS = frozenset("tag category author date home archive blog product".split())


def role_by_marks(html_classes: Iterable[str], body_classes: Iterable[str]) -> tuple[str, str] | None:
    """(role, reason) where the classes say which, else None.

    >>> role_by_marks([], ["post-template-default", "single", "single-post", "postid-7"])
    ('post', 'the mark of a post: single-post')
    """
    body = list(body_classes)
    names = {*html_classes, *body}
    is_single = "single" in names or any(map(_WORDPRESS_POST.fullmatch, body))
    for role, marks, reason in _ROLES:
        found = names & marks
        if role != "post" and is_single:
            found -= _AMBIGUOUS
        if role == "post" and not found and any(map(_WORDPRESS_POST.fullmatch, body)) and "single" in names:
            found = {"single"} - names & {"single-product", "single-attachment"}
        if found and not (role == "home" and "single" in names):
            return role, f"{reason}: {min(found)}"
    if any(map(_WORDPRESS_PAGE.fullmatch, body)):
        return "page", "the mark of a lasting page: page-id"
    return None
