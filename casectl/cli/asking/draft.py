"""What a person types into an editor: never lost."""

from __future__ import annotations

import shlex
import subprocess
from pathlib import Path
from types import TracebackType

from casectl.cli.options import prompt_allowed
from casectl.cli.personal import editor_sources, first_of
from casectl.core.values.messages import CasectlError, Message, Refused, UsageError, Value, msg, reason_of


class EditorDraft:
    """A text in the person's editor, as a context: whatever fails inside names the file; if nothing does, it goes.

    `instead` says how to do without an editor; git's settings in `folder` may name one.
    """

    def __init__(self, name: str, instead: Message, folder: Path) -> None:
        self._name = name
        self._folder = folder
        self._instead = instead
        self._file: Path | None = None

    def __enter__(self) -> EditorDraft:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file and isinstance(error, CasectlError):
            error.problems = (*error.problems, msg("your text is kept in {file}", file=str(self._file)))
        elif self._file and error is None:
            self._drop()

    def edit(self, content: bytes) -> bytes:
        """`content` as the person's editor leaves it, in its old form (`in_form_of`) where that is not what was edited.

        Raises UsageError off a terminal or if the editor cannot be started, Refused if it fails.
        """
        _origin, editor = first_of(editor_sources(self._folder))
        if not editor and not prompt_allowed():
            raise UsageError(msg("there is no terminal to edit on"), hint=self._instead)
        import tempfile  # few commands edit, and all that may would wait for it

        from casectl.core.case.text_form import in_form_of

        self._file = Path(tempfile.mkdtemp(prefix="casectl-")) / self._name
        self._file.write_bytes(content)
        status = self._run(editor or "vi", self._file)
        edited = in_form_of(content, self._file.read_bytes())
        if edited == content:
            self._drop()
        if status:
            raise Refused(msg("the editor ended with {status}; nothing was recorded", status=status))
        return edited

    def _run(self, editor: str, file: Path) -> int:
        try:
            return subprocess.run([*shlex.split(editor), str(file)], check=False).returncode
        except (OSError, ValueError) as error:
            self._drop()
            raise UsageError(
                msg("the editor {editor} cannot be started: {why}", editor=editor, why=_why(error)),
                hint=msg("set EDITOR to another editor"),
            ) from None

    def _drop(self) -> None:
        if self._file:
            self._file.unlink(missing_ok=True)
            self._file.parent.rmdir()
            self._file = None


def _why(error: OSError | ValueError) -> Value:

    return reason_of(error) if isinstance(error, OSError) else str(error)
