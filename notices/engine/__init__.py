"""The intake of run health: who may report, what they say in whichever way, stored once and in the order it came."""
