"""The annual review: what a document is made of, its charts, and how it becomes a PDF or a page."""
