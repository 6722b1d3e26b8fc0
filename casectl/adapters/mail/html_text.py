"""HTML of a message reduced to text for reading: lines, list items, and quotations marked with >."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_SKIPPED = frozenset(("script", "style", "head", "title", "template"))
_LINES = frozenset(
    ("address", "article", "blockquote", "div", "dd", "dl", "dt", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
     "header", "hr", "li", "ol", "p", "pre", "section", "table", "tr", "ul")
)  # fmt: skip
"""Elements that begin and end a line."""
_DEEPEST = 3
"""Marks of a quotation within quotations."""
_MOST = 200_000
"""Letters of text that are read: the whole message is kept beside it."""


def text_of_html(html: str) -> str:
    """The text of an HTML document, whatever it is broken by."""
    reader = _Reader()
    reader.feed(_closed(html[: 10 * _MOST]))
    reader.close()
    lines = [" ".join(each.split()) for each in "".join(reader.pieces).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _closed(html: str) -> str:
    """The document without comments and declarations, and without a tag that nothing closes: for each that is left open
    the parser would read on to the end (CVE-2025-6069), and a message may have a hundred thousand.
    """
    pieces, at = list[str](), 0
    while (begin := html.find("<!", at)) >= 0:
        pieces.append(html[at:begin] + " " * html.startswith("<", begin - 1))
        is_comment = html.startswith("<!--", begin)
        end = html.find("-->" if is_comment else ">", begin + 2)
        at = end + (3 if is_comment else 1) if end >= 0 else len(html)
    head, mark, tail = "".join([*pieces, html[at:]]).rpartition(">")
    return head + mark + tail.replace("<", "&lt;")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._skipping = 0
        self._quoted = 0
        self._length = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag in _SKIPPED:
            self._skipping += 1
        elif tag == "blockquote":
            self._quoted += 1
        elif tag == "body":
            self._skipping = 0  # a head that was never closed
        if tag == "br":
            self.pieces.append(self._line)
        elif tag in _LINES:
            self._new_line()
        if tag == "li":
            self._put("- ")
        elif tag == "td":
            self._put(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SKIPPED:
            self._skipping = max(self._skipping - 1, 0)
        elif tag == "blockquote":
            self._quoted = max(self._quoted - 1, 0)
        if tag in _LINES:
            self._new_line()
        if tag == "p":
            self._new_line()

    def handle_data(self, data: str) -> None:
        if not self._skipping:
            self._put(re.sub(r"\s+", " ", data))

    @property
    def _line(self) -> str:
        return "\n" + "> " * min(self._quoted, _DEEPEST)

    def _new_line(self) -> None:
        """Go on in a new line, unless this one is still empty."""
        if self.pieces and self.pieces[-1].startswith("\n"):
            self.pieces[-1] = self._line
        else:
            self.pieces.append(self._line)

    def _put(self, text: str) -> None:
        if text and self._length < _MOST:
            self.pieces.append(text)
            self._length += len(text)
