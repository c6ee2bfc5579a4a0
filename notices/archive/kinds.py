"""What sort of thing an archived notice tells, by its words."""

import re

from models.terms import Kind

# The first that fits. The title says it best; the body is asked only where the title leaves it open.
_IN_TITLE = (
    (Kind.CERTIFICATE, r"certifikat|nycklar\b"),
    (Kind.RELEASE, r"driftsättning|\brelease|\bschema|ny version"),
    (
        Kind.INCIDENT,
        r"\bfel\b|felaktig|felsökning|rättning|\bsen(a|t)?\b|försen|störning|avbrott|problem|incident",
    ),
    (Kind.INCIDENT, r"saknas|fungerar inte|temporär stängning|ur drift|\bnere\b"),
    (Kind.PLANNED, r"planera(d|t|de)\b|underhåll|körning av|flytt|\bstängs\b|stängning|stängt? (den|helgen|natten)"),
)
_IN_BODY = (
    (Kind.INCIDENT, r"fel har upptäckts|det har upptäckts|felet (innebär|beror)|felsökning pågår"),
    (Kind.INCIDENT, r"saknas|fungerar inte|temporär stängning|ur drift|\bnere\b"),
    (Kind.PLANNED, r"planeras|planerat (underhåll|stopp|avbrott)|kommer att (vara stängd|stängas|utföras)"),
    (Kind.INFORMATION, r"registrera|utskick|information|påminn|\bhandbok|\bmöte"),
)


def kind_of(title: str, body: str) -> Kind | None:
    """The kind, or None where no word tells it."""
    return _first(_IN_TITLE, title) or _first(_IN_BODY, body)


def _first(rules: tuple[tuple[Kind, str], ...], text: str) -> Kind | None:
    return next((kind for kind, pattern in rules if re.search(pattern, text, re.IGNORECASE)), None)
