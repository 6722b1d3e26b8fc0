"""What is in examples/ works with the casectl it comes with."""

from __future__ import annotations

import shutil
from pathlib import Path

from casectl.cli.main import run
from tests.cli.transcript import NOW, SOURCE, in_folder


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
