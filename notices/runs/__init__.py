"""Run health: the engine's events become runs, the plan and the past judge them, and trouble becomes drafts.

All of it is pure: events and the clock come in as arguments, changes of drafts go out.
"""
