"""`/api/v1` for programs with a token: each route is declared once, for its checks and for its document."""
