"""The journal: every change of state, in order."""
