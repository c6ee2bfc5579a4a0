"""How the engine's runs went, as the public is shown it: the last one, and the last ninety days."""
