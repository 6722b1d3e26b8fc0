"""Each governed key has a way to change it, or a sentence that says that nothing does."""

from __future__ import annotations

import pytest

from casectl.cli.commands import COMMANDS
from casectl.core.case.governed import FIXED, way_to_change
from casectl.core.case.model import GOVERNED


@pytest.mark.parametrize("key", GOVERNED)
def test_the_way_is_a_command_that_exists(key: str) -> None:
    words = str(way_to_change(key, "C-1")).split()
    assert "casectl" not in words if key in FIXED else words[words.index("casectl") + 1] in COMMANDS
