"""R21: whoever alters one thing in a casebook, by hand, is found: before it is committed and after, the event named."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from random import Random

from tests.scorecard.alterations import ALTERATIONS, CLERK, Scene
from tests.scorecard.figure import Score
from tests.scorecard.ground import Ground, git
from tests.scorecard.honest import Honest, Job, jobs
from tests.scorecard.two_at_a_time import two_at_a_time

EACH = 10
"""Alterations of one history, each of a copy."""
LEAST = 0.99
"""The share that has to be found."""


def measure(ground: Ground) -> Score:
    """Some alterations of each of some honest histories, two histories at a time."""
    histories = jobs(ground, ground.size(2000, 200) // EACH)
    tried, missed = 0, Counter[str]()
    for done, kinds in two_at_a_time(_job, histories):
        tried, missed = tried + done, missed + Counter(kinds)
    lost = missed.total()
    said = f" ({'; '.join(f'{kind}: {count}' for kind, count in missed.most_common(5))})" if lost else ""
    return Score(f"{tried - lost} of {tried} found with the event named{said}", int(lost > tried * (1 - LEAST)))


def control(ground: Ground) -> Score:
    """What `git fsck` finds of the same."""
    life = Honest(ground, 0).live()
    scenes = ((kind, _scene(life, kind)) for kind in ALTERATIONS)
    lost = [kind for kind, scene in scenes if ALTERATIONS[kind](scene) and _fsck(scene)]
    return Score(f"git fsck finds nothing after {len(lost)}", len(lost))


def _job(job: Job) -> tuple[int, list[str]]:
    found = altered(*job, EACH)
    shutil.rmtree(job[0].folder)
    return found


def altered(ground: Ground, number: int, each: int) -> tuple[int, list[str]]:
    """How many alterations of a history were tried, `each` at most, and the kinds that were not found."""
    life = Honest(ground, number).live()
    kinds = Random(f"{ground.seed} altered {number}").choices(sorted(ALTERATIONS), k=3 * each)
    tried, lost = 0, list[str]()
    for place, kind in enumerate(kinds):
        scene = _scene(life, kind, place)
        if tried < each and (pattern := ALTERATIONS[kind](scene)):
            tried += 1
            lost += [] if _is_found(life, scene, pattern) else [kind]
        shutil.rmtree(scene.folder)
    return tried, lost


def _scene(life: Honest, kind: str, number: int = 0) -> Scene:
    """A copy of what honest people left, at a place of its own: what was seen of a casebook is kept by its place."""
    folder = life.folder.with_name(f"altered-{number}-{kind.replace(' ', '-')}")
    shutil.copytree(life.folder, folder, symlinks=True)
    return Scene(folder, life.desk.chance, life.desk.now.isoformat(timespec="seconds"))


def _is_found(life: Honest, scene: Scene, pattern: str) -> bool:
    """Whether a line of what is found names it, before it is committed and after.

    Of rules that are not committed, which count for nothing yet, it is a line of advice.
    """
    desk, there = life.desk, life.folder
    base, desk.person = desk.head(), CLERK
    desk.folder = life.folder = scene.folder
    try:
        before = life.run("--lang", "en", "check")
        life.git("add", "--all")
        life.git("commit", "--quiet", "--no-verify", "-m", "By hand")  # a hook of ours may have been installed
        asked = life.desk.chance.choice((["check", "--base", base], ["verify"]))
        after = life.run("--lang", "en", *asked)
    finally:
        desk.folder = life.folder = there
    rules = before.code == 0 and re.search(rf"{pattern}.* B007 ", before.err)
    is_named = rules or (before.code == 1 and re.search(pattern, before.out))
    return bool(is_named and after.code == 1 and re.search(pattern, after.out))


def _fsck(scene: Scene) -> bool:
    return git(scene.folder, "fsck", "--full", "--strict").code == 0
