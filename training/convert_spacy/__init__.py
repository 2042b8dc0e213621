"""Converts spaCy's English pipeline into the files the engine reads."""
