"""The page of the reference on returns to regulators: how they are filled in, and the language of their packs."""

from __future__ import annotations

from casectl.core.filings.pack import CHECKS, PARTS, VALUES
from casectl.render.language import _
from casectl.render.reference.key_tables import key_tables, meaning_table
from casectl.render.text.markdown_text import paragraphs

_SETTINGS = """\
```yaml
filings:
  ko41a: {{age: age_band, service: department, reportable: counts}}
  tsm: {{homes: 1200}}
  housing-self-assessment:
    "6.2": {{complies: yes, evidence: {evidence}}}
```"""

_PACK = """\
```yaml
filing: mine
title: {title}
source: {source}
verified: {verified}
unknown: {unknown}
sections:
  totals:
    boxes:
      new: {{count: received}}
      late: {{count: closed, late: resolve}}
      share: {{share: [late, new]}}
  product: {{by: product, once: yes}}
checks: [decided]
```"""


def filings() -> str:
    """The page on returns to regulators."""
    return paragraphs(
        "# " + _("Returns to regulators"),
        _(
            "casectl filing NAME fills in a return for a period, as of the end of that period; casectl filing"
            " lists the returns that come with casectl. If your fields have other names, give under filings in"
            " casectl.yaml the field for each section or column; also give there the numbers that a return"
            " needs and the answers to the provisions of a code."
        ),
        _SETTINGS.format(evidence=_("complaints policy, section 7")),
        _(
            "A case whose field reportable is no is left out of every return; the field reportable_reason gives"
            " the reason. A second record of the same complaint does not count. The key maps of a root cause"
            " gives its name in the return."
        ),
        _(
            "--check lists the cases that lack what the return needs, and the sums that do not add up. --filed"
            " DATE compares the return with what was known on that date, when it was filed, and lists the cases"
            " that differ."
        ),
        "## " + _("A return of your own"),
        _(
            "Each return is one file. Copy one that ships or write your own: casectl filing FILE.yaml. It has boxes in"
            " sections, or a row for each case (columns), or answers to the provisions of a code."
        ),
        _PACK.format(
            title=_("Complaints by product"),
            source=_("the circular that asks for it"),
            verified=_("compared with the circular"),
            unknown=_("whether withdrawn complaints count"),
        ),
        *key_tables(PARTS),
        "## " + _("Values of columns"),
        ", ".join(f"`{name}`" for name in VALUES),
        "## " + _("What checks may ask for"),
        meaning_table(CHECKS, _("Check")),
    )
