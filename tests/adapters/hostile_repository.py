"""A repository that tries to run a program at every opportunity git gives; each one that ran leaves a file."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import GitRunner

HOOKS = (
    *("pre-commit", "commit-msg", "post-commit", "prepare-commit-msg", "reference-transaction", "post-index-change"),
    *("post-checkout", "post-merge", "post-rewrite", "pre-auto-gc"),
)
COMMANDS = (
    *("filter.evil.clean", "filter.evil.smudge", "diff.evil.textconv", "diff.evil.command", "diff.external"),
    *("core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "gpg.program", "trailer.evil.command"),
)


def arm(repo: Path, git: GitRunner) -> Path:
    """Set the traps in `repo`; the folder in which each trap that fires leaves its mark."""
    fired = repo.parent / "fired"
    fired.mkdir()
    hooks = repo / ".git" / "hooks"
    hooks.mkdir(exist_ok=True)
    for name in HOOKS:
        trap = hooks / name
        trap.write_text(f"#!/bin/sh\ntouch '{fired}/{name}'\n", encoding="utf-8")
        trap.chmod(0o755)
    for key in COMMANDS:
        git(repo, "config", key, f"touch '{fired}/{key}'; cat")
    attributes = repo / ".git" / "info"
    attributes.mkdir(exist_ok=True)
    (attributes / "attributes").write_text("* filter=evil diff=evil\n", encoding="utf-8")
    (repo / ".gitattributes").write_text("* filter=evil diff=evil\n", encoding="utf-8")
    return fired
