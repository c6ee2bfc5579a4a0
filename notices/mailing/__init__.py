"""Being told by mail: signing up and leaving, the letters that ask, and the day on which it ends."""
