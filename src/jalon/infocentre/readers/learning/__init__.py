"""Readers of learning: traces of activity, courses and enrolments of a platform."""
