"""A notice as SMS: its words, in the alphabet that costs least, in at most two parts. Pure."""

from notices.channels.sms_text.composing import Sms, compose
from notices.channels.sms_text.gsm import Replaced, gsm
from notices.channels.sms_text.segmenting import Segments, cost, segments

__all__ = ["Replaced", "Segments", "Sms", "compose", "cost", "gsm", "segments"]
