"""Readers: from the bytes of a file to batches of text cells, one format a module."""
