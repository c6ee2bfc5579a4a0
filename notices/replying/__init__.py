"""Replies to what was fetched after an outage: sent as deliveries are, once each, and never blindly again."""

from notices.replying.sending import send_replies

__all__ = ["send_replies"]
