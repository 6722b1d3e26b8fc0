"""The command line's tests speak English, whatever casebook they are run from, and share ready casebooks."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from casectl.adapters.yaml.documents import YamlDocuments
from casectl.cli.main import run
from casectl.core.template.model import Template
from casectl.core.template.read import Bases, Guards, read_template
from casectl.core.values.messages import Finding
from casectl.core.values.tree import Source, Tree
from casectl.render.language import set_language
from tests.cli.casebook import NEW, CliCasebook
from tests.cli.formal import formal_book
from tests.cli.scenes import Scenes, pack_objects
from tests.cli.shared import clone, share
from tests.cli.transcript import NOW, SOURCE, in_folder
from tests.conftest import run_git

OUR_PEOPLE = """\
people:
  ann:
    name: Ann Reed
    emails: [ann@example.org]
    roles: [agent]
    teams: [front-line]
  ben:
    name: Ben Okoro
    emails: [ben@example.org]
    roles: [specialist]
    teams: [after-sales]
  mia:
    name: Mia Lund
    emails: [mia@example.org]
    roles: [supervisor, manager]
    teams: [front-line, after-sales]
"""


@pytest.fixture(autouse=True)
def english(hermetic: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """English to begin with, and English again for the next test, which finds no key of this one's either."""
    monkeypatch.setenv("CASECTL_LANG", "en")
    home = Path.home()
    yield
    set_language("en")
    shutil.rmtree(home / ".config", ignore_errors=True)


@pytest.fixture(scope="session", autouse=True)
def templates_read_once() -> Iterator[None]:
    """A template without a fault is read once from one and the same content, however often commands ask for it."""
    known: dict[str, list[tuple[Source, dict[str, Source | None], Template]]] = {}

    def read(source: Source, bases: Bases, guards: Guards) -> tuple[Template | None, list[Finding]]:
        for before, extended, ready in known.setdefault(source.file, []):
            if before.tree == source.tree and all(_tree(bases(name)) == _tree(extended[name]) for name in extended):
                return ready, []
        asked: dict[str, Source | None] = {}
        template, findings = read_template(source, lambda name: asked.setdefault(name, bases(name)), guards)
        if template and not findings:
            known[source.file].append((source, asked, template))
        return template, findings

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("casectl.core.template.read.read_template", read)
        yield


RULES = ("templates/", "calendars/", "casectl.yaml")


@pytest.fixture(scope="session", autouse=True)
def rules_parsed_once() -> Iterator[None]:
    """The YAML of a template, a calendar or the settings is parsed once from one and the same content."""
    known: dict[tuple[str, bytes], Source] = {}
    parse = YamlDocuments.read

    def read(self: YamlDocuments, file: str, data: bytes) -> Source:
        if not file.startswith(RULES):
            return parse(self, file, data)
        if (file, data) not in known:
            known[file, data] = parse(self, file, data)
        return known[file, data]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(YamlDocuments, "read", read)
        yield


def _tree(source: Source | None) -> dict[str, Tree] | None:
    return source.tree if source else None


@pytest.fixture(scope="session")
def books(hermetic_session: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A casebook for each language, with three people in it."""
    made = {}
    for language, zone in (("en", "Europe/London"), ("zh", "Asia/Shanghai")):
        folder = tmp_path_factory.mktemp("book") / language
        words = ["init", str(folder), "--yes", "--name", "Parcels", "--language", language, "--zone", zone]
        with in_folder(folder.parent, {"CASECTL_NOW": NOW, "CASECTL_LANG": language}) as (_out, err):
            assert run(words) == 0, err.getvalue()
        settings = folder / "casectl.yaml"
        anybody = settings.read_text("utf-8").replace("act_as, rules,", "act_as,")  # may change the rules
        settings.write_text(anybody.partition("people:\n")[0] + OUR_PEOPLE, "utf-8")
        run_git(folder, "commit", "-qam", "Our people", GIT_AUTHOR_DATE=NOW, GIT_COMMITTER_DATE=NOW)
        pack_objects(folder)
        made[language] = folder
    set_language("en")
    return made


@pytest.fixture(scope="session")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a `casectl` that runs this source, on a machine whose clock tests set."""
    folder = tmp_path_factory.mktemp("bin")
    program = folder / "casectl"
    program.write_text(f'#!/bin/sh\nPYTHONPATH="{SOURCE}" exec "{sys.executable}" -m tests.clock "$@"\n', "utf-8")
    program.chmod(0o755)
    return folder


@pytest.fixture(scope="session")
def two_cases(books: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A casebook with two cases: of October, "Torn box", and of November, "Torn bag"."""
    folder = tmp_path_factory.mktemp("two") / "book"
    shutil.copytree(books["en"], folder, symlinks=True)
    book = CliCasebook(folder)
    book.done(*NEW, "--title", "Torn box", "--customer.name", "Kit", CASECTL_NOW="2026-10-05T09:00:00+00:00")
    book.done(*NEW, "--title", "Torn bag", "--customer.name", "Rue")
    pack_objects(folder)
    return folder


@pytest.fixture
def book(two_cases: Path, tmp_path: Path) -> CliCasebook:
    """A casebook with two cases, for this test alone."""
    return CliCasebook(Path(shutil.copytree(two_cases, tmp_path / "book", symlinks=True)))


@pytest.fixture(scope="session")
def scenes(tmp_path_factory: pytest.TempPathFactory) -> Scenes:
    """What fixtures prepare in a casebook, made once."""
    return Scenes(tmp_path_factory.mktemp("scenes"))


@pytest.fixture
def formal(book: CliCasebook, scenes: Scenes) -> CliCasebook:
    """A casebook with clock rules of its own."""
    scenes.lay(book, formal_book)
    return book


@pytest.fixture
def case(book: CliCasebook, scenes: Scenes) -> str:
    """The id of a third case, which was offered to a team, and changed, which was undone."""
    return scenes.lay(book, _third_case)


def _third_case(book: CliCasebook) -> str:
    [row] = book.rows(*NEW, "--title", "Torn box", "--customer.name", "Pat Customer")
    case = str(row["id"])
    book.done("handoff", case, "--team", "after-sales", "--reason", "Product fault")
    book.done("set", case, "customer.tier=vip")
    book.done("undo", case, "--reason", "Another customer")
    return case


@pytest.fixture
def three(book: CliCasebook, scenes: Scenes) -> CliCasebook:
    """Two complaints by telephone that Ann has, the first of October, and one by letter that Ben has."""
    scenes.lay(book, _a_letter)
    return book


def _a_letter(book: CliCasebook) -> None:
    book.done(*NEW, "--customer.name", "Kim", "--title", "Torn sleeve", "--channel", "letter", "--owner", "ben")


@pytest.fixture
def shared(book: CliCasebook) -> CliCasebook:
    """Ann's casebook, which is shared by a bare repository in a folder beside it."""
    return share(book)


@pytest.fixture
def other(shared: CliCasebook) -> CliCasebook:
    """Ben's clone of it, whose clock is two minutes ahead."""
    return clone(shared, "other")
