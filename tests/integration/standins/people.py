"""Telephone numbers: those that the Swedish regulator keeps for fiction."""

OURS = "+46701740600"
ANNA = "+46701740605"
BO = "+46701740606"
CARIN = "+46701740607"
