"""Trains the model that finds who said what: sources, cues and contents of attributions, and which belong together."""
