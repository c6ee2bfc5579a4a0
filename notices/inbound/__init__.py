"""What comes in by SMS: stored first, then obeyed, then answered; once, however often it arrives."""

from notices.inbound.erasing import erase_from, erase_received_before
from notices.inbound.inbox import Inbox
from notices.inbound.incoming import Incoming

__all__ = ["Inbox", "Incoming", "erase_from", "erase_received_before"]
