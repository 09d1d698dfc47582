"""The engines: the only doors to a database."""
