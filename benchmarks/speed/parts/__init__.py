"""What is measured, a part a file. Each gives plain figures, which go into a file of their own."""
