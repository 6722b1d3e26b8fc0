"""Three clones that sync when they like end equal, over every way on which git goes to a server."""

from __future__ import annotations

import gc
import os
import random
from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.across.transports import TRANSPORTS
from tests.cli.casebook import NEW, CliCasebook
from tests.cli.shared import LATER, demand_sound, head, server, share
from tests.conftest import run_git

pytestmark = pytest.mark.slow

ACTIONS = {"folder": 60}
"""How many things are done in all, by the way to the server."""
MOST = int(os.environ.get("SYNC_ACTIONS", "240"))
"""The same over a real server; SYNC_ACTIONS=1500 are 500 by each of three, which takes half an hour or more."""
WAYS = ["folder", *(pytest.param(name, marks=pytest.mark.servers) for name in TRANSPORTS)]


def _clones(book: CliCasebook, url: str) -> list[CliCasebook]:
    """Ann, Ben and Mia, each with a clone and a clock of their own, which are a minute apart."""
    found = []
    for number, (name, address) in enumerate((("Ann Reed", "ann"), ("Ben Okoro", "ben"), ("Mia Lund", "mia"))):
        who = {f"GIT_{role}_{part}": text for role in ("AUTHOR", "COMMITTER")
               for part, text in (("NAME", name), ("EMAIL", f"{address}@example.org"))}  # fmt: skip
        env = {**book.env, **who, "CASECTL_NOW": f"2026-11-21T09:0{number}:00+00:00"}
        folder = book.folder.parent / address
        book.done("clone", url, str(folder), **env)
        found.append(replace(book, folder=folder, env=env))
    return found


def _act(desk: CliCasebook, chance: random.Random, number: int) -> None:
    """Something that a desk does; a rule may be against it."""
    case, other = (chance.choice(desk.cases).stem for _ in range(2))
    desk.run(*chance.choice([
        ["note", case, f"note {number}"],
        ["set", case, f"title=title {number}"],
        ["assign", case, chance.choice(["ann", "ben", "mia"])],
        ["contact", case, "out", f"call {number}", "--channel", "phone"],
        ["followup", "add", case, "+2h", "callback"],
        ["advance", case, "acknowledged", "--reason", "seen"],
        ["escalate", case, "--reason", "she is angry"],
        ["handoff", case, chance.choice(["ann", "ben", "mia"]), "--reason", "yours", "--expects", "a call"],
        ["accept", case],
        ["undo", case, "--reason", "a slip"],
        ["reconcile", case, "--reason", "asked"],
        ["merge", case, other, "--reason", "one parcel"],
        [*NEW, "--title", f"new {number}", "--customer.name", "Kit"],
    ]))  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_three_clones_end_equal(way: str, book: CliCasebook, shim: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With random acts and random syncs; `check`, `verify` and `fsck` find nothing; nothing waits to be recorded."""
    share(book)
    run_git(server(book), "config", "http.receivepack", "true")
    chance = random.Random(way)
    if way == "folder":
        _work(_clones(book, str(server(book))), chance, way)
        return
    known = {"PATH": f"{shim}{os.pathsep}{os.environ['PATH']}"}
    with TRANSPORTS[way](server(book).parent, known) as (url, env):
        for name, value in env.items():
            monkeypatch.setenv(name, value)
        _work(_clones(book, f"{url}/{server(book).name}"), chance, way)


def _work(desks: list[CliCasebook], chance: random.Random, way: str) -> None:
    before = _verified(desks[0])
    for number in range(ACTIONS.get(way, MOST)):
        desk = chance.choice(desks)
        _act(desk, chance, number)
        if chance.random() < 0.2:
            desk.done("sync")
        if number % 50 == 0:  # each command that ran in this process has left a git process
            gc.collect()
    for desk in (*desks, *desks):
        desk.done("sync")
    assert len({head(desk.folder) for desk in desks}) == 1
    for desk in desks:
        demand_sound(desk)
        assert _verified(desk) == before
        run_git(desk.folder, "fsck", "--full", "--strict")
        assert run_git(desk.folder, "status", "--porcelain") == ""


def _verified(desk: CliCasebook) -> str:
    """What `verify` finds; the casebook itself was made with two clocks."""
    return desk.run("verify", CASECTL_NOW=LATER).out
