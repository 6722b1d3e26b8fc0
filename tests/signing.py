"""Real SSH keys for tests, and git's settings of people who sign with them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

needs_ssh_keygen = pytest.mark.skipif(not shutil.which("ssh-keygen"), reason="ssh-keygen is not installed")


def new_key(folder: Path, name: str) -> str:
    """Make a key; the public part, as casectl.yaml has it."""
    file = folder / name
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", f"the key of {name}", "-f", str(file)]
    subprocess.run(command, check=True, capture_output=True)
    return file.with_suffix(".pub").read_text("utf-8").strip()


def signing_settings(folder: Path, name: str, email: str = "") -> Path:
    """git's settings of somebody who signs everything with that key."""
    settings = folder / f"{name}.gitconfig"
    settings.write_text(
        f"[user]\nname = {name}\nemail = {email or f'{name}@example.org'}\nsigningkey = {folder / name}.pub\n"
        "[gpg]\nformat = ssh\n[commit]\ngpgsign = true\n[init]\ndefaultBranch = main\n",
        "utf-8",
    )
    return settings
