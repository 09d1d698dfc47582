"""What templates are given beside the tags of Django."""
