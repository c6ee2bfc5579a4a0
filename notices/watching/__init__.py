"""From verdict to word, live: what the watch finds becomes incidents, drafts, alarms and days.

One worker watches (`claiming`). It feeds the watch all that is stored (`watchman`, `post`), and keeps what came of it:
an incident and its draft in one transaction (`keeping`), the days (`days`). Nothing but the tables is remembered from
one start to the next.
"""
