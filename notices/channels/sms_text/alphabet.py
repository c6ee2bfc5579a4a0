"""The alphabet of SMS (3GPP TS 23.038), and what takes the place of signs outside it."""

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
# Two septets each: an escape, and the sign.
EXTENSION = frozenset("\f^{}[]~\\|€")
GSM = BASIC | EXTENSION

_SAME = {
    "-": "‐‑‒–—―−⁃•‣◦·∙●▪",
    '"': "“”„‟«»″〝〞",
    "'": "‘’‚‛‹›′´`ʹʻʼˈ",
    " ": "\t\v",
    "\n": "\x85\u2028\u2029",
}
_OTHERWISE = {
    "…": "...",
    "×": "x",
    "÷": "/",
    "⁄": "/",
    "±": "+/-",
    "→": "->",
    "←": "<-",
    "≤": "<=",
    "≥": ">=",
    "≈": "ca ",
    "≠": "=/=",
    "©": "(c)",
    "®": "(R)",
    "™": "(TM)",
    "‰": " promille",
    "µ": "u",
    "μ": "u",
    "°": "",
    # Letters that Unicode does not take apart.
    "ð": "d",
    "Ð": "D",
    "đ": "d",
    "Đ": "D",
    "ł": "l",
    "Ł": "L",
    "þ": "th",
    "Þ": "Th",
    "œ": "oe",
    "Œ": "OE",
    "ı": "i",
    "ħ": "h",
    "Ħ": "H",
    "ŋ": "n",
    "Ŋ": "N",
}
INSTEAD = {sign: instead for instead, signs in _SAME.items() for sign in signs} | _OTHERWISE
