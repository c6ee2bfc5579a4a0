"""A night at the desk: what was published, told, corrected and alarmed of, and the pages where that is seen."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select, update

from models.delivery import Delivery, State
from models.registration import Channel, Source
from notices import clock
from notices.alarms import raise_alarm
from notices.database import Database
from notices.delivery.expanding import expand_due
from notices.publishing import Publisher
from notices.registrations import Registry
from notices.secrecy import Secrecy
from tests.factories import SERVICE, incident, planned
from tests.people_at_the_desk import SECRET

PAGES = (
    "/desk/notiser",
    "/desk/notiser/1",
    "/desk/notiser/1/utskick",
    "/desk/notiser/1/kvitton",
    "/desk/notiser/2",
    "/desk/prenumeranter",
    "/desk/prenumeranter/1",
    "/desk/prenumeranter/import",
    "/desk/larm",
    "/desk/larm/jour",
    "/desk/logg",
    "/desk/logg/kontroll",
    "/desk/installningar",
    "/desk/installningar/mallar/intake_reopened",
    "/desk/installningar/tysta-timmar",
    "/desk/installningar/nycklar",
)


def fill(database: Database) -> None:
    """A night of it: an incident that was told, corrected and joined to a story; something planned; an alarm."""
    now = clock.now()
    with database.writing() as session:
        for number in range(10, 40):
            begun = now - timedelta(days=number * 9)
            Registry(session, Secrecy.of(SECRET), Channel.SMS, begun).begin(f"+467017406{number}", Source.KEYWORD)
    with database.writing() as session:
        act = Publisher(session, SERVICE, "Britta Ek", now, "https://drift.example", False)
        late = replace(act, tell=True).publish(incident(body="Filerna väntas kl 7.", action="Vänta.", next_word="kl 6"))
        act.publish(planned())
        act.join(late, act.thread("Filerna i mars"))
        act.correct(late, replace(late.current.content, body="Filerna väntas kl 9."), "Fel klockslag.")
        raise_alarm(session, "overdue:1:next_word", "Nästa besked skulle ha kommit.", "http://localhost/n/x", now)
    expand_due(database, Channel.SMS, now + timedelta(seconds=5))
    with database.writing() as session:
        ids = session.scalars(select(Delivery.id).order_by(Delivery.id)).all()
        done = {"sent_at": now, "settled_at": now, "attempts": 1}
        for some, values in (
            (ids[:20], {"state": State.ACCEPTED, "provider_status": "delivered", "reported_at": now}),
            (ids[20:24], {"state": State.REFUSED, "error_code": "21211"}),
        ):
            session.execute(update(Delivery).where(Delivery.id.in_(some)).values(done | values))
