"""Articles of the desk's knowledge, ``knowledge/*.md``: what stands at the top of each, and which cases it is for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from casectl.core.query.excerpt import Excerpt
from casectl.core.query.search import snippet_around
from casectl.core.values.messages import Finding, msg
from casectl.core.values.nodes import Node
from casectl.core.values.settings_reader import FileKind, Key, ReaderCodes, SettingsReader
from casectl.core.values.tree import Source
from casectl.core.values.value_class import value_class
from casectl.core.values.widths import folded

FOLDER, ENDING = "knowledge", ".md"

CODE, STALE = "B017", "B018"
"""The code of whatever is wrong with an article, and of one that was not verified in time."""

PARTS: dict[str, tuple[Key, ...]] = {
    "article": (
        Key("title", msg("what the article is about"), needed=True),
        Key("owner", msg("who is responsible for it, by the name in casectl.yaml"), needed=True),
        Key("verified_until", msg("the day up to which it is verified, such as 2027-06-30"), needed=True),
        Key("for", msg("the cases to which it is offered first; by default those that share words with it")),
    ),
    "for": (
        Key("templates", msg("the templates of the cases; one or a list")),
        Key("categories", msg("the category of these cases (their field category): one value or a list")),
    ),
}
"""The keys at the top of an article."""

_KIND = FileKind(PARTS, ReaderCodes(CODE, CODE, CODE, CODE, CODE, empty=CODE, day=CODE))
_FENCE = b"---\n"


@value_class
class Article:
    """An article by the name of its file, without ``.md``; `text` is what follows its top."""

    name: str
    title: str
    owner: str
    verified_until: date | None
    text: str
    templates: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """The article's file."""
        return f"{FOLDER}/{self.name}{ENDING}"

    def is_stale(self, today: date) -> bool:
        """Whether the day up to which it was verified has passed."""
        return self.verified_until is not None and self.verified_until < today

    def says(self, words: Sequence[str]) -> str:
        """The piece of it around the first of `words`, if it has all of them, ignoring letter case; else ""."""
        whole = f"{self.name}\n{self.title}\n{self.text}"
        plain, wanted = folded(whole), [folded(each) for each in words]
        if not all(each in plain for each in wanted):
            return ""
        part = self.text if wanted[0] in folded(self.text) else self.title
        return snippet_around(part, wanted[0])

    def is_for(self, case: Excerpt) -> bool:
        """Whether it names the template or the category of such a case."""
        return case.text("template") in self.templates or case.fields.get("category", "") in self.categories


def divided(data: bytes) -> tuple[bytes, str] | None:
    """The top of an article as YAML, whose lines keep their numbers, and the text after it; None if it has no top."""
    plain = data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
    top, fence, text = (plain.removeprefix(_FENCE) + b"\n").partition(b"\n" + _FENCE)
    if not (plain.startswith(_FENCE) and fence):
        return None
    return b"\n" + top + b"\n", text.decode("utf-8", "replace").strip()


def read_article(source: Source, name: str, text: str) -> tuple[Article, list[Finding]]:
    """An article from its top and its text, and everything wrong with it; `name` is the file's."""
    reader, top = SettingsReader(_KIND), Node.of(source)
    part = reader.part(top, "article")
    meant = reader.part(part.get("for"), "for")
    article = Article(
        name,
        reader.text(part.get("title"), name),
        reader.text(part.get("owner")),
        reader.day(part.get("verified_until")),
        text,
        reader.texts(meant.get("templates")),
        reader.texts(meant.get("categories")),
    )
    return article, reader.findings
