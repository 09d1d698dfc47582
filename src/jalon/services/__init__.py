"""Use cases, one a function: the only thing the command line and the site call."""
