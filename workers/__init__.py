"""The background side: judging, delivering, sweeping."""
