"""Names of files that every system takes.

Windows keeps some names for devices, whatever follows the first dot, and takes no dot or space at the end (Microsoft,
"Naming Files, Paths, and Namespaces").
"""

from __future__ import annotations

from unicodedata import normalize

from casectl.core.values.messages import UsageError, msg

_DEVICES = frozenset(
    (
        "con",
        "prn",
        "aux",
        "nul",
        "conin$",
        "conout$",
        *(f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"),
    )
)


def refuse_file_name(name: str) -> None:
    """Raise UsageError for a name that some system takes for no file."""
    plain = normalize("NFC", name).casefold()
    if plain.partition(".")[0].rstrip() in _DEVICES or plain != plain.rstrip(". ") or not plain:
        raise UsageError(
            msg("{name} cannot be the name of a file on every system", name=name), hint=msg("choose another name")
        )
