"""Addresses of repositories: what in them is secret."""

from __future__ import annotations

import re

_WITH_NAME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://([^/@\s'\"]*)@")
"""The scheme of an address, and who is to log in, perhaps with a password."""
_HIDDEN = "***"


def has_secret(address: str) -> bool:
    """Whether it has a password, or, on the web, a name: that is often a token."""
    found = _WITH_NAME.match(address)
    return found is not None and _is_secret(found[1], found[2])


def redacted(text: str) -> str:
    """A text without the secrets of the addresses in it."""
    return _WITH_NAME.sub(lambda found: _shown(found[1], found[2], found[0]), text)


def without_secret(address: str) -> str:
    """The address without who is to log in, where that is secret."""
    return _WITH_NAME.sub(r"\1://", address, count=1) if has_secret(address) else address


def _shown(scheme: str, login: str, whole: str) -> str:
    return f"{scheme}://{_HIDDEN}@" if _is_secret(scheme, login) else whole


def _is_secret(scheme: str, login: str) -> bool:
    return ":" in login or (scheme.lower() in ("http", "https") and bool(login))
