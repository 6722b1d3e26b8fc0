"""A file has a name that every system takes."""

from __future__ import annotations

import pytest

from casectl.core.values.file_names import refuse_file_name
from casectl.core.values.messages import UsageError


@pytest.mark.parametrize(
    "name", ["CON", "nul", "com1", "LPT9.txt", "Aux.yaml", "con .txt", "prn", "x.", "x ", "", ".", "COM¹"]
)
def test_what_some_system_takes_for_no_file_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="name of a file"):
        refuse_file_name(name)


@pytest.mark.parametrize("name", ["office", "con-tract", "console", "com10", "cn", "截图（一）.png", "nul1.txt"])
def test_other_names_are_taken(name: str) -> None:
    refuse_file_name(name)
