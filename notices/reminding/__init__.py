"""Reminders of planned events: which, when, in what words; opened when their time comes, each once."""
