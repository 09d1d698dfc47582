"""The journal: every change of state is an event in a chain of sealed lines, one file a day."""
