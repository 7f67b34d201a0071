"""Reads records: what was studied, in whom, how, and what came out, each with the words it was read from."""

from touchstone.tagging.explain import explain
from touchstone.tagging.locate import locate
from touchstone.tagging.rollup import rollup
from touchstone.tagging.tagger import Tagged, tag

__all__ = ["Tagged", "explain", "locate", "rollup", "tag"]
