"""Telling everybody once: the outbox, its rounds, the provider's receipts, and what crashes leave behind."""
