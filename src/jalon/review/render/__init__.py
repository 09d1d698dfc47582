"""Renderers: the same document as a PDF (Typst) and as a self-contained page (HTML)."""
