"""Lines that a site puts around every post, told by their words. Pure.

These rules are for a line that stands alone: inside a sentence the same words are the author's.
"""

import re

from index.ingest.extract.site_words import SITE_LINES

_MAX_CHROME_CHARS = 120
_MAX_FOOTER_CHARS = 460

# What a notice about cookies speaks of, and a recipe does not.
_OF_A_SITE = (
    r"\b(?:(?:web)?sites?|browser|browsing|experience|privacy|consent|polic(?:y|ies)|traffic|analytics"
    r"|analy[sz]e|personali[sz]e|third[- ]part(?:y|ies)|preferences|settings|technologies)"
)
_YOU_MAY_LIKE = r"you (?:might|may) also (?:like|enjoy)(?: (?:these|this|our|the following|reading)\b.*)?"
# Each pattern must match the whole line, case aside.
_CHROME = re.compile(
    "|".join(
        (
            r"(?:top|bottom) of page",
            r"(?:skip|jump) to (?:main |primary )?(?:content|navigation|footer)",
            # "6 views0 comments", "1.2K likes", "5 min read", alone or run together
            r"(?:\d[\d.,]*\s*[km]?\+?\s*(?:views?|comments?|likes?|shares?|reads?|claps?|responses?"
            r"|followers?|replies|reactions?|restacks?|min(?:ute)?s? read|min\.?)[\s·•|∙—–-]*)+",
            r"(?:write|leave|add|post)(?: a)? (?:comment|reply)(?:\.\.\.|…)?|no comments(?: yet)?",
            r"post not marked as liked(?:\s*\d+)?",
            r"(?:share|like|restack|follow|following|subscribe|subscribed|sign up|sign in|log in|log out|menu"
            r"|search|listen|save|print|tweet|pin it|reply|download|close|home|more|top|latest|discussions"
            r"|toggle (?:menu|navigation)|open in app|get app|advertisement|sponsored|ad"
            r"|copy(?: code| to clipboard)?)",
            r"(?:share|tweet|pin|like|follow)(?: (?:this|us|me))?(?: (?:post|article|story))?"
            r"(?: (?:on|via|with|by|at))?(?: (?:facebook|twitter|x|linkedin|pinterest|whatsapp|reddit|email"
            r"|telegram|mastodon|bluesky|friends))?:?",
            r"(?:facebook|twitter|x|linkedin|pinterest|whatsapp|reddit|tumblr|instagram|youtube|email|telegram"
            r"|copy link|link copied!?|click to (?:share|print|email)\b.*)",
            r"(?:recent|related|latest|popular|more|similar|other|all|previous|next|older|newer)"
            r" (?:posts?|articles?|stories|reads?|entries)(?: see all)?:?",
            r"see all|view all|read more|read next",
            _YOU_MAY_LIKE + r":?",
            r"recommended (?:for you|from \w+)|more from .{1,40}",
            r"continue reading(?: →)?|read the full (?:story|article|post)|table of contents",
            r"type your email(?:\.\.\.|…)?|enter your email(?: address)?|your email(?: address)?",
            # Not "Copyright and fair use" nor "Powered by the sun, the boat …": those are the writer's.
            r"(?:©|\(c\)|copyright (?:©|\(c\)|(?:by )?(?:19|20)\d\d)).*|.{0,60}\ball rights reserved\.?",
            r"(?:proudly )?powered by [^,;]{1,60}",
            r"(?:accept|reject|decline|manage)(?: all)?(?: (?:cookies|preferences|settings))?",
            r"cookie settings",
            r"(?:we use|this (?:site|website) uses) cookies(?:[.!]?|\b.*" + _OF_A_SITE + r"\b.*)",
            # "Posted in Baking", but no sentence ("Published in 1859, the book changed biology for good.")
            r"(?:posted|filed|published|tagged) (?:in|under|on|by):?\s(?-i:(?![a-z])).{0,80}[^.!?…]",
            r"tags?:\s.{1,80}|categor(?:y|ies):\s.{1,80}",
            r"listen to (?:this|the) (?:article|story|post)(?: (?:in|as|with|now|here)\b.{0,40})?",
            r"(?:updated|published|last updated|posted)(?: on)?:\s.{1,40}",
            r"press enter or click to view image in full size|no items found\.?",
            r"advertisement\s*[-–—]\s*continue reading below|article continues (?:below|after) .{1,40}",
            r"(?:join|sign up|subscribe)\b.{0,60}\b(?:newsletter|inbox|mailing list)[.!]?",
            r"(?:thank(?:s| you) for reading.{0,60}[!.] )?subscribe(?: for free)? to receive new posts\b.*",
            r"member-only story|(?:free|paid) preview|this post is for (?:paid|paying) subscribers\.?",
            r"please enable javascript\b.*|loading(?:\.\.\.|…)|your email address will not be published\b.*",
            SITE_LINES,
        )
    ),
    re.IGNORECASE | re.DOTALL,
)

# Who took a picture, said in words that are seldom of anything else.
_PICTURE_CREDIT = (
    r"(?:(?:lead|main|featured|cover|header|top|hero) )?"
    r"(?:photo(?:graph(?:y|s)?)?s?|image|picture|illustration|graphic)s?(?: credits?| source)?"
    r" ?(?::|by\b|courtesy\b|via\b|©).{1,90}|©.{1,90}"
    r"|(?:.{1,60}(?:/|\||via|:) ?)?(?:getty images?|shutterstock|unsplash|pexels|pixabay|istock(?:photo)?"
    r"|alamy|adobe stock)(?: ?/ ?.{1,60})?|.{1,60}/ ?(?:reuters|afp|ap)"
)
_CREDIT = re.compile(
    rf"{_PICTURE_CREDIT}|(?:credits?|source) ?(?::|by\b|courtesy\b|via\b|©).{{1,90}}", re.IGNORECASE
)
_OF_A_PICTURE = re.compile(_PICTURE_CREDIT, re.IGNORECASE)
_ENDS_A_SENTENCE = (".", "!", "?", "…")


def is_credit(line: str, *, is_caption: bool = True) -> bool:
    """Whether a line says no more than whose picture it is. Under a picture, "Source: …" does, too.

    >>> is_credit("Photo: Ann Lee / Getty Images"), is_credit("The photographer at work")
    (True, False)
    """
    line = line.strip()
    if len(line) > _MAX_CHROME_CHARS:
        return False
    if is_caption:
        return _CREDIT.fullmatch(line) is not None
    return _OF_A_PICTURE.fullmatch(line) is not None and not line.endswith(_ENDS_A_SENTENCE)


# After one of these, a scrape holds other posts' titles and readers' comments, no more of this post.
_TAIL_START = re.compile(
    r"(?:recent|related|latest|popular|similar|more) (?:posts?|articles?|stories)(?: see all)?"
    r"|" + _YOU_MAY_LIKE + r"|comments?(?: \(\d+\))?|\d+ comments?"
    r"|write a comment(?:\.\.\.|…)?|discussion about this post|leave a (?:comment|reply)|bottom of page",
    re.IGNORECASE,
)


def is_chrome(line: str) -> bool:
    """Whether a line that stands alone is the site's and not the post's.

    >>> is_chrome("6 views0 comments"), is_chrome("Six views of Mount Fuji")
    (True, False)
    """
    line = line.strip(" \t\u00a0•·|*#–—-→←»«›‹")
    return not line or (len(line) <= _MAX_CHROME_CHARS and _CHROME.fullmatch(line) is not None)


def starts_tail(line: str) -> bool:
    """Whether what comes after this line, in a scrape, is no longer the post."""
    return _TAIL_START.fullmatch(line.strip(" \t\u00a0:•|")) is not None


# What WordPress puts under a post in its feed, in the languages in which it does so most.
_FEED_FOOTER = re.compile(
    r"(?:the post|der beitrag|l[’']article|la entrada|o post|l[’']articolo|il post|het bericht|inlägget|wpis)"
    r" .{1,300} (?:(?:first appeared|appeared first) on|erschien zuerst auf|est apparu en premier sur"
    r"|se publicó primero en|apareceu primeiro em|proviene da|sembra essere il primo su|verscheen eerst op"
    r"|dök först upp på|pojawił się (?:po raz pierwszy|poczatkowo|najpierw) na) .{1,120}",
    re.IGNORECASE,
)


def is_feed_footer(line: str) -> bool:
    """Whether a line says, as a feed's last, where the post appeared.

    >>> is_feed_footer("The post Slow bread appeared first on The Long Table.")
    True
    """
    return len(line) <= _MAX_FOOTER_CHARS and _FEED_FOOTER.fullmatch(line) is not None
