"""The signatures of commits, taken from the commits themselves: git's settings have no part in what they are worth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from casectl.adapters.git.objects import GitObject, ObjectReader
from casectl.adapters.system import ssh_keygen
from casectl.core.proof.signature import Signature
from casectl.core.values.messages import msg

_HEADERS = {40: b"gpgsig", 64: b"gpgsig-sha256"}
"""Where a signature stands, by the length of ids: a commit may have one for each kind of repository."""
_SSH = b"-----BEGIN SSH SIGNATURE-----"


def signatures(reader: ObjectReader, commits: Sequence[str]) -> Iterator[Signature]:
    """The signature of each of these commits, in order."""
    for found in reader.read_many(commits):
        yield _signature(found) if found and found.kind == "commit" else Signature(False)


def _signature(commit: GitObject) -> Signature:
    payload, signature = taken_apart(commit)
    return checked_signature(payload, signature) if signature else Signature(False)


def checked_signature(payload: bytes, signature: bytes) -> Signature:
    """What a signature of some bytes is worth."""
    if not signature.startswith(_SSH):
        return Signature(True, unchecked=msg("it was not made with an SSH key"))
    return ssh_keygen.checked(payload, signature)


def taken_apart(commit: GitObject) -> tuple[bytes, bytes]:
    """What was signed, and the signature, b"" if there is none."""
    head, blank, message = commit.data.partition(b"\n\n")
    signed, signature, own = list[bytes](), list[bytes](), b""
    for line in head.split(b"\n"):
        name, _, rest = line.partition(b" ")
        own = own if line.startswith(b" ") else name
        if own not in _HEADERS.values():
            signed.append(line)
        elif own == _HEADERS[len(commit.oid)]:
            signature.append(rest)
    return b"\n".join(signed) + blank + message, b"".join(each + b"\n" for each in signature)
