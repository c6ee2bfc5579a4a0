"""`/api/v1` for programs with a token: each route declared once, for the check of what it is asked and for its document."""
