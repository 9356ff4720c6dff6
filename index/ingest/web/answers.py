"""What a server answered, without Scrapy's types around it."""

import email.utils
import time
from collections.abc import Mapping
from dataclasses import dataclass

from scrapy.http import Response

from index.ingest.web.webpage import robots_header


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. `url` is where redirects ended, `hops` the addresses on the way there."""

    url: str
    hops: tuple[str, ...]
    status: int
    content: bytes
    media_type: str
    charset: str | None
    etag: str | None
    last_modified: str | None
    robots: frozenset[str]
    headers: Mapping[str, str]

    @property
    def is_unchanged(self) -> bool:
        """Whether the server said that it is what it was."""
        return self.status == 304


def read_answer(url: str, hops: tuple[str, ...], response: Response) -> Answer:
    """The answer in Scrapy's `response` to a request for `url`."""
    headers = {
        name.decode("latin-1").lower(): b", ".join(values).decode("latin-1")
        for name, values in response.headers.items()
    }
    media_type, _, parameters = headers.get("content-type", "").partition(";")
    charset = email.utils.collapse_rfc2231_value(_parameter(parameters, "charset"))
    return Answer(
        url,
        hops,
        response.status,
        response.body,
        media_type.strip().lower(),
        charset or None,
        headers.get("etag"),
        headers.get("last-modified"),
        robots_header([value.decode("latin-1") for value in response.headers.getlist("X-Robots-Tag")]),
        headers,
    )


def _parameter(parameters: str, name: str) -> str:
    for part in parameters.split(";"):
        key, _, value = part.partition("=")
        if key.strip().lower() == name:
            return value.strip().strip("\"'")[:40]
    return ""


def retry_after_s(response: Response) -> float | None:
    """Seconds that the server asks to wait; None where it does not say."""
    value: bytes | None = response.headers.get("Retry-After")
    if value is None:
        return None
    text = value.decode("latin-1").strip()
    if text.isdigit():
        return float(text[:9])
    try:
        return max(0.0, email.utils.parsedate_to_datetime(text).timestamp() - time.time())
    except (ValueError, OverflowError):
        return None
