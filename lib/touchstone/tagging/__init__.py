"""Reads records: what was studied, in whom, how, and what came out, each with the words it was read from."""

from touchstone.tagging.locate import locate

__all__ = ["locate"]
