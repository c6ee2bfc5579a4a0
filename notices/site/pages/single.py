"""The page of one notice, and its short address."""

import json

from notices.site.document import HTML, Document
from notices.site.frame import Frame
from notices.site.pages.changes import said, turned
from notices.site.pages.entries import Entry, description, entry, json_ld
from notices.site.pages.layout import Head, draw
from notices.site.published import Published, Story
from notices.site.rendering import render, say, stamp


def notice(frame: Frame, notice: Published) -> Document:
    """The page at `/notiser/<slug>`."""
    one = entry(frame, notice)
    stories = [(story, _told(frame, story)) for i in notice.threads if (story := frame.snapshot.stories.get(i))]
    beside = [n for _, told in stories for n in told]
    section = frame.service.sections[notice.content.section]
    head = Head(
        path=f"/notiser/{notice.slug}",
        title=say(frame.language, "Testmiljön: %(title)s", title=one.title) if one.is_test else one.title,
        description=description(one),
        modified=turned(frame, [notice], said([notice, *beside], notice.changed_at).at),
        changed=said([notice], notice.changed_at),
        nav=notice.content.section,
        section=section,
        article=_article(frame, one),
        watched=True,
    )
    return draw(frame, "notice.html", head, one=one, stories=stories)


def _told(frame: Frame, story: Story) -> list[Published]:
    known = frame.snapshot.notices
    return [known[i] for i in story.notices if i in known]


def _article(frame: Frame, one: Entry) -> str:
    notice, about = one.notice, frame.service.service
    return json_ld(json.dumps({
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": one.title,
        "description": description(one),
        "inLanguage": "sv",
        "datePublished": stamp(notice.published_at, dated=notice.dated),
        "dateModified": stamp(notice.changed_at, dated=notice.dated and notice.changed_at == notice.published_at),
        "mainEntityOfPage": f"{frame.address}{one.address}",
        "articleSection": one.section,
        "author": {"@type": "Organization", "name": about.operator.in_(frame.language)},
        "publisher": {"@type": "Organization", "name": about.operator.in_(frame.language)},
    }, ensure_ascii=False))  # fmt: skip


def short(frame: Frame, notice: Published) -> Document:
    """The way from `/n/<short>`, as it stands in an SMS, to the notice. Works on a static host, too."""
    target = frame.path(f"/notiser/{notice.slug}")
    body = render(frame.language, "redirect.html", target=target, title=notice.content.title)
    return Document(f"/n/{notice.short}", HTML, body.encode(), notice.published_at, location=target)
