"""The desk's cookies. The public pages have none."""

from dataclasses import dataclass
from datetime import timedelta

from flask import Response, request
from werkzeug.wrappers import Response as AnyResponse


@dataclass(frozen=True, slots=True)
class Cookie:
    """One cookie, for this host alone and out of reach of scripts. `secure`: only over https."""

    name: str
    secure: bool
    lives: timedelta | None = None  # None: as long as the browser is open

    @property
    def full_name(self) -> str:
        """The browser itself holds a `__Host-` cookie to https, to this very host and to the whole of it."""
        return f"__Host-{self.name}" if self.secure else self.name

    def read(self) -> str:
        """What the request at hand carries; empty where it carries none."""
        return request.cookies.get(self.full_name, "")

    def write(self, response: Response | AnyResponse, value: str) -> None:
        # Lax and not Strict: a link in an SMS has to open the draft, and what changes anything is a POST.
        response.set_cookie(
            self.full_name, value, max_age=self.lives, secure=self.secure, httponly=True, samesite="Lax", path="/"
        )

    def clear(self, response: Response | AnyResponse) -> None:
        response.delete_cookie(self.full_name, secure=self.secure, httponly=True, samesite="Lax", path="/")


@dataclass(frozen=True, slots=True)
class DeskCookies:
    """The cookie of the session, the one by which a browser is known again, and the one of a visit to the provider."""

    session: Cookie
    device: Cookie
    provider: Cookie

    @classmethod
    def of(cls, address: str) -> "DeskCookies":
        secure = address.startswith("https://")
        return cls(
            Cookie("desk", secure),
            Cookie("desk-device", secure, timedelta(days=180)),
            Cookie("desk-provider", secure, timedelta(minutes=10)),
        )
