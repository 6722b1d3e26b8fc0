"""Of how many of what complaints are told: rates are given for a whole number of them, and never for none."""

from __future__ import annotations

import pytest

from casectl.core.template.settings import SETTINGS_FILE
from casectl.core.template.target_settings import read_exposure
from casectl.core.values.nodes import Node
from casectl.core.values.settings_reader import SettingsReader
from casectl.core.values.tree import Source, Tree


@pytest.mark.parametrize(
    ("written", "per", "faults"),
    [
        ({}, 1000, 0),
        ({"per": "100"}, 100, 0),
        ({"per": "0.5"}, 1000, 1),
        ({"per": "0"}, 1000, 1),
        ({"per": "x"}, 1000, 1),
    ],
)
def test_a_rate_is_for_a_whole_number(written: dict[str, Tree], per: int, faults: int) -> None:
    """Half a home became none at all: a rate of 0 per 0 homes."""
    homes: Tree = {"source": "register", "of": {"2026-11": "4210.5"}, **written}
    reader = SettingsReader(SETTINGS_FILE)
    node = Node.of(Source("casectl.yaml", {"exposure": {"homes": homes}})).mapping["exposure"]
    assert [each.per for each in read_exposure(reader, node)] == [per]
    assert len(reader.findings) == faults
