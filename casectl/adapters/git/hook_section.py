"""The section that casectl has in a hook of git: a few lines of shell between two marks, and nothing else is touched.

It stands before what the hook did already, since a script may end anywhere; of a hook that reads what is pushed, both
get it.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence

from casectl.core.values.regex import regex

READS_REFS = ("pre-push", "pre-receive")
"""The hooks that git gives a line for each branch."""
_SHEBANG = b"#!/bin/sh\n"
_SHELL = regex(rb"#![ \t]*(?:/\S*/)?(?:env[ \t]+)?(?:/\S*/)?(?:ba|da|k|z)?sh(?:[ \t]+-[a-z]+)*[ \t]*\r?\n?")
_PASSED_ON = """\
casectl_refs=$(cat)
printf '%s\\n' "$casectl_refs" | {command} || exit $?
if [ -n "$casectl_refs" ]; then
exec <<CASECTL_REFS
$casectl_refs
CASECTL_REFS
else
exec </dev/null
fi
"""


def section(name: str, command: Sequence[str]) -> bytes:
    """The section of a hook, which runs a command."""
    words = shlex.join([*command, "hook", "run", name]) + ' "$@"'
    body = _PASSED_ON.format(command=words) if name in READS_REFS else f"{words} || exit $?\n"
    first, last = _marks(name)
    return f"{first}\n{body}{last}\n".encode()


def _marks(name: str) -> tuple[str, str]:
    return f"# >>> casectl {name} (casectl hook uninstall {name} takes this out) >>>", f"# <<< casectl {name} <<<"


def _pattern(name: str) -> re.Pattern[bytes]:
    first, last = (re.escape(mark.encode()) for mark in _marks(name))
    return re.compile(rb"^" + first + rb"\n.*?^" + last + rb"\n", re.MULTILINE | re.DOTALL)


def has_section(name: str, text: bytes) -> bool:
    """Whether a hook has our section."""
    return _pattern(name).search(text) is not None


def is_shell(text: bytes) -> bool:
    """Whether a hook is a shell script, so that lines of shell may be put into it."""
    return text == b"" or _SHELL.match(text) is not None


def with_section(name: str, text: bytes, command: Sequence[str]) -> bytes:
    """The hook with our section as it is now, in its place, or after the first line."""
    ours = section(name, command)
    if has_section(name, text):
        return _pattern(name).sub(lambda _: ours, text, count=1)
    first, end, rest = (text or _SHEBANG).partition(b"\n")
    return first + (end or b"\n") + ours + rest


def without_section(name: str, text: bytes) -> bytes | None:
    """The hook as it was without us; None if nothing is left of it."""
    rest = _pattern(name).sub(b"", text)
    return None if rest == _SHEBANG else rest
