"""JSON: records of a document or of lines, one by one, flattened into tables of text cells."""
