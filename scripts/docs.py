"""Write docs/ again: the pages that `casectl help TOPIC` shows and the man pages, in every language; the commands in
the READMEs; and the schema for editors of our own casebook; and docs/law.md, the table of the law.

`make docs` runs it. With ``--check`` nothing is written; the pages that would change are printed, and the exit code is
1 if there are any. Each language has its own process, since help texts are translated when they are loaded.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
DOCS, READMES = ROOT / "docs", {"en": ROOT / "README.md", "zh": ROOT / "README.zh.md"}
BEGIN, END = "<!-- commands -->\n", "<!-- /commands -->\n"
LANGUAGES = ("en", "zh")


def pages(language: str) -> dict[str, str]:
    """The pages of a language by file name, with their index page."""
    from casectl.render.language import _, set_language

    set_language(language)
    from casectl.casebook.shipped_rules import read_guides
    from casectl.cli.topics import title
    from casectl.cli.verbs.help import page
    from casectl.render.reference.pages import TOPICS

    texts = {f"{topic}.md": page(topic) for topic in (*TOPICS, "regulators", "commands")}
    guides = [f"* [{title(text)}](../guides/{language}/{name}.md)" for name, text in read_guides(language).items()]
    titles = [f"* [{title(text)}]({name})" for name, text in texts.items()]
    index = ["# casectl", "", _("Guides:"), "", *guides, "", _("Pages of the reference:"), "", *titles, ""]
    return {**texts, "README.md": "\n".join(index)}


def man(language: str) -> dict[str, str]:
    """The man pages of a language by file name."""
    from casectl.render.language import set_language

    set_language(language)
    from man import man_pages

    pages: dict[str, str] = man_pages()
    return pages


def differing(language: str, *, write: bool) -> list[str]:
    """The files of a language that differ from the generated ones; with `write` they are replaced."""
    return [
        *_differing(DOCS / language, pages(language), write=write),
        *_differing(DOCS / "man" / language, man(language), write=write),
        *readme(language, write=write),
    ]


def _differing(folder: Path, wanted: dict[str, str], *, write: bool) -> list[str]:
    there = {path.name for path in folder.glob("*")}
    stale = sorted(there - wanted.keys())
    changed = [name for name, text in wanted.items() if not _says(folder / name, text)]
    if write:
        folder.mkdir(parents=True, exist_ok=True)
        for name in stale:
            (folder / name).unlink()
        for name in changed:
            (folder / name).write_text(wanted[name], "utf-8")
    return [f"{folder.relative_to(ROOT)}/{name}" for name in (*stale, *changed)]


def readme(language: str, *, write: bool) -> list[str]:
    """The README of a language if its list of commands is outdated; with `write` it is updated."""
    from casectl.cli.commands import COMMANDS, FAMILIES
    from casectl.render.language import _

    path = READMES[language]
    text = path.read_text("utf-8")
    before, _begin, rest = text.partition(BEGIN)
    names = {key: [f"`{name}`" for name, row in COMMANDS.items() if row.family == key] for key in FAMILIES}
    lines = [
        "| | |",
        "| --- | --- |",
        *(f"| {_(FAMILIES[key].title)} | {' '.join(each)} |" for key, each in names.items()),
    ]
    wanted = before + BEGIN + "\n".join(lines) + "\n" + END + rest.partition(END)[2]
    if wanted == text:
        return []
    if write:
        path.write_text(wanted, "utf-8")
    return [path.name]


def schema(*, write: bool) -> list[str]:
    """Our own casebook's schemas for editors that are outdated; with `write` they are updated."""
    from casectl.core.schemas.for_editors import SCHEMA_FILES, schema_text

    wanted = {path: schema_text(kind, str) for path, kind in SCHEMA_FILES.items()}
    outdated = [path for path, text in wanted.items() if not _says(ROOT / path, text)]
    for path in outdated if write else ():
        (ROOT / path).write_text(wanted[path], "utf-8")
    return outdated


def law(*, write: bool) -> list[str]:
    """The table of the law if it is outdated; with `write` it is updated."""
    from scripts.law_table import law_page

    page, wanted = DOCS / "law.md", law_page()
    if _says(page, wanted):
        return []
    if write:
        page.write_text(wanted, "utf-8")
    return ["docs/law.md"]


def _says(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text("utf-8") == text


def main(words: list[str]) -> int:
    """All languages, or the one that is named."""
    write = "--check" not in words
    named = [word for word in words if word in LANGUAGES]
    if named:
        found = differing(named[0], write=write)
        if named[0] == "en":
            found += schema(write=write) + law(write=write)
        print(*found, sep="\n", end="\n" if found else "")
        return 0 if write else int(bool(found))
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    each = [subprocess.run([sys.executable, __file__, *words, name], env=env, check=False) for name in LANGUAGES]
    return max(done.returncode for done in each)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
