"""Linkage: which records that carry different keys are of one person, without ever holding a name."""
