"""What pyproject.toml declares, as a requirements file: ``python scripts/declared.py [--oldest]``.

All of it: what casectl needs, its extras, and the group `dev`. With ``--oldest`` each package is held to the lower
bound of its range, so that the bounds can be tested and cannot drift from what is declared.
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

PROJECT = Path(__file__).parent.parent / "pyproject.toml"


def declared() -> list[str]:
    """Every requirement of pyproject.toml, as it is written there."""
    with PROJECT.open("rb") as file:
        read = tomllib.load(file)
    extras = (each for extra in read["project"]["optional-dependencies"].values() for each in extra)
    return sorted({*read["project"]["dependencies"], *extras, *read["dependency-groups"]["dev"]})


def oldest(requirement: str) -> str:
    """A requirement held to its lower bound: ``a[b]>=1.2,<2`` becomes ``a[b]==1.2``. Raises ValueError without one."""
    found = re.fullmatch(r"([\w.\[\]-]+)>=([\w.]+)(,<[\w.]+)?", requirement)
    if found is None:
        raise ValueError(f"{requirement} has no lower bound")
    return f"{found[1]}=={found[2]}"


if __name__ == "__main__":
    print("\n".join(map(oldest, declared()) if "--oldest" in sys.argv else declared()))
