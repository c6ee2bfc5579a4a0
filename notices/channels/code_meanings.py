"""What the provider's error codes, and words of our own in their place, mean to an operator. In Swedish.

Source: Twilio's error dictionary, and RFC 5321 for mail servers.
"""

from notices.channels.codes import NO_MAILBOX, STOPS

_SETTINGS = "Fel i konto, avsändare eller andra inställningar"
_NOT_TAKEN = "Mottagarens e-postserver nekar meddelandet"
_MEANINGS = {
    "429": "För många anrop på en gång",
    "20003": "Leverantören känner inte igen kontot eller nyckeln",
    "20429": "För många anrop på en gång",
    "21211": "Numret finns inte",
    "21408": "Kontot får inte sända till det landet",
    "21606": "Avsändaren får inte användas",
    "21608": "Provkontot får bara sända till bekräftade nummer",
    "21610": "Mottagaren har avregistrerat sig hos leverantören",
    "21611": "Leverantörens kö är full",
    "21612": "Leverantören når inte numret från den avsändaren",
    "21614": "Numret kan inte ta emot sms",
    "21617": "Texten är för lång",
    "30001": "Leverantörens kö är full",
    "30002": "Kontot är avstängt",
    "30003": "Telefonen är avstängd eller utan täckning",
    "30004": "Mottagaren eller operatören blockerar meddelandet",
    "30005": "Numret är okänt eller används inte längre",
    "30006": "Fast telefon, eller en operatör som inte kan nås",
    "30007": "Operatören har filtrerat bort meddelandet",
    "30008": "Okänt fel hos operatören",
    "30017": "Överbelastning hos operatören",
    "30022": "För hög takt för avsändaren",
    "30036": "Meddelandets giltighetstid gick ut",
    "30410": "Operatören svarade inte i tid",
    "63017": "För hög takt",
    "63038": "Kontots gräns för dygnet är nådd",
    # Mail servers.
    "421": "E-postservern tog inte emot något just då",
    "450": "Brevlådan kunde inte nås just då",
    "451": "Fel i mottagarens e-postserver",
    "452": "E-postservern hade inte plats",
    **dict.fromkeys(NO_MAILBOX, "Adressen finns inte"),
    "550": _NOT_TAKEN,
    "551": _NOT_TAKEN,
    "552": "Brevlådan är full",
    "553": _NOT_TAKEN,
    "554": _NOT_TAKEN,
    # Receivers of webhooks; the number stands after it.
    "http": "Mottagaren svarade med en felkod",
    # Words of our own.
    "connection_lost": "Förbindelsen bröts, och ingen vet om meddelandet togs emot",
    "database": "Databasen kunde inte nås",
    "lease_run_out": "Programmet avbröts innan resultatet sparades",
    "left": "Mottagaren hade redan avregistrerat sig",
    "no_answer": "Leverantörens svar gick inte att läsa",
    "not_allowed": "Mottagaren är inte tillåten i det här systemet",
    "not_public": "Mottagarens namn leder inte till det öppna internet",
    "not_reached": "Leverantören kunde inte nås",
    "not_supported": "E-postservern kan inte det som inställningarna kräver",
    "secret_key": "Adressen är krypterad med en annan SECRET_KEY",
    "timeout": "Leverantören svarade inte i tid",
    "tls": "Krypteringen mot e-postservern kunde inte upprättas",
}


def meaning(code: str | None) -> str:
    """What a code means; for one that is not known here, that it is not. A mail server's may have an enhanced one."""
    if code is None:
        return "Leverantören har inte sagt varför"
    number = code.split(" ")[0]
    return _MEANINGS.get(code) or _MEANINGS.get(number) or (_SETTINGS if number in STOPS else "Se leverantörens lista")
