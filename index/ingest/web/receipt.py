"""What was asked of each host, and how politely: the receipt of a crawl."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class HostReceipt:
    """One host's part. Times are seconds; `delays_s` are between the starts of two requests."""

    host: str
    requests: int = 0
    received_bytes: int = 0  # of the answers, unpacked
    not_modified: int = 0
    failed: int = 0
    robots: str = "not asked for"
    disallowed: int = 0
    crawl_delay_s: float = 0.0
    least_delay_s: float | None = None
    mean_delay_s: float = 0.0
    back_offs: int = 0
    back_off_s: float = 0.0
    _started_at: float | None = field(default=None, repr=False)

    def request_starts(self, now: float) -> None:
        """Note that a request is made at `now`."""
        if self._started_at is not None:
            delay = now - self._started_at
            self.least_delay_s = delay if self.least_delay_s is None else min(self.least_delay_s, delay)
            self.mean_delay_s += (delay - self.mean_delay_s) / self.requests
        self._started_at = now
        self.requests += 1

    def as_dict(self) -> dict[str, str | int | float | None]:
        """The receipt for JSON."""
        return {
            "host": self.host,
            "requests": self.requests,
            "bytes": self.received_bytes,
            "not_modified_share": round(self.not_modified / self.requests, 3) if self.requests else 0.0,
            "failed": self.failed,
            "robots": self.robots,
            "disallowed": self.disallowed,
            "crawl_delay_s": self.crawl_delay_s,
            "least_delay_s": None if self.least_delay_s is None else round(self.least_delay_s, 3),
            "mean_delay_s": round(self.mean_delay_s, 3),
            "back_offs": self.back_offs,
            "back_off_s": round(self.back_off_s, 1),
        }
