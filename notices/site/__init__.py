"""The public side: a finished site, rendered when something changes and read without a database."""
