"""What operators read of the acts in the audit, in both languages."""

from models.terms import Act
from notices.service import Language, Text
from notices.vocabulary import label

_SAID = {
    "publish_later": Text(sv="Ska publiceras senare", en="To be published later"),
    "release": Text(sv="Publicerad på sin tid", en="Published at its time"),
    "adopt": Text(sv="Inläst", en="Imported"),
    "preamble": Text(sv="Ingress ändrad", en="Preamble changed"),
    "ask": Text(sv="Utkast lämnat för godkännande", en="Draft sent for approval"),
    "submit": Text(sv="Utkast skickat", en="Draft submitted"),
    "approve": Text(sv="Utkast godkänt", en="Draft approved"),
    "emergency": Text(sv="Utkast skickat utan godkännande", en="Draft submitted without approval"),
    "call_back": Text(sv="Utkast tillbakataget", en="Draft called back"),
    "leave": Text(sv="Utkast publicerat", en="Draft published"),
    "return": Text(sv="Utkast kunde inte publiceras", en="Draft could not be published"),
    "discard": Text(sv="Utkast kastat", en="Draft thrown away"),
    "dismiss": Text(sv="Avfärdat som inget fel", en="Dismissed as no trouble"),
    "set_plan": Text(sv="Körplanen ändrad", en="Plan of runs changed"),
    "erase": Text(sv="Glömd", en="Erased"),
    "import": Text(sv="Inläst", en="Imported"),
    "export": Text(sv="Utskriven", en="Exported"),
    "take_alarm": Text(sv="Larm taget", en="Alarm taken"),
    "set_on_call": Text(sv="Jourlistan ändrad", en="On-call list changed"),
    "retry": Text(sv="Utskick försöks igen", en="Deliveries tried again"),
    "sign_in": Text(sv="Inloggning", en="Sign-in"),
    "sign_in_failed": Text(sv="Misslyckad inloggning", en="Failed sign-in"),
    "confirm": Text(sv="Ny legitimering", en="Confirmed who it is"),
    "confirm_failed": Text(sv="Misslyckad legitimering", en="Failed to confirm"),
    "sign_out": Text(sv="Utloggning", en="Sign-out"),
    "end_session": Text(sv="Inloggning avslutad", en="Session ended"),
    "set_password": Text(sv="Lösenord satt", en="Password set"),
    "set_codes": Text(sv="Engångskoder satta", en="One-time codes set"),
    "make_recovery_codes": Text(sv="Återställningskoder gjorda", en="Recovery codes made"),
    "add_passkey": Text(sv="Nyckel tillagd", en="Passkey added"),
    "remove_passkey": Text(sv="Nyckel borttagen", en="Passkey removed"),
    "change_setting": Text(sv="Inställning ändrad", en="Setting changed"),
    "create_token": Text(sv="Nyckel för program skapad", en="Token created"),
    "revoke_token": Text(sv="Nyckel för program återkallad", en="Token revoked"),
    "add_engine": Text(sv="Motor tillagd", en="Engine added"),
    "rotate_engine_key": Text(sv="Motorns nyckel utbytt", en="Engine's key replaced"),
    "end_engine": Text(sv="Motor avslutad", en="Engine ended"),
    "add_ping_address": Text(sv="Pingadress skapad", en="Ping address made"),
    "add_operator": Text(sv="Operatör tillagd", en="Operator added"),
    "invite_operator": Text(sv="Operatör inbjuden", en="Operator invited"),
    "disable_operator": Text(sv="Operatör avstängd", en="Operator disabled"),
    "enable_operator": Text(sv="Operatör insläppt igen", en="Operator enabled"),
    "change_role": Text(sv="Roll ändrad", en="Role changed"),
    "reset_operator": Text(sv="Inloggning nollställd", en="Sign-in reset"),
}


def acts() -> list[str]:
    """Every act that there is a word for."""
    return [*_SAID, *(act.value for act in Act)]


def in_words(act: str, language: Language = "sv") -> str:
    """The word that an operator sees for an entry's act; the act itself where it has none."""
    if act in _SAID:
        return _SAID[act].in_(language)
    return label(Act(act), language) if act in frozenset(Act) else act
