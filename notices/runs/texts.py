"""What a subscriber is told, by what is wrong: the template of each draft.

In the texts, `{körning}` is the job, `{datum}` the run's date, `{från}` the first run's, `{datumen}` the dates sent
again, `{förmåner}` the benefits, `{klockan}` when it was due or began, and the rest figures of the verdict.
"""

from dataclasses import dataclass

from models.terms import Impact, Kind
from notices.runs.judgement.verdict import Rule


@dataclass(frozen=True, slots=True)
class Template:
    """The words for one rule. `name` is what the desk calls it; `operations` are those it touches beside the job's."""

    name: str
    title: str
    body: str
    action: str
    impact: Impact
    kind: Kind = Kind.INCIDENT
    operations: tuple[str, ...] = ()


_WAIT = "Vänta på filerna. Ni behöver inte beställa dem på nytt."
_REFRESH = (
    "När felet är rättat behövs en heluppdatering för {förmåner}. Beställ den inte än: vi bokar tider, så att "
    "belastningen blir jämn."
)
_ORDERS = ("new_order", "cancellation", "full_refresh")

TEMPLATES = {
    Rule.LATE: Template(
        "Försenad leverans",
        "Filerna för {datum} är försenade",
        "{körning} för {datum} skulle ha levererats senast kl {klockan} och är inte klar. Vi söker orsaken.",
        _WAIT,
        Impact.DELAY,
    ),
    Rule.MISSING: Template(
        "Utebliven leverans",
        "Filerna för {datum} har inte levererats",
        "{körning} för {datum} skulle ha levererats senast kl {klockan} och kom aldrig. Ändringarna i den är inte "
        "levererade. Vi tar reda på när de kan levereras.",
        "Räkna inte med att uppgifterna är aktuella. Ni behöver inte beställa något: det som saknas levereras senare.",
        Impact.DISRUPTION,
    ),
    Rule.FAILED: Template(
        "Avbruten körning",
        "{körning} för {datum} avbröts",
        "{körning} för {datum} avbröts kl {klockan} och måste göras om. Filerna kan bli försenade.",
        _WAIT,
        Impact.DELAY,
    ),
    Rule.STUCK: Template(
        "Körning som inte blir klar",
        "Filerna för {datum} är försenade",
        "{körning} för {datum} startade kl {klockan} och har inte blivit klar. Vi söker orsaken.",
        _WAIT,
        Impact.DELAY,
    ),
    Rule.RESENT: Template(
        "Filer skickade igen",
        "Filer för {datumen} har skickats igen",
        "Körningen för {datum} innehåller ändringar som redan var levererade: {datumen}. Filerna kan ha kommit i "
        "en annan ordning än den första gången.",
        "Läs inte in filerna för {datumen} igen. Har de redan lästs in: beställ omstart för de personer som berörs, "
        "så att uppgifterna säkert är de senaste.",
        Impact.WRONG_INFORMATION,
        operations=("restart",),
    ),
    Rule.SEQUENCE_BACK: Template(
        "Sekvensnummer bakåt",
        "Filerna för {datum} har för lågt sekvensnummer",
        "Körningen för {datum} har sekvensnummer {sequence}, men körningen före hade {last}.",
        "Vänta med filerna för {datum} tills vi har lämnat besked. Har de redan lästs in: kontrollera att nyare "
        "uppgifter inte har skrivits över.",
        Impact.WRONG_INFORMATION,
    ),
    Rule.WRONG_NUMBER: Template(
        "Fel numrerad körning",
        "{körning} nr {number} gjordes fel dag",
        "{körning} nr {number} gjordes {datum}. {rätt} Händelserna från körningen stämmer därför inte. "
        "Vi utreder hur de ska rättas.",
        "Handlägg inte händelser från körningen {datum}. Har ni redan stoppat något på grund av dem: "
        "kontrollera det, och vänta på besked om rättningen.",
        Impact.WRONG_INFORMATION,
    ),
    Rule.UNSCHEDULED: Template(
        "Körning utanför planen",
        "En körning utanför planen gjordes {datum}",
        "Körningen {körning} startade {datum} kl {klockan} och finns inte i planen.{rättar} "
        "Den kan ha skapat händelser om personer som ni bevakar.",
        "Ni behöver inte göra något nu. Vi återkommer med vad körningen innehåller.",
        Impact.INFORMATION,
    ),
    Rule.TYPE_SHARE: Template(
        "Ovanlig andel kompletta svar",
        "Svar om {förmåner} kan ha fel informationstyp",
        "Från och med körningen för {från} är andelen svar av typen Komplett {hur} än vanligt för {förmåner}. "
        "Övriga förmåner är som vanligt. Vi söker orsaken.",
        "Vänta med att läsa in uppgifter om {förmåner} från och med filerna för {från}. Övriga förmåner kan läsas in.",
        Impact.WRONG_INFORMATION,
    ),
    Rule.PAYMENT_SHARE: Template(
        "Ovanlig andel svar utan utbetalning",
        "Uppgifter om utbetalning kan vara fel i svar om {förmåner}",
        "Från och med körningen för {från} är andelen svar utan utbetalning {hur} än vanligt för {förmåner}. "
        "Övriga förmåner är som vanligt. Vi söker orsaken.",
        "Fatta inte beslut på uppgifter om {förmåner} från och med filerna för {från}. "
        "Övriga förmåner kan användas som vanligt.",
        Impact.WRONG_INFORMATION,
    ),
    Rule.DAY_HOLE: Template(
        "Dagar i månaden saknas",
        "Dagar saknas i uppgifter om {förmåner}",
        "Från och med körningen för {från} {saknas} dagar den {first}–{last} i månaden i uppgifter om {förmåner}. "
        "Övriga förmåner är som vanligt. Vi söker orsaken.",
        _REFRESH,
        Impact.WRONG_INFORMATION,
        operations=("full_refresh",),
    ),
    Rule.RECOVERY_MISSING: Template(
        "Återkrav saknas",
        "Återkrav saknas i uppgifter om {förmåner}",
        "Från och med körningen för {från} {saknas} återkrav i de dagliga körningarna för {förmåner}.{beställda} "
        "Vi söker orsaken.",
        _REFRESH,
        Impact.WRONG_INFORMATION,
        operations=("full_refresh",),
    ),
    Rule.FROZEN: Template(
        "Förmån som inte levereras",
        "Ändringar om {förmåner} levereras inte som de ska",
        "Från och med körningen för {från} levereras inga eller få ändringar om {förmåner}. Övriga förmåner är som "
        "vanligt. Det som har samlats på hög kan komma på en gång när felet är rättat.",
        "Räkna inte med att uppgifterna om {förmåner} är aktuella. Ni behöver inte beställa något.",
        Impact.DISRUPTION,
    ),
    Rule.INTAKE_CLOSED: Template(
        "Stängt inskick",
        "Mottagningen av beställningar är stängd",
        "Nybevakningar, avbeställningar och heluppdateringar behandlas inte sedan {datum} kl {klockan}. "
        "Det ni skickar in läggs i kö och behandlas när mottagningen öppnar.",
        "Vänta om ni kan med att skicka in beställningar. Det som redan är skickat behöver inte skickas igen.",
        Impact.OUTAGE,
        operations=_ORDERS,
    ),
    Rule.SURGE: Template(
        "Oväntat många ändringar",
        "Ovanligt många ändringar om {förmåner}",
        "Körningen för {datum} innehåller många fler ändringar om {förmåner} än väntat. Vi söker orsaken.",
        "Räkna med större filer än vanligt. Fatta inte beslut på ändringarna om {förmåner} innan vi har lämnat besked.",
        Impact.DISRUPTION,
    ),
    Rule.SURGE_ABSENT: Template(
        "Aviserad ökning har inte kommit",
        "Den aviserade ökningen för {förmåner} har inte kommit",
        "Vi har aviserat fler ändringar än vanligt om {förmåner} {fönster}. De har inte kommit.",
        "Ni behöver inte göra något. Vi återkommer med en ny tid.",
        Impact.INFORMATION,
        Kind.INFORMATION,
    ),
    Rule.PERSONS_MISSING: Template(
        "Personer saknas i leveransen",
        "Uppgifter saknas för några personer",
        "I körningen för {datum} saknas uppgifter för {missing} av {due} personer.{av} Vi tar fram vilka de är.",
        "Ni behöver inte göra något nu. Vi återkommer med hur uppgifterna levereras.",
        Impact.WRONG_INFORMATION,
    ),
    Rule.SOURCE_SILENT: Template(
        "Källan är tyst",
        "Läget för körningarna är okänt",
        "Vi får sedan {datum} kl {klockan} inga uppgifter om körningarna. Vi söker orsaken.",
        "Ni behöver inte göra något. Kommer era filer som vanligt är allt som det ska.",
        Impact.INFORMATION,
    ),
    Rule.CERTIFICATE_EXPIRING: Template(
        "Certifikat som snart slutar gälla",
        "Certifikatet {om} byts före {sista}",
        "Certifikatet {om} slutar gälla {sista} och byts före det. Vi återkommer med tiden.",
        "Litar ni på utfärdaren behöver ni inte göra något. Har ni lagt in vårt eget certifikat: "
        "lägg in det nya före bytet.",
        Impact.INFORMATION,
        Kind.CERTIFICATE,
    ),
}
