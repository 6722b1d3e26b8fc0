"""The pages on what holds for every command: exit codes, environment variables."""

from __future__ import annotations

from casectl.render.language import _
from casectl.render.markdown_text import paragraphs, pipe_table


def exit_codes() -> str:
    """The page on exit codes."""
    rows = (
        ("0", _("done")),
        ("1", _("findings: check found faults, overdue --exit-code lists something, import rejected rows")),
        ("2", _("usage error")),
        ("3", _("refused by a rule of the template or the casebook")),
        ("4", _("not found, or ambiguous")),
        ("5", _("some data could not be read; output is incomplete")),
        ("6", _("git, disk or lock error; nothing was recorded")),
        ("70", _("a bug in casectl")),
        ("130", _("interrupted")),
    )
    return paragraphs("# " + _("Exit codes"), pipe_table((_("Code"), _("Meaning")), rows))


def environment() -> str:
    """The page on environment variables."""
    rows = (
        ("CASECTL_REPO", _("the casebook, where -C is not given")),
        ("CASECTL_LANG", _("the language, en or zh; by default from your own settings, the locale or the casebook")),
        ("CASECTL_FORMAT", _("the format of lists, where --format is not given")),
        (
            "CASECTL_NOW",
            _("the present instant: 2026-11-21T09:12:33+08:00; only a rehearsal records at such a time"),
        ),
        (
            "CASECTL_EDITOR",
            _("the editor; by default from your own settings, GIT_EDITOR, git's core.editor, VISUAL or EDITOR"),
        ),
        ("CASECTL_PAGER", _("the pager for long pages; by default from your own settings, PAGER or less")),
        ("XDG_CONFIG_HOME", _("the folder of casectl/config.yaml, your own settings; by default ~/.config")),
        ("NO_COLOR, FORCE_COLOR", _("no colour, or colour also where stdout is not a terminal")),
    )
    return paragraphs(
        "# " + _("Environment variables"),
        pipe_table((_("Variable"), _("Meaning")), ((f"`{name}`", text) for name, text in rows)),
    )
