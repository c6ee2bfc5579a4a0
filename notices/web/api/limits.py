"""How often may be asked. Counted in this process's memory: see docs/adr/0020."""

from dataclasses import dataclass, field
from time import time

from flask import Response
from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from notices.service import Text
from notices.web.api.problems import problem

BY_TOKEN = RateLimitItemPerMinute(300)
BY_STRANGER = RateLimitItemPerMinute(60)  # those who show no token that counts
BY_NEWCOMER = RateLimitItemPerHour(20)  # those who want to be told


@dataclass(frozen=True, slots=True)
class Limits:
    """The counts of one process."""

    _counts: FixedWindowRateLimiter = field(default_factory=lambda: FixedWindowRateLimiter(MemoryStorage()))

    def headers(self, limit: RateLimitItem, who: str) -> dict[str, str]:
        """How often may be asked, and how often still, until when (draft-ietf-httpapi-ratelimit-headers)."""
        stats = self._counts.get_window_stats(limit, who)
        left = max(1, round(stats.reset_time - time()))
        return {
            "RateLimit-Policy": f'"standard";q={limit.amount};w={limit.get_expiry()}',
            "RateLimit": f'"standard";r={stats.remaining};t={left}',
        }

    def count(self, limit: RateLimitItem, who: str) -> Response | None:
        """Count one request of whoever it is; what they are answered where it is one too many."""
        if self._counts.hit(limit, who):
            return None
        headers = self.headers(limit, who)
        wait = headers["RateLimit"].rpartition("=")[2]
        words = Text(sv=f"Vänta {wait} sekunder.", en=f"Wait {wait} seconds.")
        return problem("too-many", words, headers={**headers, "Retry-After": wait})
