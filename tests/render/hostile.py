"""Texts that have broken listings, spreadsheets, terminals and parsers elsewhere."""

from __future__ import annotations

from hypothesis import strategies as st

TEXTS = (
    "\x1b]0;owned\x07title",
    "\x1b]8;;https://example.org\x1b\\link\x1b]8;;\x1b\\",
    "\x1b[2J\x1b[H",
    "\x9b31m\x9d0;x\x9c",
    "back\b\b\bspace",
    "one\rtwo",
    "one\ntwo\r\nthree",
    "tab\tbed",
    "nul\x00byte",
    "\x7f",
    "next\x85line\u2028sep\u2029par",
    "abc\u202edcba\u202c",
    "\u2066isolate\u2069",
    "zero\u200bwidth\ufeff",
    "\U000e0041\U000e0042tags",
    "lone \ud83d surrogate \udc00",
    "=HYPERLINK(\"https://example.org\")",
    "+86 138 0000 0000",
    "-1",
    "@SUM(A1)",
    "＝1+1",
    "\t=1",
    "\r=1",
    "\x00=1",
    "a|b||c",
    "`code` *bold* _it_ [x](y) <b>&amp;",
    "\\x1b",
    "quote \" comma , semicolon ;",
    "1e5",
    "00123",
    "  leading",
    "trailing  ",
    "a  b   c",
    "",
    "-",
    "订单错发，退款延迟",
    "👨‍👩‍👧 family",
    "e\u0301",
    "ㅤfiller",
)  # fmt: skip


def hostile() -> st.SearchStrategy[str]:
    """Any text, lone surrogates and all, with the dangerous characters far more often than chance has them."""
    dangerous = st.sampled_from(sorted({character for text in TEXTS for character in text}))
    return st.text(st.one_of(dangerous, st.characters(exclude_categories=[])), max_size=30)
