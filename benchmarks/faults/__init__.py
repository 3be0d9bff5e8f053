"""The fault matrix with a thousand comments a row, and the soak; both write docs/faults.md."""
