"""What can be done, one verb a file. Each opens its own transaction, and hints after the commit."""
