"""The parts of the annual review, composed from figures and verdicts; no number is made here."""
