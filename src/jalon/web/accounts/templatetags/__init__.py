"""What the templates of accounts are given."""
