"""A notice as SMS: its words, in the alphabet that costs least, in at most two parts. Pure."""

from notices.channels.sms_text.composing import Sms, compose, compose_reminder
from notices.channels.sms_text.gsm import Replaced, gsm
from notices.channels.sms_text.reminding import Lead
from notices.channels.sms_text.segmenting import Segments, cost, segments

__all__ = ["Lead", "Replaced", "Segments", "Sms", "compose", "compose_reminder", "cost", "gsm", "segments"]
