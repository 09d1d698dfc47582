"""Disclosure control: what is hidden or rounded in published figures, and the proof that it stays so."""
