"""Two operators at the same notice at once, round after round; and whether anything was lost."""

import random
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from flask import Flask
from sqlalchemy import select

from models.audit import AuditEntry
from models.notice import Change, Notice
from models.token import Scope
from notices import audit, clock
from notices.database import Database
from notices.site.site import Site
from tests.integration.api.programs import Program

_TRIES = 200


@dataclass
class Operator:
    """One of the two. `done` are the words that they were told are in, by slug."""

    program: Program
    name: str
    done: dict[str, list[str]] = field(default_factory=dict)
    met: int = 0  # how often the other was first

    def publish(self, title: str) -> str:
        return self.program.publish(title=title, tell=[])

    def update(self, slug: str, words: str) -> None:
        self._act(slug, "updates", {"body": words}, words)

    def correct(self, slug: str, words: str) -> None:
        self._act(slug, "correction", {}, words)

    def withdraw(self, slug: str, words: str) -> None:
        self._act(slug, "withdrawal", {"reason": words}, words)

    def _act(self, slug: str, what: str, body: dict[str, str], words: str) -> None:
        """Read, act on what was read; and where the other was first, all of it again."""
        for _ in range(_TRIES):
            read = self.program.get(f"/api/v1/notices/{slug}/revision").get_json()
            if what == "correction":
                body = {"body": f"{read['fields']['body']}\n\n{words}"}
            answer = self.program.act(slug, what, body, read["version"])
            if answer.status_code == 201:
                self.done.setdefault(slug, []).append(words)
                return
            self.met += 1
            if answer.status_code == 409 and "indragen" in answer.text:
                return  # the other has taken it back: there is nothing to say in it
        raise AssertionError(f"{what}: {answer.status_code} {answer.text}")


def collide(app: Flask, rounds: int) -> Counter[str]:
    """So many rounds. AssertionError where a word or a revision is lost, or the site says something else."""
    pair = [Operator(Program.with_scopes(app, Scope.PUBLISH), name) for name in ("anna", "bo")]
    slugs = []
    with ThreadPoolExecutor(2) as pool:
        for number in range(rounds):
            slug = random.choice(pair).publish(f"Krock {number}")
            slugs.append(slug)
            acts = [random.sample(("update", "correct", "update", "correct"), 4), ["update", "correct", "withdraw"]]
            random.shuffle(acts)
            list(pool.map(lambda who, what, slug=slug: _all(who, what, slug), pair, acts))
    site: Site = app.extensions["site"]
    _look(site.database, slugs, pair)
    _compare(site)
    return Counter(
        met=sum(one.met for one in pair), acts=sum(len(words) for one in pair for words in one.done.values())
    )


def _all(who: Operator, acts: list[str], slug: str) -> None:
    for number, act in enumerate(acts):
        work: Callable[[str, str], None] = getattr(who, act)
        work(slug, f"{who.name} {act} {number}")


def _look(database: Database, slugs: list[str], pair: list[Operator]) -> None:
    with database.reading() as session:
        audit.verify(session)
        for slug in slugs:
            notice = session.scalars(select(Notice).where(Notice.slug == slug)).one()
            numbers = [revision.number for revision in notice.revisions]
            assert numbers == list(range(1, notice.version + 1)), slug
            logged = session.scalars(
                select(Change.version).where(Change.notice_id == notice.id).order_by(Change.position)
            )
            assert list(logged) == numbers, slug
            entries = select(AuditEntry.position).where(AuditEntry.subject == f"notice:{notice.id}")
            assert len(session.scalars(entries).all()) == len(numbers), slug
            content = notice.current.content
            said = "\n".join(
                (content.body, *(update.body for update in content.updates), notice.withdrawn_reason or "")
            )
            for one in pair:
                assert all(words in said for words in one.done.get(slug, ())), (slug, one.name, one.done[slug], said)


def _compare(site: Site) -> None:
    site.catch_up(clock.now())
    with site.database.reading() as session:
        for notice in session.scalars(select(Notice).where(Notice.published_at.is_not(None))):
            shown = site.snapshot.notices[notice.id]
            assert (shown.version, shown.content) == (notice.version, notice.current.content), notice.slug
            assert shown.withdrawn_at == notice.withdrawn_at
            assert site.page(f"/api/v1/notices/{notice.slug}"), notice.slug
