"""The checks of a dossier, one a function: each reads the raw dossier and adds faults."""
