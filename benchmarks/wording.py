"""Sentences in the manner of the notices, made by chance but always the same for the same chance."""

from random import Random

_WHO = (
    "leveransen till försäkringsbolagen", "nattens dygnskörning", "omräkningen av ålderspension",
    "mottagningen av order", "rättningskörningen", "tjänsten för nybevakningar", "filen med aktivitetsstöd",
    "databasen i testmiljön", "arbetet med schemaversionen", "kön av avbeställningar",
)  # fmt: skip
_DOES = (
    "är försenad", "pågår som planerat", "har startats om", "är klar", "stoppades av ett fel", "väntar på underlag",
    "följs upp under förmiddagen", "går långsammare än vanligt", "har lästs in på nytt",
)  # fmt: skip
_WHERE = (
    "för sjukpenning", "för tillfällig föräldrapenning", "hos några mottagare", "i produktionsmiljön", "i hela landet",
    "för poster med återkrav", "för bestånd med fler än tusen personer", "i den andra delleveransen",
)  # fmt: skip
_THEREFORE = (
    "och ett nytt besked ges i eftermiddag", "och inga filer behöver hämtas om", "men uppgifterna är rätt i nästa fil",
    "eftersom en spärr låg kvar sedan helgen", "så att varje mottagare får sina ändringar senast i morgon bitti",
    "vilket betyder att en heluppdatering inte behövs", "och ordningen mellan filerna är oförändrad",
)  # fmt: skip


def title(chance: Random) -> str:
    """Half a sentence, as headings are."""
    return f"{_who(chance)} {chance.choice(_DOES)} {chance.choice(_WHERE)}"


def text(chance: Random, length: int) -> str:
    """Markdown of about `length` characters: paragraphs, and a list here and there."""
    blocks: list[str] = []
    while sum(map(len, blocks)) < length:
        blocks.append(_list(chance) if chance.random() < 0.2 else _paragraph(chance))
    return "\n\n".join(blocks)


def _paragraph(chance: Random) -> str:
    return " ".join(_sentence(chance) for _ in range(chance.randint(1, 4)))


def _list(chance: Random) -> str:
    return "\n".join(f"- {_sentence(chance)}" for _ in range(chance.randint(2, 4)))


def _sentence(chance: Random) -> str:
    number = f" {chance.randint(2, 900)} ärenden berörs." if chance.random() < 0.3 else ""
    return f"{title(chance)} {chance.choice(_THEREFORE)}.{number}"


def _who(chance: Random) -> str:
    who = chance.choice(_WHO)
    return who[0].upper() + who[1:]
