"""Keeping an incident: its row, its draft and its alarm, in one transaction, so that none is ever without the other.

What a person has written is never overwritten: the draft then keeps their words, and shows the news beside them.
"""

from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy.orm import Session

from models.draft import Draft as Written
from models.draft import DraftState
from models.notice import Notice
from models.run import Incident
from models.terms import Act, Environment
from notices.alarms import close, raise_alarm
from notices.checks import check_act
from notices.drafts import Writer, address_of, begin, discard, reopen, save, waiting_from
from notices.errors import IllegalAct
from notices.markdown.escape import link
from notices.runs.drafts import Draft
from notices.runs.plan import Plan
from notices.runs.wording import fields_of, name_of
from notices.service import Service
from notices.watching.evidence import NEWS, evidence_of, news_of, words_of
from notices.watching.keys import key_of, origin_of

WHO = "körhälsa"
_DRAFT = TypeAdapter(Draft)
_WAITING = (DraftState.OPEN, DraftState.AWAITING_APPROVAL, DraftState.LEAVING)


def document_of(draft: Draft) -> dict[str, object]:
    """All that is known of an incident, as it is kept."""
    dumped: dict[str, object] = _DRAFT.dump_python(draft, mode="json")
    return dumped


def draft_of(incident: Incident) -> Draft:
    """What was known of an incident when it was last kept."""
    return _DRAFT.validate_python(incident.document)


def is_ours(draft: Written) -> bool:
    """Whether no person has touched its words."""
    return draft.updated_by == WHO


@dataclass(frozen=True, slots=True)
class Keeper:
    """Keeps the incidents of one environment, in one transaction. `address` is the service's public one."""

    session: Session
    service: Service
    plan: Plan
    environment: str
    address: str
    now: datetime

    @property
    def writer(self) -> Writer:
        return Writer(self.session, self.service, WHO, self.now)

    def keep(self, draft: Draft) -> Incident | None:
        """Bring the tables to what the watch knows now; None where they were there already."""
        key, document = key_of(self.environment, draft.id), document_of(draft)
        row = self.session.get(Incident, key, with_for_update=True)
        if row and row.document == document:
            return None
        before = draft_of(row) if row else None
        if row is None:
            row = Incident(key=key, environment=self.environment, opened_at=draft.opened)
            self.session.add(row)
        row.kind, row.severity, row.job = draft.kind.value, int(draft.severity), draft.job
        row.changed_at, row.closed_at, row.document = draft.changed, draft.closed, document
        self.session.flush()
        if row.dismissed_at is None:
            self._say(row, draft, before)
        return row

    def _say(self, row: Incident, draft: Draft, before: Draft | None) -> None:
        written = self.session.get(Written, row.draft_id) if row.draft_id else None
        if written is None:
            if draft.closed is None:  # what came and went unseen is kept, and disturbs nobody
                self._begin(row, draft)
        elif draft.closed:
            self._over(row, written, draft)
        elif written.state in _WAITING:
            self._amend(row, written, draft, before)
        elif written.state is DraftState.DISCARDED:
            self._take_up(row, written, draft, before)
        else:
            self._propose_update(row, written, draft, before)

    # -- while it goes on ---------------------------------------------------------------------------------------

    def _begin(self, row: Incident, draft: Draft) -> None:
        related = self._related(draft)
        evidence = evidence_of(draft, f"/desk/notiser/{related.id}" if related else "")
        fields = fields_of(draft, self.plan, self.service, self.now, self.environment)
        if related:
            title, body = related.current.content.title, fields["body"]
            fields["body"] = f"{body} Den hör ihop med {link(title, f'{self.address}/notiser/{related.slug}')}."
        written = begin(self.writer, Act.PUBLISH, fields=fields, origin=origin_of(row.key), evidence=evidence)
        row.draft_id = written.id
        self._alarm(row, written, draft)

    def _amend(self, row: Incident, written: Written, draft: Draft, before: Draft | None) -> None:
        evidence = {**evidence_of(draft), **_kept(written)}
        if written.state is DraftState.OPEN and is_ours(written):
            fields = fields_of(draft, self.plan, self.service, self.now, self.environment)
            save(self.writer, written, fields, written.version)
        elif before and (news := news_of(before, draft)):
            evidence[NEWS] = "; ".join(filter(None, (evidence.get(NEWS), news)))
        written.evidence = evidence
        if row.closing_draft_id is not None:
            self._withdraw_closing(row)
        self._alarm(row, written, draft)

    def _take_up(self, row: Incident, written: Written, draft: Draft, before: Draft | None) -> None:
        """What somebody threw away stays so; what we threw away, as it was over, is taken up when it is back."""
        was_over = before is not None and before.closed is not None
        if is_ours(written) and was_over:
            reopen(self.writer, written)
            self._amend(row, written, draft, before)

    def _propose_update(self, row: Incident, written: Written, draft: Draft, before: Draft | None) -> None:
        """It was published, and something has been added: what it would say now is proposed."""
        if row.closing_draft_id is not None:
            self._withdraw_closing(row)
        fields = fields_of(draft, self.plan, self.service, self.now, self.environment)
        said = fields_of(before, self.plan, self.service, self.now, self.environment) if before else None
        notice = self.session.get(Notice, written.notice_id) if written.notice_id else None
        if notice is None or (said and said["body"] == fields["body"] and before and before.closed is None):
            return
        words = {"body": fields["body"], "next_word": fields["next_word"]}
        waiting = waiting_from(self.session, origin_of(row.key))
        if waiting is None:
            act = first_allowed(notice, Act.REOPEN, Act.UPDATE)
            if act is None:
                return
            waiting = begin(
                self.writer, act, notice, fields=words, origin=origin_of(row.key), evidence=evidence_of(draft)
            )
        elif waiting.state is DraftState.OPEN and is_ours(waiting):
            save(self.writer, waiting, words, waiting.version)
        waiting.evidence = evidence_of(draft)
        self._alarm(row, waiting, draft)

    def _related(self, draft: Draft) -> Notice | None:
        """The notice of the incident that this one belongs to, as a correcting run to the wrong one."""
        for id_ in draft.related:
            wrong = self.session.get(Incident, key_of(self.environment, id_))
            written = self.session.get(Written, wrong.draft_id) if wrong and wrong.draft_id else None
            if written and written.state is DraftState.PUBLISHED and written.notice_id:
                return self.session.get(Notice, written.notice_id)
        return None

    # -- when it is over ----------------------------------------------------------------------------------------

    def _over(self, row: Incident, written: Written, draft: Draft) -> None:
        """One that nobody has published or written in is thrown away; what has been published is closed later on."""
        if written.state not in _WAITING:
            return
        written.evidence = {**evidence_of(draft), **_kept(written)}
        close(self.session, origin_of(row.key), self.now, f"Det är över: {draft.closing}.")
        if written.state is DraftState.OPEN and is_ours(written):
            discard(self.writer, written, f"Det är över: {draft.closing}.")
        elif written.state is DraftState.OPEN:
            written.problem = f"Det är över: {draft.closing}. Publicera bara om det ändå ska sägas."

    def _withdraw_closing(self, row: Incident) -> None:
        """The trouble is back, so that it is over is not to be said."""
        closing = self.session.get(Written, row.closing_draft_id)
        row.closing_draft_id = None
        if closing and closing.state is DraftState.OPEN:
            discard(self.writer, closing, "Felet är tillbaka.")

    # -- those on call ------------------------------------------------------------------------------------------

    def _alarm(self, row: Incident, written: Written, draft: Draft) -> None:
        self.tell_on_call(row, written, f"{name_of(draft.kind)}. {words_of(draft).rstrip('.')}. Ett utkast väntar.")

    def tell_on_call(self, row: Incident, written: Written, what: str) -> None:
        """Tell those on call that a draft waits for one of them."""
        test = "" if self.environment == Environment.PRODUCTION else "Testmiljön: "
        link, urgent = address_of(written, self.address), not test
        raise_alarm(self.session, origin_of(row.key), f"{test}{what}", link, self.now, urgent=urgent)


def first_allowed(notice: Notice, *acts: Act) -> Act | None:
    """The first of these acts that the notice's state allows."""
    return next((act for act in acts if _allows(notice, act)), None)


def _allows(notice: Notice, act: Act) -> bool:
    try:
        check_act(act, notice)
    except IllegalAct:
        return False
    return True


def _kept(written: Written) -> dict[str, str]:
    """The news that stand beside a person's words."""
    news = (written.evidence or {}).get(NEWS)
    return {NEWS: news} if news else {}
