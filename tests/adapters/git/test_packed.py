"""A commit is read out of a pack as git would say it, and of a pack that is not as it should be nothing is said."""

from __future__ import annotations

import zlib
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest

from casectl.adapters.git.packed import packed_commit
from tests.conftest import GitRunner


@pytest.fixture(params=["sha1", "sha256"])
def packed(request: pytest.FixtureRequest, tmp_path: Path, git: GitRunner) -> tuple[Path, list[str]]:
    """A repository with two packs, and its commits."""
    repo = tmp_path / "packed"
    git(tmp_path, "init", "--quiet", f"--object-format={request.param}", "packed")
    for turn in range(2):
        for number in range(8):
            git(repo, "commit", "--quiet", "--allow-empty", "-m", f"number {turn} {number}\n\n{'x' * 300 * number}")
        git(repo, "-c", "pack.window=0", "repack", "--quiet", "-d")
    return repo, git(repo, "rev-list", "HEAD").split()


def test_each_commit_is_what_git_says(packed: tuple[Path, list[str]], git: GitRunner) -> None:
    """In whichever pack; another object, and one that is nowhere, is none."""
    repo, commits = packed
    packs = repo / ".git/objects/pack"
    assert len([*packs.glob("*.idx")]) == 2
    for each in commits:
        assert packed_commit(packs, each).decode() == git(repo, "cat-file", "commit", each)
    tree = git(repo, "rev-parse", "HEAD^{tree}").strip()
    assert packed_commit(packs, tree) == b""
    assert packed_commit(packs, "0" * len(tree)) == packed_commit(packs, "f" * len(tree)) == b""


def test_a_damaged_index_or_pack_ends_in_nothing_or_an_error(packed: tuple[Path, list[str]], git: GitRunner) -> None:
    """Never in a crash, however many bytes are other ones; a link is not followed."""
    repo, commits = packed
    packs, chance = repo / ".git/objects/pack", Random(7)
    for file in [*packs.glob("*.idx"), *packs.glob("*.pack")]:
        whole = file.read_bytes()
        file.chmod(0o600)
        for _ in range(60):
            data = bytearray(whole[: chance.choice((len(whole), chance.randrange(len(whole))))])
            for _ in range(chance.choice((0, 1, 40)) if data else 0):
                data[chance.randrange(min(len(data), 1200))] = chance.choice((0, 127, 255, chance.randrange(256)))
            file.write_bytes(data)
            with suppress(OSError, zlib.error):
                packed_commit(packs, chance.choice(commits))
        file.write_bytes(whole)
    [index, *_] = packs.glob("*.idx")
    index.rename(repo / "elsewhere")
    index.symlink_to(repo / "elsewhere")
    with pytest.raises(OSError, match=index.name):
        packed_commit(packs, "0" * len(commits[0]))
