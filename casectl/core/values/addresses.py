"""Addresses of repositories: what in them is secret."""

from __future__ import annotations

import re

from casectl.core.values.regex import regex

_WITH_NAME = regex(r"([A-Za-z][A-Za-z0-9+.-]*)://([^/\s'\"]*|[^/:\n'\"]*:(?!\s)[^/\n'\"]*)@")
"""The scheme of an address, and who is to log in, perhaps with a password, which may have blanks and @ in it."""
_SHORT = regex(r"(?<![\w/.+-])([\w.+-]+:[^/@\s'\"]+)@(?=[\w.-]+:)")
"""Who is to log in, with a password, before the host and the path of an address without a scheme."""
_QUERY = regex(r"(://[^?\s'\"]*\?|https?://[^?#\s'\"]*#|https?://[^?#;\s'\"]*;(?=\w+=))([^\s'\"]*)", re.IGNORECASE)
"""What follows the path of an address: no git server needs it, but some take a token there."""
_TOKEN = regex(
    r"(?<=[/:])(gh[oprsu]_\w{20,}|github_pat_\w{20,}|gl[a-z]{2,4}-[\w-]{20,}|AT(BB|CTT3x)[\w=-]{20,})(?![\w-])",
    re.ASCII,
)
"""A part of a path that is a token of GitHub, GitLab or Bitbucket."""
_SPELT = regex(r"\b(password|passwd|token|secret)=[^\s;&}'\"]+", re.IGNORECASE)
"""A secret that is called so, such as in a program that gives git the password."""
_HIDDEN = "***"


def has_secret(address: str) -> bool:
    """Whether it has a password, a token in its path, or, on the web, a name, which is often a token, or words behind
    the path, after a question mark, a hash or a semicolon.
    """
    found = _WITH_NAME.match(address)
    return (found is not None and _is_secret(found[1], found[2])) or any(
        each.search(address) for each in (_SHORT, _QUERY, _TOKEN)
    )


def redacted(text: str) -> str:
    """A text without the secrets of the addresses in it, and what is called a password or a token."""
    shown = _WITH_NAME.sub(lambda found: _shown(found[1], found[2], found[0]), text)
    shown = _SPELT.sub(rf"\1={_HIDDEN}", shown)
    return _TOKEN.sub(_HIDDEN, _QUERY.sub(rf"\g<1>{_HIDDEN}", _SHORT.sub(f"{_HIDDEN}@", shown)))


def without_secret(address: str) -> str:
    """The address without what is secret in it: who is to log in, words behind the path, and a token in it."""
    if not has_secret(address):
        return address
    plain = _QUERY.sub(lambda found: found[1][:-1], _SHORT.sub("", _WITH_NAME.sub(r"\1://", address, count=1)))
    return re.sub("(?<!:)//+", "/", _TOKEN.sub("", plain))


def _shown(scheme: str, login: str, whole: str) -> str:
    return f"{scheme}://{_HIDDEN}@" if _is_secret(scheme, login) else whole


def _is_secret(scheme: str, login: str) -> bool:
    return ":" in login or (scheme.lower() in ("http", "https") and bool(login))
