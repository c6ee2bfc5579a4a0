"""What can be done with a notice now. Pure."""

from models.notice import Notice
from models.terms import Act
from notices.checks import check_act
from notices.errors import IllegalAct

# In the order in which they are offered; each opens a form. A withdrawal stands apart: it takes back what was said.
_OFFERED = (Act.UPDATE, Act.END, Act.VERIFY, Act.REOPEN, Act.RESCHEDULE, Act.CANCEL, Act.CORRECT)


def allowed(act: Act, notice: Notice) -> bool:
    """Whether the notice's state allows the act."""
    try:
        check_act(act, notice)
    except IllegalAct:
        return False
    return True


def offered(notice: Notice) -> list[Act]:
    """The acts that open a form, without the withdrawal."""
    return [act for act in _OFFERED if allowed(act, notice)]
