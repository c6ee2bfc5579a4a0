"""Where one can go from every page of the desk, and with what role."""

from dataclasses import dataclass

from models.operator import Role

FRONT = "/desk"  # where a sign-in leads that was on its way nowhere else


@dataclass(frozen=True, slots=True)
class Item:
    """One page of the desk's header. `words` are Swedish, and translated like every other."""

    path: str
    name: str
    words: str
    least: Role = Role.EDITOR


NAV = (
    Item("/desk", "overview", "Nuläge"),
    Item("/desk/skriv", "writing", "Skriv"),
    Item("/desk/notiser", "notices", "Notiser"),
    Item("/desk/prenumeranter", "subscribers", "Prenumeranter", Role.PUBLISHER),
    Item("/desk/korningar", "runs", "Körningar"),
    Item("/desk/larm", "alarms", "Larm"),
    Item("/desk/logg", "log", "Logg"),
    Item("/desk/installningar", "settings", "Inställningar", Role.ADMINISTRATOR),
    Item("/desk/operatorer", "operators", "Operatörer", Role.ADMINISTRATOR),
)
