"""A published notice as data."""

from collections.abc import Iterable

from models.content import Content
from models.content import Update as Addition
from models.when import When
from notices.addresses import permanent_id
from notices.service import Term as Named
from notices.site.board import phase
from notices.site.feeds.bodies import rendered
from notices.site.frame import Frame
from notices.site.public_api.shapes import (
    Member,
    Notice,
    SubscriberAction,
    Term,
    Text,
    Thread,
    Time,
    Update,
    Withdrawal,
)
from notices.site.published import Published, Story
from notices.site.wording import fit
from notices.timing import describe
from notices.vocabulary import asks_for_something

_TOP = 3  # the highest heading in a body, as in the feeds


def notice_of(frame: Frame, notice: Published) -> Notice:
    """The notice as of the board's moment. The words of one that was withdrawn are not repeated, only its title."""
    page = _page(frame, notice)
    service, content = frame.service, notice.content
    section = service.sections[content.section]
    withdrawn = _withdrawal(notice)
    action = None if withdrawn or not content.action else fit(content.action)
    return Notice(
        id=permanent_id(service.service.tag, notice.slug),
        slug=notice.slug,
        address=page,
        short_address=f"{frame.address}/n/{notice.short}",
        versions_address=f"{page}/versioner",
        section=Term(code=section.code, name=section.title.sv),
        kind=content.kind,
        impact=content.impact,
        status=content.status,
        phase=phase(notice, frame.board.now),
        environment=content.environment,
        title=fit(content.title),
        body=None if withdrawn else _text(content.body, page),
        action=action,
        subscriber_action=SubscriberAction(required=asks_for_something(action), text=action),
        benefits=_terms(service.benefits, content.benefits),
        operations=_terms(service.operations, content.operations),
        time=_time(content.time),
        expected_end=_time(content.expected_end),
        next_word=_time(content.next_word),
        published_at=notice.published_at,
        dated=notice.dated,
        updated_at=notice.changed_at,
        corrected_at=notice.corrected_at,
        withdrawn=withdrawn,
        updates=() if withdrawn else _updates(content, page),
        threads=_threads(frame, notice),
    )


def _page(frame: Frame, notice: Published) -> str:
    return f"{frame.address}/notiser/{notice.slug}"


def _withdrawal(notice: Published) -> Withdrawal | None:
    reason = fit(notice.withdrawn_reason or "")
    return Withdrawal(at=notice.withdrawn_at, reason=reason) if notice.withdrawn_at else None


def _terms(named: dict[str, Named], codes: Iterable[str]) -> tuple[Term, ...]:
    return tuple(Term(code=code, name=named[code].name.sv) for code in codes)


def _time(when: When | None) -> Time | None:
    if when is None:
        return None
    words = describe(when, "sv")
    return Time(text=fit(when.text), words=words, start=when.start, end=when.end, precision=when.precision)


def _text(markdown: str, page: str) -> Text:
    return Text(markdown=fit(markdown), html=rendered(markdown, _TOP, page))


def _updates(content: Content, page: str) -> tuple[Update, ...]:
    return tuple(_update(update, page) for update in reversed(content.updates))


def _update(update: Addition, page: str) -> Update:
    return Update(
        number=update.number,
        address=f"{page}#uppdatering-{update.number}",
        at=update.at,
        dated=update.dated,
        status=update.status,
        body=_text(update.body, page),
    )


def _threads(frame: Frame, notice: Published) -> tuple[Thread, ...]:
    stories = (story for i in notice.threads if (story := frame.snapshot.stories.get(i)))
    return tuple(Thread(title=fit(story.title), notices=_members(frame, story)) for story in stories)


def _members(frame: Frame, story: Story) -> tuple[Member, ...]:
    known = frame.snapshot.notices
    told = (known[i] for i in story.notices if i in known)
    return tuple(Member(slug=n.slug, title=fit(n.content.title), address=_page(frame, n)) for n in told)
