"""The public pages: pure functions from a frame to documents."""

from notices.site.pages.archives import archive, archive_year
from notices.site.pages.assets import assets
from notices.site.pages.feed_pages import feed_page, feed_stylesheet
from notices.site.pages.front import front
from notices.site.pages.history import versions
from notices.site.pages.paging import pages_of
from notices.site.pages.searching import Hit, search
from notices.site.pages.sections import numbers, section
from notices.site.pages.single import notice, short
from notices.site.pages.standing import (
    about,
    accessibility,
    as_of_banner,
    error,
    not_found,
    subscribe,
)

__all__ = [
    "Hit",
    "about",
    "accessibility",
    "archive",
    "archive_year",
    "as_of_banner",
    "assets",
    "error",
    "feed_page",
    "feed_stylesheet",
    "front",
    "not_found",
    "notice",
    "numbers",
    "pages_of",
    "search",
    "section",
    "short",
    "subscribe",
    "versions",
]
