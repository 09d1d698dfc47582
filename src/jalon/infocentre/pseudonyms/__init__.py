"""Keyed pseudonyms: what is kept in the place of what a file says of a person."""
