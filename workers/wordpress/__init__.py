"""What the wordpress publisher is made of: the REST calls, the look-ups, the reasons of refusals."""
