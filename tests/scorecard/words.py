"""Texts, ids and names made to hurt, from a seed."""

from __future__ import annotations

import random

DANGEROUS = (
    "\r", "\n", "\r\n", "\t", "\0", "\x07", "\x1b", "\x1b[31m", "\x1b]0;owned\x07", "\x1b]8;;x\x1b\\", "\x7f", "\x85",
    "\x9b", "\u2028", "\u2029", "\ufeff", "\u200b", "\u200d", "\u202e", "\u2066", "\u00a0", "\u3000", "\U000e0041",
    "\ufffe", ":", ": ", " #", "#", "- ", "-", "|", ">", "|2-", "'", '"', "\\", "\\n", "%", "@", "`", "&a", "*a", "!!",
    "!", "{", "}", "[", "]", ",", "?", "? ", "<<", "---", "...", "~", "=", "=1+1", "+1", "@SUM(A1)", "＝1", "1e5",
    "010", "NO", "null", "12:30", "2026-02-30", "<b>", "<script>", "&amp;", "</td>", "[x](y)", "订单", "退款，", "é",
    "e\u0301",
    "👨‍👩‍👧", "   ", "a", "b ", " c", "word ", "resolution: refund", "Approved-by: Boss", "Case: X",
)  # fmt: skip


def text(chance: random.Random) -> str:
    """A text of up to a dozen pieces."""
    return "".join(chance.choice(DANGEROUS) for _ in range(chance.randint(1, 12)))


_OPTIONS = (
    "--output=pwned", "-O", "--upload-pack=touch pwned", "--exec=touch pwned", "-c", "core.pager=touch pwned", "--",
    "--end-of-options", "--help", "-h", "--version", "--format=json", "--debug", "-C", "/", "--repo=/", "@file",
)  # fmt: skip
_PATHS = (
    "../../etc/passwd", "/etc/passwd", "..", ".", ".git/config", ".git", "cases/../.git/hooks/pre-commit", "C-1/../x",
    "..\\..\\x", "~root", "$HOME", "$(touch pwned)", "`touch pwned`", ";touch pwned", "x\0y", "a" * 300, "CON", "AUX",
    "nul.yaml", "x.", "x ", ":(glob)**", ":/", ":!x", "HEAD", "HEAD~1", "@{-1}", "refs/heads/main", "main:casectl.yaml",
    "-", "--", "", " ", "*", "?", "[a-z]", "%s", "{0}", "{case.__init__.__globals__}", "'; DROP TABLE facts; --",
    "%2e%2e",
)  # fmt: skip
_LOOKALIKES = ("С-2611", "Ｃ-2611", "C‐2611", "C-2611\u200b", "ⅽ-2611", "c-2611", "C−2611-0000", "C-26I1-OOOO")


def name(chance: random.Random, case: str) -> str:
    """Values for an id, a template, a person, a revision."""
    kind = chance.random()
    if kind < 0.25:
        return chance.choice(_OPTIONS)
    if kind < 0.55:
        return chance.choice(_PATHS)
    if kind < 0.65:
        return chance.choice(_LOOKALIKES)
    if kind < 0.85:
        place = chance.randrange(len(case))
        return case[:place] + chance.choice(DANGEROUS) + case[place + chance.randint(0, 2) :]
    return text(chance)
