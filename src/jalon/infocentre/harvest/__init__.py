"""Harvesting: records fetched page by page over HTTP, made into a file that is received like any other."""
