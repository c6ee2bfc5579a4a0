"""The intake is closed, and its queue grows.

Archive: 2014-11-20, the service was closed while answers were wrong; new orders and cancellations waited in a queue.
The closing is seen at once; how much it hurts is seen in the queue.
"""

from datetime import datetime

from models.terms import Expect
from notices.clock import day_of
from notices.runs import words
from notices.runs.judgement.verdict import Rule, Severity, Verdict
from notices.runs.plan import Plan
from notices.runs.queue import Queue


def judge(queue: Queue, plan: Plan, now: datetime) -> Verdict | None:
    """Closed outside an announced window. A draft is amended each time the queue has doubled."""
    if queue.closed is None or plan.windows(Expect.INTAKE_CLOSED, day_of(now)):
        return None
    waiting = queue.waiting or 0
    grows = queue.measured is not None and queue.measured > queue.closed and waiting > max(queue.usual, default=0)
    evidence = f"Inskicket är stängt sedan {words.day(day_of(queue.closed))} kl {words.at(queue.closed)}"
    if grows:
        evidence += f"; {words.number(waiting)} filer väntar i kön, brukar vara högst {max(queue.usual, default=0)}"
    severity, stage = (Severity.SERIOUS, waiting.bit_length()) if grows else (Severity.WARNING, 0)
    figures = {"waiting": waiting, "usual": max(queue.usual, default=0)}
    return Verdict(Rule.INTAKE_CLOSED, severity, queue.closed, evidence, figures, subject=queue.name, stage=stage)
