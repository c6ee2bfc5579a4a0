"""The ways by which a notice reaches people, each on its own."""
