"""Touchstone: from PubMed abstracts to an honest, reproducible picture of what is known."""
