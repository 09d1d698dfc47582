"""The contract in force, and its editor."""
