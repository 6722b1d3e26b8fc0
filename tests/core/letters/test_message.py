"""A letter goes to the one address that was written, or nowhere."""

from __future__ import annotations

import pytest

from casectl.core.letters.message import address_of
from casectl.core.values.messages import UsageError


@pytest.mark.parametrize(
    "written",
    ["kit@example.org", "Kit <kit@example.org>", '"Kit, the 2nd" <kit@example.org>', "王小明 <kit@example.org>"],
)
def test_a_name_stands_before_the_address_or_does_not(written: str) -> None:
    assert address_of(written).addr_spec == "kit@example.org"


@pytest.mark.parametrize(
    "written",
    [
        "", "kit", "kit@", "kit@example.org, eve@example.com", "=1@*a!:! <kit@example.org>", '" <kit@example.org>',
        "@? \\*a <kit@example.org>", "kit@example.org\nBcc: eve@example.com", "客户@例子.中国",
        "kit@example.org <eve@example.com",
    ],
)  # fmt: skip
def test_anything_else_is_refused(written: str) -> None:
    """Also what mail programs read as another address than the one that is seen."""
    with pytest.raises(UsageError):
        address_of(written)
