"""What sending costs, as people say it. Pure."""

from decimal import ROUND_HALF_UP, Decimal

from notices.service import Language

_TENS_FROM = 100


def kronor(amount: Decimal, language: Language) -> str:
    """0,90 kr; in English 0.90 kr."""
    said = f"{amount.quantize(Decimal('0.01'), ROUND_HALF_UP)} kr"
    return said if language == "en" else said.replace(".", ",")


def roughly(amount: Decimal) -> str:
    """190 kr: whole kronor, from a hundred in tens, as what one message costs is never quite known."""
    step = Decimal(10) if amount >= _TENS_FROM else Decimal(1)
    return f"{int((amount / step).quantize(Decimal(1), ROUND_HALF_UP) * step)} kr"
