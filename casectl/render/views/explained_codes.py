"""The explanations of codes of `check`, for people and programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from casectl.core.checks.explained import EXPLANATIONS, ExplainedCode
from casectl.core.values.messages import Message, msg
from casectl.render.language import _, translate
from casectl.render.text.markdown_text import pipe_table
from casectl.render.view import Column, Row, View
from casectl.render.views.values import translated


def explained_codes(codes: Sequence[ExplainedCode]) -> View:
    """A few lines for each code, or a row."""
    names = "code", "meaning", "cause", "next"
    columns = tuple(Column(name, title) for name, title in zip(names, _heads(), strict=True))
    rows: list[Row] = [
        {
            "code": each.code,
            "meaning": translated(each.meaning),
            "cause": translated(each.explanation.cause),
            "next": translated(each.explanation.way),
        }
        for each in codes
    ]
    return View("explained_codes", columns, rows, page="\n\n".join(map(_paragraph, codes)))


def _paragraph(each: ExplainedCode) -> str:
    return "\n".join(
        translate(line)
        for line in (
            msg("{code}: {meaning}", code=each.code, meaning=each.meaning),
            msg("  For example: {cause}", cause=each.explanation.cause),
            msg("  What to do: {way}", way=each.explanation.way),
        )
    )


def code_table(codes: Mapping[str, Message]) -> str:
    """The part of the reference about these codes: each with its meaning, an example and what to do."""
    return pipe_table(
        _heads(), ((f"`{code}`", translate(meaning), *cause_and_way(code)) for code, meaning in codes.items())
    )


def cause_and_way(code: str) -> tuple[str, str]:
    """An example of what causes a finding, and what to do next."""
    found = EXPLANATIONS[code]
    return translate(found.cause), translate(found.way)


def cause_and_way_heads() -> tuple[str, str]:
    """The titles of these two."""
    return _("For example"), _("What to do")


def _heads() -> tuple[str, ...]:
    return _("Code"), _("Meaning"), *cause_and_way_heads()
