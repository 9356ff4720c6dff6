"""What a host's robots.txt allows, and how fast. Pure."""

from dataclasses import dataclass, field
from urllib.parse import urljoin

from protego import Protego

AGENT = "Blogseek"
_MAX_BYTES = 512_000  # RFC 9309 asks crawlers to read at least 500 KiB
_MAX_CRAWL_DELAY_S = 120.0  # above it a crawl would take months; nobody means that


@dataclass(frozen=True, slots=True)
class RobotsRules:
    """The rules of one host. `failure` is why they could not be read; then nothing may be asked."""

    told: str  # for the receipt
    crawl_delay_s: float = 0.0
    sitemaps: tuple[str, ...] = ()
    failure: Exception | None = None
    _rules: Protego | None = field(default=None, repr=False)

    def allows(self, url: str) -> bool:
        """Whether `url` may be asked."""
        return self.failure is None and (self._rules is None or self._rules.can_fetch(url, AGENT))


ALLOW_ALL = RobotsRules("none: all is allowed")


def read_robots(content: bytes, url: str) -> RobotsRules:
    """The rules in a robots.txt found at `url`."""
    text = content[:_MAX_BYTES].decode("utf-8-sig", "replace").replace("\x00", "")
    rules = Protego.parse(text)
    asked_s = rules.crawl_delay(AGENT) or 0.0
    rate = rules.request_rate(AGENT)
    if rate is not None and rate.requests > 0:
        asked_s = max(asked_s, rate.seconds / rate.requests)
    return RobotsRules(
        "read",
        min(float(asked_s), _MAX_CRAWL_DELAY_S),
        tuple(urljoin(url, sitemap) for sitemap in rules.sitemaps),
        _rules=rules,
    )
