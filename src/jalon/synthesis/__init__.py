"""Synthetic worlds with known answers: persons, papers, firms and money that do not exist."""
