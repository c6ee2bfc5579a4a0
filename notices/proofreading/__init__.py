"""Reading a notice before it is published: what may be wrong in it, and how each thing can be put right. Pure."""

from notices.proofreading.reading import proofread
from notices.proofreading.remark import Circumstances, Fix, Remark

__all__ = ["Circumstances", "Fix", "Remark", "proofread"]
