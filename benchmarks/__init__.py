"""How fast the service is: figures beside their targets, with nothing else of the machine at work."""
