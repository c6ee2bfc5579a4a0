"""A moment as the site's plain data keeps it."""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator

# What pydantic reads has a zone of its own for each value, and then it takes ten times as long to put in order.
Moment = Annotated[datetime, AfterValidator(lambda moment: moment.astimezone(UTC))]
