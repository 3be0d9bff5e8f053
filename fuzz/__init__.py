"""Feeds whatever reads what others wrote with bytes that nobody would write: `make fuzz`."""
