"""Our files as readers of YAML 1.1 and 1.2 take them, who make truths, numbers and more of plain words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import yaml
from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor

_TIMESTAMPS = "tag:yaml.org,2002:timestamp"


class _Loader(yaml.SafeLoader):  # type: ignore[misc]
    """YAML 1.1 for a program that knows JSON: no dates, and keys are texts, those of ``on`` and ``yes`` "true"."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[str, Any]:
        self.flatten_mapping(node)
        pairs = ((self.construct_object(key), self.construct_object(value, deep=True)) for key, value in node.value)
        return {_word(key): value for key, value in pairs}


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != _TIMESTAMPS]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_constructor(
    "tag:yaml.org,2002:map",
    lambda loader, node: loader.construct_mapping(node),
)


def by_1_1(text: str) -> Any:
    """What PyYAML makes of it."""
    return yaml.load(text, _Loader)


def by_1_1_with_dates(text: str) -> Any:
    """What a reader of YAML 1.1 that makes dates and times of scalars writes as JSON: all are instants in UTC."""
    return _with_instants(yaml.load(text, yaml.SafeLoader))


def _with_instants(data: Any) -> Any:
    if isinstance(data, dict):
        return {_word(_with_instants(key)): _with_instants(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_with_instants(each) for each in data]
    if isinstance(data, datetime):
        return f"{data.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.000Z"
    return f"{data.isoformat()}T00:00:00.000Z" if isinstance(data, date) else data


class _Texts(SafeConstructor):
    """YAML 1.2 for a program that knows JSON: no dates."""


_Texts.add_constructor(_TIMESTAMPS, SafeConstructor.construct_yaml_str)


def by_1_2(text: str) -> Any:
    """What ruamel.yaml makes of it, with keys as texts."""
    reader = YAML(typ="safe", pure=True)
    reader.Constructor = _Texts
    return _with_text_keys(reader.load(text))


def _with_text_keys(data: Any) -> Any:
    if isinstance(data, dict):
        return {_word(key): _with_text_keys(value) for key, value in data.items()}
    return [_with_text_keys(each) for each in data] if isinstance(data, list) else data


def _word(key: Any) -> str:
    """A key as JSON has it."""
    return str(key).lower() if isinstance(key, bool) else str(key)


READERS: dict[str, Callable[[str], Any]] = {"1.1": by_1_1, "1.2": by_1_2}
