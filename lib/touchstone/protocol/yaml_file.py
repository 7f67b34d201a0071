"""Reads one YAML file strictly: a key given twice is an error, and every error names the file and the line."""

from __future__ import annotations

from pathlib import Path

import yaml

from touchstone.errors import InputError


class _StrictLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """A safe loader that refuses a key given twice; plain YAML would keep the last and say nothing."""


def _mapping(loader: _StrictLoader, node: yaml.MappingNode) -> dict:
    seen: dict[object, int] = {}
    for key_node, _ in node.value:
        key = loader.construct_object(key_node, deep=True)
        line = key_node.start_mark.line + 1
        if not isinstance(key, str | int | float):
            raise InputError(
                f"{loader.name}, line {line}: a key must be one word or text; write a list after the colon"
            )
        if key in seen:
            raise InputError(
                f"{loader.name}, line {line}: `{key}` is given twice (first on line {seen[key]}); keep one of the two"
            )
        seen[key] = line
    return loader.construct_mapping(node, deep=True)


_StrictLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)
# `no`, `yes`, `on` and dates stay the words that were written: codes and search terms are text.
_StrictLoader.yaml_implicit_resolvers = {
    first: [
        (tag, pattern) for tag, pattern in rules if tag not in ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp")
    ]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_yaml(path: Path) -> dict:
    """The mapping that a YAML file holds.

    Raises InputError, with file and line, where the file is missing, empty, no text, no YAML or gives a key twice.
    """
    name = _short(path)
    if not path.is_file():
        raise InputError(f"{name}: there is no such file, and a review needs it")
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"{name}: not UTF-8 text (byte {error.start}); save it as UTF-8") from None
    loader = _StrictLoader(text)
    loader.name = name
    try:
        content = loader.get_single_data()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f", line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        raise InputError(f"{name}{place}: not valid YAML: {error.problem}; check indent, quotes and colons") from None
    except yaml.YAMLError as error:
        raise InputError(f"{name}: not valid YAML: {' '.join(str(error).split())}") from None
    finally:
        loader.dispose()
    if not isinstance(content, dict):
        raise InputError(
            f"{name}: expected keys and values, found {'nothing' if content is None else 'a list or text'}"
        )
    return content


def _short(path: Path) -> str:
    return f"{path.parent.name}/{path.name}" if path.parent.name else path.name
