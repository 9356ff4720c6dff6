"""What the name of an element says: whether what is in it stands around a post. Pure."""

import re
from functools import lru_cache

_MAX_NAME_CHARS = 80  # no longer one is a name that somebody gave
# What tools add to a name so that no other is the same: Card_title__x1Y2z, Card-sc-1a2b3c-0, _card_u0mmz_3.
_HASH = re.compile(r"__+[\w-]{5,8}$|-sc-[\da-z]{5,10}(?:-\d+)?$|(?<=[a-z])_[\da-z]{5}_\d+$")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BREAKS = re.compile(r"[-_]+")

# The whole name must say so: "share-bar", but neither "has-sidebar" nor the "elementor-widget" that a page
# builder wraps everything in.
_AFTER_A_KIND = re.compile(
    r"(?:(?:post|entry|article|blog|page|single|site|kg|jp|gh|wp-block|sd|js|block)-)?"
    r"(?:share|sharing|sharedaddy|social|social-media|related|relatedposts|newsletter|sign-?up|subscribe"
    r"|subscription|cookies?|consent|gdpr|comments?|commentlist|respond|disqus(?:-thread)?|breadcrumbs?|toc"
    r"|table-of-contents|author-box|author-bio|about-author|popular|recommended|recommendations|sidebar|promo"
    r"|advert|advertisement|adsbygoogle|sponsored|read-more|readmore|paginav|pagination|bookmark"
    r"|feedback|tags?-?list|tag-?cloud)"
    r"(?:-(?:bar|box|buttons?|links?|icons?|card|form|area|list|section|wrapper|wrap|container|inner|posts?"
    r"|articles?|stories|banner|notice|popup|modal|widget|block|feed|items?|content|thread))*"
)
# With any words before it ("article-newsletter", "single-author-bio"), but few after it.
_AFTER_ANYTHING = re.compile(
    r"(?:.*-)?(?:modal|popup|pop-up|lightbox|cookies?|gdpr|newsletter|d-print-none|no-?print|about-?author"
    r"|author-?(?:box|bio|info|card|details?|profile|about|desc|description|wrap)|bio|disclaimers?|disclosures?"
    r"|sidebar|related|share|social|sign-?up|subscribe|subscription|cta\d*|call-to-action|promo|breadcrumbs?"
    r"|copyright|byline|recirc|recirculation|advert|ads?|comments?|screen-reader-text|sr-only|visually-hidden"
    r"|toc|tooltips?|paywall|restricted-content|opt-?in|testimonials|follow-us|read-(?:more|next|also)|also-(?:like|read)|up-next"
    r"|(?:related|recommended|recent|latest|popular|trending|serial|more)-?(?:posts?|articles?|stories|content"
    r"|items?|products?|resources?|reading|topics|events|news|blogs?)|featured-(?:posts?|articles?|blogs?)"
    r"|(?:location|site|page|main|global|l)-footer|footer-(?:wrap|wrapper|container|widgets?)|colophon"
    r"|contact-form|feedback-form|hs-form|hbspt-form|gform|wpcf7|mc4wp|form-wrapper"
    r"|saboxplugin|abh|m-a-box|profile-(?:card|details|box)|republish|republication)"
    r"(?:-(?:content|inner|wrapper|wrap|container|box|text|block|section|list|links?|widget|module|posts?"
    r"|articles?|area|bar|form|title|banner|items?|cards?|small|inline|message|breaker|description|desc|body|tab|carousel|slider|grid|row))*"
)

# "has-sidebar", "no-toc": these tell how the post beside it is laid out.
_DENIES = re.compile(r"(?:has|no|with|without|hide|show)-(?!print)")


@lru_cache(maxsize=4096)
def is_side_name(name: str) -> bool:
    """Whether a class or an id says that it is side matter.

    >>> is_side_name("ArticleNewsletter_box__x1Y2z"), is_side_name("has-sidebar-left")
    (True, False)
    """
    if len(name) > _MAX_NAME_CHARS:
        return False
    name = _BREAKS.sub("-", _CAMEL.sub("-", _HASH.sub("", name))).strip("-").lower()
    if _DENIES.match(name):
        return False
    return _AFTER_A_KIND.fullmatch(name) is not None or _AFTER_ANYTHING.fullmatch(name) is not None
