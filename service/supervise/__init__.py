"""What `rejoinder up` needs: one folder set up once, and five processes kept alive and ended together."""
