"""The web edge: parse, authorise, call one use case, dump."""
