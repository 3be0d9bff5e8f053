"""The web side, and the domain that both sides share."""
