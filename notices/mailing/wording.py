"""What letters say: in Swedish, or in English where the form was."""

from datetime import date, datetime

from models.when import Precision, When
from notices.channels.mail.words import Words, written
from notices.clock import midnight, next_day
from notices.service import Language, Service
from notices.timing import describe


def asks_to_confirm(service: Service, link: str, until: datetime, language: Language, *, shared: bool) -> Words:
    """Somebody has filled in the form: is it meant?"""
    about = service.service
    if language == "en":
        return written(
            f"[{about.name}] Confirm your e-mail address",
            (
                f"Somebody has entered this address for e-mail about {about.subject.en}.",
                *(("It was entered as a shared mailbox.",) if shared else ()),
                f"Do you want that? Open the link and press the button. The link works until {_moment(until, 'en')}.",
            ),
            link,
            ("If you do not, you need do nothing. You will get no more e-mail.",),
            language,
        )
    return written(
        f"[{about.name}] Bekräfta din e-postadress",
        (
            f"Någon har anmält den här adressen till e-post om {about.subject.sv}.",
            *(("Den är anmäld som en delad brevlåda.",) if shared else ()),
            f"Vill du ha det? Öppna länken och tryck på knappen. Länken gäller till {_moment(until, 'sv')}.",
        ),
        link,
        ("Vill du inte behöver du inte göra något. Du får då ingen mer e-post.",),
    )


def says_known(service: Service, link: str, until: datetime, language: Language) -> Words:
    """Somebody has filled in the form for a mailbox that is told already."""
    about = service.service
    if language == "en":
        return written(
            f"[{about.name}] Your e-mail address is already registered",
            (
                f"This address already gets e-mail about {about.subject.en}. You need do nothing.",
                f"To get no more, open this link. It works until {_moment(until, 'en')}.",
            ),
            link,
            language="en",
        )
    return written(
        f"[{about.name}] Din e-postadress är redan anmäld",
        (
            f"Adressen får redan e-post om {about.subject.sv}. Du behöver inte göra något.",
            f"Vill du sluta få den öppnar du länken. Den gäller till {_moment(until, 'sv')}.",
        ),
        link,
    )


def asks_to_leave(service: Service, link: str, until: datetime, language: Language) -> Words:
    """Somebody who reads a shared mailbox wants it to be told no more: do the others?"""
    about = service.service
    if language == "en":
        return written(
            f"[{about.name}] Should this mailbox get no more e-mail?",
            (
                f"Somebody who reads this mailbox wants no more e-mail about {about.subject.en}.",
                "The mailbox is shared, so we ask before we stop.",
                f"To stop for all, open the link and press the button. It works until {_moment(until, 'en')}.",
            ),
            link,
            ("If you do nothing, the e-mail goes on.",),
            language,
        )
    return written(
        f"[{about.name}] Ska brevlådan sluta få e-post?",
        (
            f"Någon som läser brevlådan vill inte ha mer e-post om {about.subject.sv}.",
            "Brevlådan är delad, så vi frågar innan vi slutar.",
            f"Vill ni sluta allihop öppnar ni länken och trycker på knappen. Den gäller till {_moment(until, 'sv')}.",
        ),
        link,
        ("Gör ni inget fortsätter e-posten.",),
    )


def says_paused(service: Service, link: str, language: Language) -> Words:
    """A receiver of webhooks has failed too often. `link` is where the API is described."""
    about = service.service
    if language == "en":
        return written(
            f"[{about.name}] Your webhook receiver is paused",
            (
                f"A receiver of webhooks about {about.subject.en}, for which you are the contact, has not answered.",
                "It is told nothing more until it resumes: PATCH with paused false, and its own token.",
                "What it has missed can be read at any time. How it is done:",
            ),
            link,
            language="en",
        )
    return written(
        f"[{about.name}] Er mottagare av webhooks är pausad",
        (
            f"En mottagare av webhooks om {about.subject.sv}, som ni är kontakt för, har inte svarat.",
            "Den får inget mer förrän den tar upp igen: PATCH med paused false, och dess egen nyckel.",
            "Det som den har missat går alltid att läsa. Så här gör man:",
        ),
        link,
    )


def says_farewell(service: Service, address: str, until: date) -> Words:
    """The channel is no longer offered: how to be told from now on."""
    about = service.service
    return written(
        f"[{about.name}] E-posten upphör",
        (
            f"{_day(until).capitalize()} var sista dagen med e-post om {about.subject.sv}. Det här är det sista.",
            f"Skicka {about.keyword} till {about.short_code} för att få driftinformationen som sms i stället.",
            "Allt finns också på sidan, som flöde och i kalendern:",
        ),
        f"{address}/prenumerera",
        ("Du behöver inte avanmäla dig. Din adress används inte mer.",),
    )


def _moment(at: datetime, language: Language) -> str:
    return describe(When("", at, at, Precision.MINUTE), language)


def _day(day: date) -> str:
    return describe(When("", midnight(day), midnight(next_day(day)), Precision.DAY), "sv")
