"""Addresses of repositories: what in them is secret."""

from __future__ import annotations

import re

_WITH_NAME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://([^/@\s'\"]*)@")
"""The scheme of an address, and who is to log in, perhaps with a password."""
_QUERY = re.compile(r"(://[^?\s'\"]*\?)([^\s'\"]*)")
"""What follows the path of an address: no git server needs it, but some take a token there."""
_HIDDEN = "***"


def has_secret(address: str) -> bool:
    """Whether it has a password, or, on the web, a name, which is often a token, or words after a question mark."""
    found = _WITH_NAME.match(address)
    return (found is not None and _is_secret(found[1], found[2])) or _QUERY.search(address) is not None


def redacted(text: str) -> str:
    """A text without the secrets of the addresses in it."""
    shown = _WITH_NAME.sub(lambda found: _shown(found[1], found[2], found[0]), text)
    return _QUERY.sub(rf"\g<1>{_HIDDEN}", shown)


def without_secret(address: str) -> str:
    """The address without what is secret in it: who is to log in, and words after a question mark."""
    if not has_secret(address):
        return address
    return _QUERY.sub(lambda found: found[1].removesuffix("?"), _WITH_NAME.sub(r"\1://", address, count=1))


def _shown(scheme: str, login: str, whole: str) -> str:
    return f"{scheme}://{_HIDDEN}@" if _is_secret(scheme, login) else whole


def _is_secret(scheme: str, login: str) -> bool:
    return ":" in login or (scheme.lower() in ("http", "https") and bool(login))
