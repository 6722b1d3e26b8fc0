"""The page of the reference on knowledge and practice: articles and scenarios, and where they turn up."""

from __future__ import annotations

from casectl.core.practice.scenario import PARTS as SCENARIO_PARTS
from casectl.core.query.articles import PARTS
from casectl.render.language import _
from casectl.render.reference.key_tables import key_tables
from casectl.render.text.markdown_text import paragraphs

_EXAMPLE = """\
```text
---
title: {title}
owner: li.na
verified_until: 2027-06-30
for: {{categories: [refund]}}
---

{text}
```"""


def knowledge() -> str:
    """The page on the desk's knowledge."""
    return paragraphs(
        "# " + _("Knowledge and practice"),
        _(
            "An article, knowledge/<name>.md, answers one question. It has an answer, a responsible person, and the"
            " day up to which it is verified. It begins with a few lines of YAML between two lines ---; below them it"
            " is Markdown, as you like it. Write it with an editor and commit it with git."
        ),
        _EXAMPLE.format(
            title=_("Refund to a card that was cancelled"),
            text=_("The bank passes the money on within ten days. Ask for the last four digits, never for the number."),
        ),
        *key_tables(PARTS),
        "## " + _("Where articles appear"),
        _(
            "casectl search finds words in articles and lists these articles after the cases. casectl similar"
            " CASE offers at most three articles: those that are for the case's template or category, then"
            " those that share words with it. casectl note CASE --cites NAME records in the case which article"
            " was used; casectl search NAME finds these cases."
        ),
        _(
            "casectl check reports an article that it cannot read (B017) and, as advice, one whose last"
            " verified day has passed (B018); casectl today shows it to the person responsible."
        ),
        "## " + _("Scenarios of drills"),
        _(
            "casectl drill NAME plays a scenario that comes with casectl; casectl drill FILE.yaml plays one of"
            " your own. During a drill you can copy the scenario from .casectl/drill.yaml. Each of the five"
            " marks is from 1 to 5, by the share of its checks that are met. The checks are: every message"
            " answered in time and no deadline missed; the fields under record; the words under says and never,"
            " and a boundary; the fields under solution; the case resolved, with every promise kept."
        ),
        *key_tables(SCENARIO_PARTS),
    )
