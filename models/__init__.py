"""Tables, the terms they are written in, and the rules that need only one row."""
