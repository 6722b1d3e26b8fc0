"""What is built and never committed: the compiled catalogues. Every build runs it, an editable one too.

``python hatch_build.py`` compiles them in place.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent


def compiled(catalogue: Path) -> Path:
    """Compile ``casectl.po`` into the ``casectl.mo`` beside it, which is returned; a reader has the old or the new."""
    made = catalogue.with_suffix(".mo")
    with NamedTemporaryFile(dir=made.parent, delete=False) as draft:
        write_mo(draft, read_po(BytesIO(catalogue.read_bytes())))
    Path(draft.name).chmod(0o644)
    return Path(draft.name).replace(made)


def compile_all() -> list[Path]:
    """Compile the catalogue of each language."""
    return [compiled(each) for each in sorted(ROOT.glob("casectl/locale/*/LC_MESSAGES/casectl.po"))]


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """hatch's own name for a project's build hook."""

    def initialize(self, _version: str, build_data: dict[str, Any]) -> None:
        """Compile, and have git's ignored files packed."""
        build_data["artifacts"] += [made.relative_to(ROOT).as_posix() for made in compile_all()]


if __name__ == "__main__":
    compile_all()
