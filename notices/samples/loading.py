"""Publishing the samples through the ordinary acts, each at its own time."""

from dataclasses import replace

from models.notice import Notice
from models.terms import Act
from notices.clock import day_of
from notices.notice_file import fill, read_time
from notices.publishing import Publisher
from notices.samples import Sample, SampleAct, samples
from notices.samples.runs import sample_days


def load(publisher: Publisher) -> int:
    """Publish all samples as of `publisher.now`, with the runs of their nights. Returns how many notices there are."""
    written = samples(publisher.now)
    for sample in written:
        _publish(replace(publisher, now=sample.published), sample)
    publisher.session.add_all(sample_days(publisher.now))
    return len(written)


def _publish(publisher: Publisher, sample: Sample) -> None:
    notice = publisher.publish(fill(dict(sample.front), sample.body, publisher.service, day_of(publisher.now)))
    if sample.thread:
        publisher.join(notice, publisher.thread(sample.thread))
    for act in sample.acts:
        _act(replace(publisher, now=act.at), notice, act)


def _act(publisher: Publisher, notice: Notice, act: SampleAct) -> None:
    day = day_of(act.at)
    changes = {key: text for key, text in act.changes.items() if key != "body"}
    match act.act:
        case Act.UPDATE:
            times = {key: read_time(key, str(text), day) for key, text in changes.items()}
            publisher.update(notice, act.text, status=act.status, **times)
        case Act.CORRECT:
            body = str(act.changes.get("body", ""))
            publisher.correct(notice, fill(changes, body, publisher.service, day, notice.current.content), act.text)
        case Act.RESCHEDULE:
            time = read_time("time", str(changes["time"]), day)
            assert time is not None
            publisher.reschedule(notice, time, act.text)
        case Act.CANCEL:
            publisher.cancel(notice, act.text)
        case Act.END:
            publisher.end(notice, act.text, answers=act.answers)
        case Act.WITHDRAW:
            publisher.withdraw(notice, act.text)
        case _:
            raise ValueError(f"a sample cannot {act.act}")
