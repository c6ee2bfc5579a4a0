"""Which migration the tables in this program are written for."""

REVISION = "0017"
