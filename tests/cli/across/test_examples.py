"""What is in examples/ works with the casectl it comes with, and so does what each command's help opens with."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import click
import pytest

from casectl.cli.main import root_command, run
from casectl.render.language import _, in_language
from tests.cli.across.test_promises import LEAVES
from tests.cli.transcript import NOW, SOURCE, Replay, in_folder


def test_the_demos_mapping_takes_the_whole_sample(books: dict[str, Path], tmp_path: Path) -> None:
    """Every row becomes a case, none is rejected, and nothing is found at fault afterwards."""
    folder = shutil.copytree(books["en"], tmp_path / "book", symlinks=True)
    ann = {f"GIT_{role}_EMAIL": "ann@example.org" for role in ("AUTHOR", "COMMITTER")}
    examples = SOURCE / "examples"
    words = ["import", str(examples / "cfpb-sample.csv"), "--map", str(examples / "cfpb-intake.yaml")]
    with in_folder(folder, {**ann, "CASECTL_NOW": NOW}) as (_out, err):
        assert run(words) == 0, err.getvalue()
        assert run(["check"]) == 0, err.getvalue()
    assert len(list(folder.glob("cases/*/*/*.yaml"))) == 295


LINES = [(name, line) for name, command in LEAVES.items() for line in getattr(command, "examples", ())]


@pytest.mark.parametrize(("name", "line"), LINES, ids=lambda each: str(each)[:60])
def test_an_example_of_a_help_is_understood(books: dict[str, Path], name: str, line: str) -> None:
    """Every command, option and choice in it is there, with what belongs to it. Nothing is run."""
    typed = re.sub(r"\)\"$|\$\(.*?\)| +[|<>].*| …$", "", line[line.index("casectl ") :])
    words = shlex.split(typed.replace("%L", "7"))  # which git fills in
    assert words[: 1 + len(name.split())] == ["casectl", *name.split()]
    with in_folder(books["en"], {}), root_command().make_context("casectl", words[1:]) as ctx:
        while isinstance(ctx.command, click.Group):
            given = [*ctx._protected_args, *ctx.args]
            word, command, rest = ctx.command.resolve_command(ctx, given)
            assert command is not None
            ctx = command.make_context(word, rest, parent=ctx)


OPEN = (
    "casectl new complaint --title Torn --channel phone --customer.name Lee --customer.contact 0100 --problem Torn"
    " --request Another --reference none --history none --format ids"
)


@pytest.mark.parametrize("name", ["new", "list", "retype", "show", "note", "contact", "overdue", "audit"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_first_example_of_a_help_works_as_it_stands(
    books: dict[str, Path], tmp_path: Path, shim: Path, language: str, name: str
) -> None:
    """In a casebook with a case, whose number is put in place of that of the example. Examples that name a colleague,
    as that of handoff does, need the colleague.
    """
    folder = tmp_path / "book"
    folder.mkdir()
    desk = Replay(folder, books, shim)
    desk.direct("book", language)
    status, opened, err = desk.answer(OPEN)
    assert status == 0, err.decode()
    with in_language(language):
        line = next(_(each) for of, each in LINES if of == name and each.startswith(f"casectl {name} "))
    status, _out, err = desk.answer(line.replace("7QK3X", opened.decode().strip()))
    assert status == 0, (line, err.decode())
