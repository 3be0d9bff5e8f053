"""The heart: what comments, verdicts, policies and deliveries are. No framework, no clock, no I/O."""
