"""The interface for programs: the same figures, under the same rights, as the pages."""
