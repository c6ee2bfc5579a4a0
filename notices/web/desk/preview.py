"""What each reader will get of an act, before it is done: drawn by the very functions that draw the site. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime

from models.content import Content
from models.terms import Act
from notices.channels.mail.composing import compose as mail_of
from notices.channels.mail.words import Words
from notices.channels.sms_text import Sms
from notices.channels.sms_text import compose as sms_of
from notices.publishing.steps import Step
from notices.service import Language
from notices.site import pages
from notices.site.building import Builder
from notices.site.feeds.entries import Entry as FeedEntry
from notices.site.feeds.entries import entry_of
from notices.site.feeds.telling import Told, latest
from notices.site.frame import Frame
from notices.site.page import STALE_MARK
from notices.site.pages.entries import Entry, entry
from notices.site.published import Published, Snapshot
from notices.site.rendering import render


@dataclass(frozen=True, slots=True)
class Preview:
    """The notice on its page, in the feed, as an SMS and as a mail."""

    page: Entry
    feed: FeedEntry
    sms: Sms
    mail: Words


def published_now(content: Content, slug: str, short: str, now: datetime) -> Published:
    """A new notice, as the site will know it."""
    return Published(0, slug, short, now, False, now, 1, content, first_status=content.status)


def published_after(notice: Published, act: Act, step: Step, now: datetime) -> Published:
    """A published notice once the act is done to it."""
    after = replace(notice, content=step.content, version=notice.version + 1, changed_at=now)
    if act is Act.CORRECT:
        return replace(after, corrected_at=now)
    if act is Act.WITHDRAW:
        return replace(after, withdrawn_at=now, withdrawn_reason=step.reason)
    return after


def preview(frame: Frame, notice: Published, step: Step) -> Preview:
    """`frame` is the one that `frame_of` gives for the notice, `step` the act that makes it say what it says."""
    service, address = frame.service, f"{frame.address}/n/{notice.short}"
    act, update, reason = step.act, step.update, step.reason or ""
    return Preview(
        page=entry(frame, notice),
        feed=entry_of(service, frame.address, _told(frame, notice, step)),
        sms=sms_of(step.content, act, service=service, address=address, update=update, reason=reason),
        mail=mail_of(step.content, act, service=service, address=address, update=update, reason=reason),
    )


def frame_of(builder: Builder, beside: Snapshot, notice: Published, language: Language, now: datetime) -> Frame:
    """The site with the notice in it, as far as its page and its entry show it: `beside` has those of its stories."""
    known = replace(beside, notices={**beside.notices, notice.id: notice})
    return builder.frames(known, now)[language == "en"]


def whole_page(frame: Frame, notice: Published) -> bytes:
    """The page as it will be read, and above it that it is not published."""
    banner = render(frame.language, "desk/not_published.html").encode()
    return pages.notice(frame, notice).body.replace(STALE_MARK, banner, 1)


def _told(frame: Frame, notice: Published, step: Step) -> Told:
    """The entry that is new; of a correction the notice's own, which moves."""
    own = [told for told in latest(frame, None) if told.notice.id == notice.id]
    return next(told for told in own if step.act is Act.WITHDRAW or told.update == step.update)
