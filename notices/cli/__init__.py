"""The commands of the service: `flask --app app …`. People script them, so they stay."""
