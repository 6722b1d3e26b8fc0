"""The processes of this machine, as far as /proc shows them, which Linux has and macOS has not."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_PROC = Path("/proc")


def are_visible() -> bool:
    """Whether this machine shows its processes."""
    return (_PROC / "self/fd").is_dir()


def describe(pid: int) -> str:
    """``pid name`` of a running process, "" if there is none with that id."""
    with suppress(OSError):
        return f"{pid} {(_PROC / str(pid) / 'comm').read_text(errors='replace').strip()}"
    return ""


def git_processes(folder: Path) -> list[str]:
    """``pid name`` of every git that runs in `folder` or below, or has it in its arguments; not of those of ours."""
    return sorted(describe(pid) for pid in _pids() if _is_git(pid) and not _is_ours(pid) and _is_about(pid, folder))


def holding(file: Path) -> list[str]:
    """``pid name`` of every process that has `file` open."""
    return sorted(describe(pid) for pid in _pids() if file in _open_files(pid))


def _pids() -> Iterator[int]:
    with suppress(OSError):
        yield from (int(each.name) for each in _PROC.iterdir() if each.name.isdecimal())


def _is_git(pid: int) -> bool:
    return describe(pid).partition(" ")[2].startswith("git")


def _is_ours(pid: int) -> bool:
    with suppress(OSError, ValueError, IndexError):
        return int((_PROC / str(pid) / "stat").read_text(errors="replace").rpartition(")")[2].split()[1]) == os.getpid()
    return False


def _is_about(pid: int, folder: Path) -> bool:
    with suppress(OSError):
        if (_PROC / str(pid) / "cwd").readlink().is_relative_to(folder):
            return True
        return str(folder) in (_PROC / str(pid) / "cmdline").read_text(errors="replace")
    return False


def _open_files(pid: int) -> set[Path]:
    found: set[Path] = set()
    with suppress(OSError):
        for each in (_PROC / str(pid) / "fd").iterdir():
            with suppress(OSError):
                found.add(each.readlink())
    return found
