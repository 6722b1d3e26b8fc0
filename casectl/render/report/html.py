"""A report as one HTML file: it loads nothing, is light or dark as the reader has it, and can be printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from casectl.render.formats import RenderOptions
from casectl.render.language import _, current_language
from casectl.render.report.pictures import Section
from casectl.render.text.terminal import one_line
from casectl.render.writers.documents import html as table_of

_HEAD = """\
<!DOCTYPE html>
<html lang="{language}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>
:root {{ --page: #fff; --ink: #1a1a1a; --soft: #5a5a5a; --grid: #dcdcdc; --head: #f3f3f3;
--c1: #1f5fa8; --c2: #b45309; --c3: #4d7c0f; --alarm: #b91c1c; }}
@media (prefers-color-scheme: dark) {{ :root {{ --page: #16181b; --ink: #e8e8e8; --soft: #a8a8a8; --grid: #3a3d42;
--head: #24272b; --c1: #7cb4f2; --c2: #f0a45c; --c3: #a3cf62; --alarm: #ff8a8a; }} }}
body {{ font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--page); max-width: 60rem;
margin: 0 auto; padding: 1.5rem 1rem; }}
h1 {{ font-size: 1.6rem; margin: 0 0 .5rem; overflow-wrap: anywhere; }}
h2 {{ font-size: 1.2rem; margin: 2.5rem 0 .5rem; }} p {{ margin: .25rem 0; }}
nav ul {{ columns: 16rem; padding-left: 1.2rem; }} a {{ color: var(--c1); }}
.wide {{ overflow-x: auto; margin: .75rem 0; }}
svg {{ display: block; width: 100%; min-width: 36rem; height: auto; font: 13px system-ui, sans-serif;
fill: var(--ink); }}
table {{ border-collapse: collapse; font-size: .875rem; font-variant-numeric: tabular-nums; }}
th, td {{ border-bottom: 1px solid var(--grid); padding: .25rem .6rem; text-align: left; vertical-align: top; }}
td:first-child {{ min-width: 8rem; }} #figures td:nth-child(2) {{ min-width: 9rem; }}
#lanes td, .cases td:nth-child(-n+2) {{ white-space: nowrap; }} #lanes th {{ white-space: normal; }}
.cases td:nth-child(3) {{ min-width: 6rem; }} .cases td:nth-child(5) {{ min-width: 14rem; }}
#lanes td {{ min-width: 0; }}
#definitions td {{ min-width: 7rem; }}
th {{ word-break: keep-all; }}
#warnings td:last-child {{ min-width: 16rem; }}
th {{ background: var(--head); }} [style*="right"] {{ white-space: nowrap; }}
.tick {{ fill: var(--soft); font-size: 12px; }}
.grid {{ stroke: var(--grid); }} .axis {{ stroke: var(--soft); }}
.curve {{ fill: none; stroke-width: 2; }} circle, .bar {{ stroke: none; }}
.curve.c1 {{ stroke: var(--c1); }} .curve.c2 {{ stroke: var(--c2); stroke-dasharray: 7 3; }}
.curve.c3 {{ stroke: var(--c3); stroke-dasharray: 2 3; }}
circle.c1, .bar {{ fill: var(--c1); }} circle.c2 {{ fill: var(--c2); }} circle.c3 {{ fill: var(--c3); }}
.centre {{ fill: none; stroke: var(--soft); }} .limit {{ fill: none; stroke: var(--soft); stroke-dasharray: 4 4; }}
.signal {{ fill: var(--alarm); stroke: var(--page); }}
.lane {{ stroke: var(--c2); stroke-width: 1.5; }} .lane.over {{ stroke: var(--grid); }}
.d-in {{ fill: var(--c2); }} .d-out {{ fill: var(--c1); }} .d-closed {{ fill: var(--c3); }}
.d-chaser, .d-escalated {{ fill: var(--alarm); }} .d-reopened {{ fill: var(--ink); }}
.d-chaser {{ fill-opacity: .2; stroke: var(--alarm); stroke-width: 1.5; }}
@media (max-width: 30rem) {{ body {{ padding: 1rem .75rem; }} th, td {{ padding: .2rem .3rem; font-size: .8rem; }}
td:first-child, #figures td:nth-child(2) {{ min-width: 6rem; }} }}
@media print {{ :root {{ --page: #fff; --ink: #000; --soft: #444; --grid: #bbb; --head: #eee; --c1: #1f5fa8;
--c2: #b45309; --c3: #4d7c0f; --alarm: #b91c1c; }}
body {{ max-width: none; padding: 0; font-size: 10pt; }} nav {{ display: none; }} .wide {{ overflow: visible; }}
svg {{ min-width: 0; max-height: 22cm; break-inside: avoid; }} h2, section > p {{ break-after: avoid; }}
.wide:has(svg) {{ break-inside: avoid; }}
tr {{ break-inside: avoid; }} thead {{ display: table-header-group; }} @page {{ size: A4; margin: 15mm; }} }}
</style></head><body>
"""


def report_html(title: str, sections: Iterable[Section]) -> str:
    """The page; no text in it is markup."""
    found = [*sections]
    parts = [_HEAD.format(language=current_language(), title=_escaped(title)), f"<h1>{_escaped(title)}</h1>\n"]
    links = "".join(f'<li><a href="#{_escaped(each.name)}">{_escaped(each.title)}</a></li>\n' for each in found)
    parts += [f'<nav aria-label="{_escaped(_("Contents"))}"><ul>\n{links}</ul></nav>\n']
    parts += [part for each in found for part in _section(each)]
    return "".join([*parts, "</body></html>\n"])


def _section(section: Section) -> Iterator[str]:
    of_cases = ' class="cases"' if section.table and section.table.columns[0].name == "id" else ""
    yield f'<section id="{_escaped(section.name)}"{of_cases}>\n<h2>{_escaped(section.title)}</h2>\n'
    for line in section.lines:
        yield f"<p>{_escaped(line)}</p>\n"
    if section.picture:
        yield f'<div class="wide">{section.picture()}</div>\n'
    if section.table:
        yield f'<div class="wide">{table_of(section.table.for_people(), RenderOptions())}</div>\n'
    yield "</section>\n"


def _escaped(text: str) -> str:
    return escape(one_line(text))
