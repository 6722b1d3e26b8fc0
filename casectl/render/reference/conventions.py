"""The pages on what holds for every command: exit codes, environment variables."""

from __future__ import annotations

from casectl.core.values.messages import NotFound, Refused, RepositoryError, Unreadable, UsageError, msg
from casectl.render.language import _, translate
from casectl.render.text.markdown_text import paragraphs, pipe_table

EXIT_CODES = (
    ("0", msg("done")),
    ("1", msg("findings: check found problems, overdue --exit-code has overdue items, or import rejected rows")),
    ("2", msg("usage error")),
    ("3", msg("refused by a rule of the template or the casebook")),
    ("4", msg("not found, or ambiguous")),
    ("5", msg("some data could not be read; output is incomplete")),
    ("6", msg("git, disk or lock error; nothing was recorded")),
    ("70", msg("a bug in casectl")),
    ("130", msg("interrupted, or a question whether to record it was answered with no")),
)
"""The exit codes, each with what it means."""

ERROR_CODES = tuple(each.code for each in (UsageError, Refused, NotFound, Unreadable, RepositoryError))
"""What kind of error it was, for a program."""

ENVIRONMENT = (
    ("CASECTL_REPO", msg("the casebook, where -C is not given")),
    ("CASECTL_LANG", msg("the language, en or zh; by default from your own settings, the locale or the casebook")),
    ("CASECTL_FORMAT", msg("the format of lists, where --format is not given")),
    (
        "CASECTL_NOW",
        msg("the time to take as now: 2026-11-21T09:12:33+08:00; only a rehearsal records at such a time"),
    ),
    (
        "CASECTL_EDITOR",
        msg("the editor; by default from your own settings, GIT_EDITOR, git's core.editor, VISUAL or EDITOR"),
    ),
    ("CASECTL_PAGER", msg("the pager for long pages; by default from your own settings, PAGER or less")),
    ("XDG_CONFIG_HOME", msg("the folder of casectl/config.yaml, your own settings; by default ~/.config")),
    (
        "GIT_AUTHOR_NAME, GIT_COMMITTER_EMAIL, GIT_CONFIG_GLOBAL …",
        msg("who is acting and where git's settings are, as for git; settings in GIT_CONFIG_COUNT are ignored"),
    ),
    (
        "PATH",
        msg(
            "a program called casectl-NAME in one of these folders is run as the command casectl NAME; it gets"
            " -C as CASECTL_REPO"
        ),
    ),
    ("NO_COLOR, FORCE_COLOR", msg("no colour, or colour even where stdout is not a terminal")),
)
"""The environment variables, each with what it says."""


def exit_codes() -> str:
    """The page on exit codes."""
    rows = ((code, translate(meaning)) for code, meaning in EXIT_CODES)
    return paragraphs(
        "# " + _("Exit codes"),
        pipe_table((_("Code"), _("Meaning")), rows),
        _(
            "With --format json or jsonl an error is written to standard error as an object, unless standard"
            " error is a terminal. Its keys are schema, kind (error), code, exit_code, message, problems and"
            " hint. The code is one of {codes}. Codes and keys will not change; the message is in English, and"
            " may change."
        ).format(codes=", ".join(ERROR_CODES)),
    )


def environment() -> str:
    """The page on environment variables."""
    return paragraphs(
        "# " + _("Environment variables"),
        pipe_table((_("Variable"), _("Meaning")), ((f"`{name}`", translate(text)) for name, text in ENVIRONMENT)),
    )
