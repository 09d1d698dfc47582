"""Readers of research: publications, bibliographies, European projects."""
