"""Long texts in the reader's pager."""

from __future__ import annotations

import shlex
import shutil
import subprocess

from casectl.adapters.system.interrupts import left_to_another
from casectl.cli.personal import first_of, pager_sources


def paged(text: str) -> bool:
    """Show text in the reader's pager; False if there is none."""
    words = shlex.split(first_of(pager_sources())[1])
    if not words or words == ["cat"] or not shutil.which(words[0]):
        return False
    # A reader who leaves the pager early breaks the pipe; that is no error.
    with left_to_another():
        subprocess.run(words, input=text.encode("utf-8", "replace"), check=False)
    return True
