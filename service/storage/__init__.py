"""The only SQL in the house. Functions take an open connection; use cases decide where a transaction ends."""
