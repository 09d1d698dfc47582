"""Mapping: from the text cells of a file to typed rows, with a reason for every row left out."""
