"""Where a CI job has the casebook, and what the change touches that it looks at; the page of a job's summary."""

from __future__ import annotations

import os
from pathlib import Path

from casectl.core.values.messages import CasectlError, RepositoryError, msg
from casectl.core.values.tree import Source
from casectl.core.values.value_class import replace
from casectl.render.annotation import Annotation
from casectl.render.formats import ANNOTATING_FORMATS
from casectl.render.view import View
from casectl.workspace import Workspace

_TOPS = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")
"""What GitHub and GitLab call the folder that paths of annotations begin at."""
_SUMMARY = "GITHUB_STEP_SUMMARY"


def in_checkout(view: View, context: Workspace, format: str) -> View:
    """The view; in a format that annotates files, their paths begin where CI expects, and those changed come first."""
    if format not in ANNOTATING_FORMATS or view.annotated is None:
        return view
    places = _Places(context)
    changed = context.changes.last_changed()
    here = replace(view.annotated, folder=_folder(context.root), changed=changed, place=places.placed)
    return replace(view, annotated=here)


class _Places:
    """The lines of what annotations are about, in the files as they are checked out."""

    def __init__(self, context: Workspace) -> None:
        self._context = context
        self._sources = dict[str, Source | None]()

    def placed(self, each: Annotation) -> Annotation:
        """It at its line; as it is, if its file is not here or cannot be read."""
        if each.path not in self._sources:
            self._sources[each.path] = self._read(each.path)
        source = self._sources[each.path]
        place = source.named_place(*each.within) if source else None
        return replace(each, line=place.line, column=place.column) if place else each

    def _read(self, path: str) -> Source | None:
        try:
            data = self._context.store.read(path)
            return None if data is None else self._context.documents.read(path, data)
        except CasectlError:
            return None


def _folder(root: Path) -> str:
    """Where the casebook is below the top of the job's checkout, "" if it is the top or there is no job."""
    for top in (Path(name).resolve() for each in _TOPS if (name := os.environ.get(each))):
        if root.resolve().is_relative_to(top):
            inside = root.resolve().relative_to(top).as_posix()
            return "" if inside == "." else inside
    return ""


def add_summary(view: View) -> None:
    """Add what was found to the page of the job's summary, in a job of GitHub Actions.

    Raises RepositoryError if its file cannot be written.
    """
    if not (name := os.environ.get(_SUMMARY)):
        return
    from casectl.render.writers.github import SUMMARY_BYTES, summary

    file = Path(name)
    try:
        there = file.stat().st_size if file.exists() else 0
        with file.open("a", encoding="utf-8") as page:
            page.write(summary(view, SUMMARY_BYTES - there))
    except OSError as error:
        raise RepositoryError(
            msg("cannot write the job's summary {file}: {why}", file=name, why=error.strerror or str(error)),
            hint=msg("unset {name} to skip the summary", name=_SUMMARY),
        ) from None
