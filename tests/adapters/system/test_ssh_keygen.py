"""ssh-keygen: what it says of a signature, and that nothing is taken for an answer that is none."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from casectl.adapters.system.ssh_keygen import checked
from casectl.core.proof.signature import fingerprints
from casectl.core.template.signing_keys import SigningKey
from tests.signing import needs_ssh_keygen, new_key

PAYLOAD = b"tree 1\n\nA commit\n"


@pytest.fixture
def signature(tmp_path: Path) -> bytes:
    """A signature of the payload, by the key ``ann``."""
    return signed(tmp_path, "git")


def signed(folder: Path, namespace: str) -> bytes:
    if not (folder / "ann").exists():
        new_key(folder, "ann")
    command = ["ssh-keygen", "-q", "-Y", "sign", "-n", namespace, "-f", str(folder / "ann")]
    return subprocess.run(command, input=PAYLOAD, check=True, capture_output=True).stdout


@needs_ssh_keygen
def test_the_key_of_a_signature_is_told_by_its_fingerprint(tmp_path: Path, signature: bytes) -> None:
    key = (tmp_path / "ann.pub").read_text().split()[1]
    assert {checked(PAYLOAD, signature).key} == fingerprints([SigningKey(key)])


@needs_ssh_keygen
def test_a_signature_of_something_else_is_wrong(tmp_path: Path, signature: bytes) -> None:
    """Also one made for another purpose than git, and one that was altered."""
    lines = signature.split(b"\n")
    for payload, given in (
        (PAYLOAD + b"x", signature),
        (PAYLOAD, signed(tmp_path, "file")),
        (PAYLOAD, b"\n".join([lines[0], b"AAAA", *lines[2:]])),
        (PAYLOAD, b"\n".join(lines[:2])),
    ):
        found = checked(payload, given)
        assert (found.is_there, found.key, found.unchecked) == (True, "", None)


@pytest.mark.parametrize(
    "program",
    [
        "",
        "#!/bin/sh\nexit 0\n",
        "#!/bin/sh\nexit 1\n",
        "#!/bin/sh\necho unknown option -- Y >&2\nexit 255\n",
        "no program",
    ],
)
def test_without_an_answer_a_signature_is_neither_right_nor_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    file = tmp_path / "ssh-keygen"
    if program:
        file.write_text(program)
        file.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    found = checked(PAYLOAD, b"-----BEGIN SSH SIGNATURE-----\n")
    assert (found.is_there, found.key, found.unchecked is not None) == (True, "", True)


def test_no_program_of_the_current_folder_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ssh-keygen").write_text(f"#!/bin/sh\necho ran > {tmp_path}/ran\n")
    (tmp_path / "ssh-keygen").chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", os.pathsep.join([".", ""]))
    assert checked(PAYLOAD, b"").unchecked is not None
    assert not (tmp_path / "ran").exists()
