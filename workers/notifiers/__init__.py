"""The notifiers: how subscribers hear of events."""
