"""Linkage: which records that carry different keys are one, without ever holding a name."""
