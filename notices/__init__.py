"""The service, a room per thing it does. Rooms do not commit and do not know Flask."""
