"""Lines that only a flattened page has: buttons, forms, and what begins the page's end. Pure.

Like those of chrome.py, these rules are for a line that stands alone.
"""

import re

from index.ingest.extract.chrome import is_chrome, starts_tail

_MAX_BUTTON_CHARS = 160

_THINGS = (
    r"(?:posts?|articles?|stories|reads?|reading|blogs?|entries|content|resources|topics|news|guides?"
    r"|insights|blog posts|updates|videos|episodes)"
)
_BUTTON = re.compile(
    "|".join(
        (
            r"(?:book|get|request|schedule|watch|see|try|start)(?: (?:a|an|your|my|the|our|for))?(?: free)?"
            r"(?: \d+-day)? (?:demo|trial|free|quote|started|access|call|consultation|now"
            r"|in touch|help|it now|the app)[!.]?",
            r"(?:learn|find out|discover|see|show|load|read) (?:more|all|less)"
            r"(?: (?:about|on|from|in) .{1,30})?",
            r"(?:start|begin|get) .{0,20}free trial.{0,30}|no credit card (?:required|needed)\.?",
            r"(?:sign up|subscribe|join|register|try it)(?: (?:now|today|free|here|for free|us))?[!.]?",
            r"(?:sign up|subscribe) (?:to|for|with)(?: (?:our|the|my|your))? .{1,70}",
            r"never miss an? .{1,80}|stay (?:up to date|in the loop|connected|informed|tuned"
            r"|updated)\b.{0,80}",
            r"join (?:our|the|over|more than|\d).{1,60}(?:newsletter|subscribers|readers|community"
            r"|list).{0,60}",
            r"(?:your |enter your |business |work )?(?:first |last |full |company |user)?(?:name|e-?mail"
            r"|e-?mail address|phone|phone number|message|company|website|designation|job title|comment"
            r"|password|country|zip code)(?: \(?(?:required|optional)\)?)?\s*\*?:?",
            r"skip to .{1,30}|submit|send|next|previous|prev|cancel|continue|apply|ok|okay|got it"
            r"|dismiss|back|go back|back to (?:blog|top|overview|all .{1,20}|the blog|posts|home|news)"
            r"|(?:go|scroll) to top|play|pause|expand|collapse|loading",
            r"thank you!?(?: (?:your|please|for|see|you).{1,90})?",
            r"thanks for (?:subscribing|signing up|submitting).{0,60}",
            r"(?:oops|there was an (?:issue|error)|something went wrong)\b.{0,100}|please try again.{0,20}",
            r"we (?:respect|value) your privacy.{0,60}|unsubscribe (?:at )?any ?time.{0,40}|no spam\b.{0,60}",
            r"(?:link )?copied!?|copy (?:link|url|code)(?: to clipboard)?|copy",
            r"(?:(?:share|tweet|pin|e-?mail|print|linkedin|facebook|twitter|x|pinterest|whatsapp"
            r"|reddit|instagram|youtube|tiktok|threads|bluesky|mastodon|telegram|phone|rss|flipboard|pocket)"
            r"(?:[\s|/·•,&]+|$))+",
            r"(?:in this (?:article|post|guide)|on this page|contents?|table of contents|jump to"
            r"|content map|toc):?",
            r"(?:reading time|read time|time to read|estimated reading time):?.{0,20}",
            r"\d+ ?min(?:ute)?s?(?: to read)?",
            r"\d[\d.,]*[km]?|\[[A-Z_ ]+\]|\{\}|rss feed ?(?:subscribe)?",
            r"(?:\S+ ){1,2}(?:logo|icon|avatar|headshot|thumbnail)|(?:avatar|picture|photo"
            r"|headshot) (?:photo|of .{1,50})",
            r"(?:main|featured|cover|hero|header|banner|blog|post)(?: post| blog)? image",
            r"image|photo|avatar|logo|thumbnail",
        )
    ),
    re.IGNORECASE,
)
_TAIL = re.compile(
    "|".join(
        (
            r"(?:about|meet) (?:the|our|this) (?:authors?|writers?|editors?)"
            r"|(?:the )?author(?: bio)?|authors",
            r"(?:related|recent|latest|popular|similar|more|other|further|recommended|suggested"
            rf"|trending|featured)(?: (?:blog|from the blog|to read))? ?{_THINGS}?"
            r"(?: you (?:may|might) (?:also )?(?:like|enjoy))?",
            r"(?:explore|read|browse|discover|see|check out) (?:recent|more|our|other|all|related|the latest)"
            rf"(?: (?:latest|other|more|blog|related))? ?{_THINGS}?",
            r"you (?:might|may|will|'ll|’ll) also (?:like|enjoy|love|be interested in)\b.{0,30}",
            r"(?:keep|continue|further|recommended|next) reading|read (?:next|this next|also)|up next"
            r"|what to read next",
            r"(?:subscribe|sign up) (?:to|for) (?:our|my|the) .{0,40}",
            r"(?:our |join our |get our )?newsletter(?: sign ?up)?|subscribe(?: now)?",
            r"(?:popular |all |post )?(?:tags|categories|archives?|tag cloud)|(?:previous|next"
            r"|older|newer)(?: post)?",
            r"share (?:this|on|the|via)\b.{0,30}|filed under\b.{0,60}|posted in\b.{0,60}"
            r"|like this:?|blogroll",
            r"(?:leave|post|write|add) (?:a|your) (?:comment|reply|response)\b.{0,30}",
            r"join the (?:conversation|discussion)|(?:popular|latest|recent|top) comments",
            r"\d+ (?:comments?|responses?|replies|thoughts)(?: (?:on|to)\b.{1,120})?",
        )
    ),
    re.IGNORECASE,
)


def is_widget(line: str) -> bool:
    """Whether a line is the site's: chrome, a button, a field of a form, a share bar, a counter.

    >>> is_widget("Book a demo"), is_widget("Email address *"), is_widget("The demo that I booked")
    (True, True, False)
    """
    bare = line.strip(" \t\u00a0•·|*#–—-→←»«›‹>▶▼✕×")
    return is_chrome(line) or (len(bare) <= _MAX_BUTTON_CHARS and _BUTTON.fullmatch(bare) is not None)


def ends_post(line: str) -> bool:
    """Whether what comes after this line is, as a rule, no longer the post.

    >>> ends_post("About the author"), ends_post("About the dough")
    (True, False)
    """
    return starts_tail(line) or _TAIL.fullmatch(line.strip(" \t\u00a0:•|*#–—-→←»«›‹>….!")) is not None
