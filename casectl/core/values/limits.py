"""How much a file may hold: the same for every reader and writer, so that what one accepts none refuses."""

from __future__ import annotations

_MEBIBYTE = 1 << 20

MAX_DEPTH = 16
"""How deep mappings and lists may nest in a document; the document itself is the first level."""

MAX_NODES = 50_000
"""How many keys and values one document may have."""

MAX_BYTES = _MEBIBYTE
"""The largest size of a document, in bytes."""

MAX_KEY = 1000
"""The longest key, in characters as written (YAML itself stops at 1024)."""

MAX_STORED_DOCUMENT = 16 * _MEBIBYTE
"""The largest file with the name of a document that is read at all, in bytes: a sparse file can claim any size."""

MAX_ATTACHMENT = 256 * _MEBIBYTE
"""The largest file that is kept with a case, in bytes: it may be a film."""

MAX_MESSAGE = 32 * _MEBIBYTE
"""The largest message that is taken in, in bytes: what the mail servers of others take at most."""

MAX_PRIVATE_FILE = 64 * _MEBIBYTE
"""The largest file of git's folder, or of our own data, that is read, in bytes."""
