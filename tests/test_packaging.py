"""What is installed: by the lock for those who work on casectl, by the wheel for those who use it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from scripts.declared import declared, oldest

ROOT = Path(__file__).parent.parent
LOCK = (ROOT / "requirements/dev.lock").read_text("utf-8")
SOURCE = (
    "casectl",
    "templates",
    "calendars",
    "docs",
    "pyproject.toml",
    "hatch_build.py",
    ".gitignore",
    "README.md",
    "LICENSE",
)
CATALOGUE = "casectl/locale/zh/LC_MESSAGES/casectl.mo"


def locked() -> Iterator[tuple[str, str, str]]:
    """Name, version and the rest of each package of the lock."""
    yield from re.findall(r"^([a-z0-9-]+)==(\S+)((?:.*\\\n)(?:    --hash.*\n)*)", LOCK, re.MULTILINE)


@pytest.mark.parametrize("requirement", declared())
def test_the_lock_has_what_is_declared(requirement: str) -> None:
    """After a change of pyproject.toml, `make lock` brings it up to date."""
    asked = Requirement(requirement)
    versions = {name: version for name, version, _rest in locked()}
    assert versions[canonicalize_name(asked.name)] in asked.specifier


def test_each_package_of_the_lock_has_hashes_and_none_comes_from_a_named_place() -> None:
    """What is installed next year is what is installed today, from whatever index the machine uses."""
    assert [name for name, _version, rest in locked() if "--hash=sha256:" not in rest] == []
    assert len(list(locked())) == len(re.findall(r"^\S+==", LOCK, re.MULTILINE))
    assert "://" not in LOCK


def test_each_requirement_has_a_lower_bound() -> None:
    """`make test-oldest` installs it."""
    assert [oldest(requirement) for requirement in declared()]
    with pytest.raises(ValueError, match="no lower bound"):
        oldest("click<9")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel and a sdist, made from the source as it is in git."""
    source, made = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("built")
    for name in SOURCE:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copyfile
        copy(ROOT / name, source / name)
    (source / CATALOGUE).unlink()
    subprocess.run((sys.executable, "-m", "hatchling", "build", "-d", str(made)), cwd=source, check=True)
    return made


def test_what_is_built_speaks_chinese(built: Path) -> None:
    """The compiled catalogue is in no commit; each build makes it."""
    [wheel], [sdist] = built.glob("*.whl"), built.glob("*.tar.gz")
    names = {*ZipFile(wheel).namelist()}
    assert {CATALOGUE, "casectl/shipped/guides/zh/clerk.md"} <= names
    for folder in ("man1", "zh_CN/man1"):
        assert any(name.endswith(f".data/data/share/man/{folder}/casectl.1") for name in names)
    with tarfile.open(sdist) as archive:
        assert [name for name in archive.getnames() if name.endswith(CATALOGUE)]
