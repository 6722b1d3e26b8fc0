"""What a page of the reference opens with: commands that show what it is about, as they are typed in a casebook."""

from __future__ import annotations

EXAMPLES = {
    "file-format": ("head -12 cases/*/*/*.yaml", "grep -rh '^next_due:' cases | sort"),
    "commands": ("casectl --help", "casectl new complaint --help"),
    "calendars": ("casectl calendar list", "casectl calendar show office"),
    "checks": ("casectl check", "casectl check --explain C065"),
    "environment": ("CASECTL_LANG=zh casectl list", "casectl config --show-origin"),
    "exit-codes": ("casectl overdue --exit-code || echo 'something is overdue'",),
    "filings": ("casectl filing", "casectl filing ko41a --period 'last year' --check || echo 'not ready to be filed'"),
    "formats": ("casectl list --format csv", "casectl list --json --fields id,owner"),
    "knowledge": ("casectl search refund", "casectl note --help"),
    "letters": ("casectl init --scripts", "casectl reply --help"),
    "mappings": ("casectl import --help",),
    "queries": ("casectl list state:open owner:me", "casectl list 'due<2wd' -team:after-sales"),
    "regulators": ("casectl init --template uk-fca-disp --yes", "casectl template show uk-fca-disp"),
    "settings": ("casectl people list", "casectl team list", "casectl check"),
    "templates": ("casectl template list", "casectl template show complaint"),
    "times": ("casectl when 2wd", "casectl when 8wh --from '2026-11-20 16:00'"),
}
"""The commands by page. Each works as it stands."""


def with_example(name: str, page: str) -> str:
    """The page with its example between the title and the text."""
    title, _line, text = page.partition("\n")
    lines = "\n".join(EXAMPLES.get(name, ()))
    return f"{title}\n\n```sh\n{lines}\n```\n{text}" if lines else page
