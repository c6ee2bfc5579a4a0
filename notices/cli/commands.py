"""All commands, a group per thing. Each is loaded when it is called, so that the web server carries none of them."""

from importlib import import_module

import click
from flask import Flask
from flask.cli import AppGroup

from notices.parts import Parts

_NAMES = (
    "alarm", "archive", "audit", "db", "delivery", "engine", "incident", "notice", "operator", "runs", "samples",
    "site", "subscriber", "token", "worker",
)  # fmt: skip


class Commands(AppGroup):
    """The application's commands: `notices/cli/<name>.py` holds the command of that name."""

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self.parts = parts

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_NAMES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _NAMES:
            return None
        made: click.Command = import_module(f"notices.cli.{cmd_name}").command(self.parts)
        return made


def register(app: Flask, parts: Parts) -> None:
    """Put the commands beside the application."""
    app.cli = Commands(parts)
