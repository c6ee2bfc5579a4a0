"""All commands, a group per thing."""


from flask import Flask

from notices.cli import archive, db, notice, samples, site, worker
from notices.parts import Parts


def register(app: Flask, parts: Parts) -> None:
    """Put the commands beside the application."""
    for group in (db.group, notice.group, archive.group, samples.group, site.group):
        app.cli.add_command(group(parts))
    app.cli.add_command(worker.command(parts))
