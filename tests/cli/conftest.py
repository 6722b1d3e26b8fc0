"""The command line's tests speak English, whatever casebook they are run from."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from casectl.render.language import choose


@pytest.fixture(autouse=True)
def english(hermetic: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """English to begin with, and English again for the next test."""
    monkeypatch.setenv("CASECTL_LANG", "en")
    yield
    choose("en")
