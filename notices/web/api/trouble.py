"""All that can be wrong, by the code that stands last in a problem's `type`."""

from dataclasses import dataclass

from notices.service import Text


@dataclass(frozen=True, slots=True)
class Trouble:
    """One sort of problem: its status, its title, and what is said where nothing more is known."""

    status: int
    title: Text
    detail: Text


def _trouble(status: int, title: tuple[str, str], detail: tuple[str, str]) -> Trouble:
    return Trouble(status, Text(sv=title[0], en=title[1]), Text(sv=detail[0], en=detail[1]))


TROUBLES = {
    "malformed": _trouble(
        400,
        ("Begäran går inte att läsa", "The request cannot be read"),
        ("Skicka JSON i UTF-8, som dokumentet över API:et säger.", "Send JSON in UTF-8, as the API's document says."),
    ),
    "token": _trouble(
        401,
        ("Nyckel saknas eller gäller inte", "No token, or one that does not count"),
        (
            "Skicka en giltig nyckel: Authorization: Bearer drift_… Nycklar går ut och kan återkallas.",
            "Send a valid token: Authorization: Bearer drift_… Tokens expire and can be revoked.",
        ),
    ),
    "scope": _trouble(
        403,
        ("Nyckeln öppnar inte det här", "The token does not open this"),
        ("Be om en nyckel med rätt omfattning (scope).", "Ask for a token with the right scope."),
    ),
    "forbidden": _trouble(
        403,
        ("Det här är inte öppet för er", "This is not open to you"),
        ("Be den som sköter tjänsten om tillträde.", "Ask those who run the service to let you in."),
    ),
    "not-found": _trouble(
        404,
        ("Det finns inte", "There is no such thing"),
        ("Kontrollera adressen. Den ska vara som i dokumentet över API:et.", "Check the address against the document."),
    ),
    "method": _trouble(
        405,
        ("Adressen tar inte emot metoden", "The address does not take the method"),
        ("Huvudet Allow säger vilka metoder som finns.", "The header Allow says which methods there are."),
    ),
    "state": _trouble(
        409,
        ("Det går inte i det här läget", "The state does not allow it"),
        ("Läs om och se hur det står till nu.", "Read again and see how things stand now."),
    ),
    "changed": _trouble(
        412,
        ("Det har ändrats sedan ni läste det", "It has changed since you read it"),
        (
            "Läs om, och skicka den nya ETag:en i If-Match.",
            "Read it again, and send the new ETag in If-Match.",
        ),
    ),
    "too-large": _trouble(
        413,
        ("Begäran är för stor", "The request is too large"),
        ("Högst en megabyte tas emot.", "At most one megabyte is taken."),
    ),
    "media-type": _trouble(
        415,
        ("Begäran är inte JSON", "The request is not JSON"),
        ("Skicka Content-Type: application/json.", "Send Content-Type: application/json."),
    ),
    "invalid": _trouble(
        422,
        ("Något i begäran är fel", "Something in the request is wrong"),
        ("Se vad som är fel, fält för fält, i errors.", "See what is wrong, field by field, in errors."),
    ),
    "key-reused": _trouble(
        422,
        ("Nyckeln i Idempotency-Key är redan använd", "The Idempotency-Key has been used"),
        ("Den har använts till en annan begäran. Välj en ny.", "It was used for another request. Choose a new one."),
    ),
    "match-needed": _trouble(
        428,
        ("If-Match saknas", "If-Match is missing"),
        (
            "Läs först, och skicka ETag:en i If-Match, så att ingens ändring går förlorad.",
            "Read it first, and send its ETag in If-Match, so that nobody's change is lost.",
        ),
    ),
    "too-many": _trouble(
        429,
        ("För många anrop", "Too many requests"),
        ("Vänta så många sekunder som Retry-After säger.", "Wait as many seconds as Retry-After says."),
    ),
    "fault": _trouble(
        500,
        ("Fel hos oss", "A fault of ours"),
        (
            "Ingenting sparades. Försök igen, och ange X-Request-ID om ni hör av er.",
            "Nothing was saved. Try again, and state X-Request-ID if you get in touch.",
        ),
    ),
    "unavailable": _trouble(
        503,
        ("Databasen nås inte just nu", "The database cannot be reached right now"),
        ("Ingenting sparades. Försök igen om en stund.", "Nothing was saved. Try again in a while."),
    ),
}
BY_STATUS = {
    400: "malformed", 401: "token", 403: "forbidden", 404: "not-found", 405: "method", 413: "too-large",
    415: "media-type", 429: "too-many", 500: "fault", 503: "unavailable",
}  # fmt: skip
