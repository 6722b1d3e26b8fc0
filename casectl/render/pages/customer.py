"""A case for its customer as a page of a web server: in both languages, and it loads nothing from anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import tzinfo
from html import escape

from casectl.core.history.for_customer import CustomerView
from casectl.core.values.messages import LANGUAGES
from casectl.render.language import _, in_language
from casectl.render.text.terminal import one_line
from casectl.render.views.for_customer import facts_for_customer, steps_for_customer

_NAMES = {"en": "English", "zh": "中文"}

_HEAD = """\
<!DOCTYPE html>
<html lang="{language}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow"><meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>
body {{ font-family: system-ui, sans-serif; line-height: 1.5; max-width: 44rem; margin: 0 auto; padding: 1.5rem;
color: #1a1a1a; background: #fff; }}
h1 {{ font-size: 1.4rem; margin: 0 0 1rem; overflow-wrap: anywhere; }}
h2 {{ font-size: 1.1rem; margin: 1.5rem 0 .5rem; }}
nav {{ text-align: right; }} section + section {{ border-top: 1px solid #bbb; margin-top: 2.5rem; padding-top: 2rem; }}
dl {{ display: grid; grid-template-columns: minmax(7rem, max-content) 1fr; gap: .4rem 1.2rem; margin: 0; }}
dt {{ color: #555; }} dd {{ margin: 0; overflow-wrap: anywhere; }}
ol {{ list-style: none; margin: 0; padding: 0; }} li {{ padding: .4rem 0; border-bottom: 1px solid #e4e4e4; }}
time {{ color: #555; display: inline-block; min-width: 9.5rem; }}
footer {{ color: #555; font-size: .9rem; margin-top: 1.5rem; }}
@media (max-width: 30rem) {{ dl {{ grid-template-columns: 1fr; gap: 0; }} dd {{ margin-bottom: .7rem; }}
time {{ display: block; }} }}
</style></head><body>
"""


def customer_html(report: CustomerView, zone: tzinfo, desk: str, first: str) -> bytes:
    """The page, in the language `first` and below in the other; nothing in it depends on when it was made."""
    languages = sorted(LANGUAGES, key=lambda each: each != first)
    links = " ".join(f'<a href="#{each}" lang="{each}">{_NAMES[each]}</a>' for each in languages)
    title = escape(one_line(f"{report.case_id} · {desk}"))
    parts = [_HEAD.format(language=first, title=title), f"<nav>{links}</nav>\n"]
    for each in languages:
        with in_language(each):
            parts += _section(report, zone, desk, each)
    return "".join([*parts, "</body></html>\n"]).encode()


def _section(report: CustomerView, zone: tzinfo, desk: str, language: str) -> Iterator[str]:
    yield f'<section id="{language}" lang="{language}">\n<h1>{_text(desk)}</h1>\n<dl>\n'
    for name, text in facts_for_customer(report, zone):
        yield f"<dt>{_text(name)}</dt><dd>{_text(text)}</dd>\n"
    yield f"</dl>\n<h2>{_text(_('What has happened so far'))}</h2>\n<ol>\n"
    for at, text in steps_for_customer(report.history, zone):
        yield f"<li><time>{_text(at)}</time> {_text(text)}</li>\n"
    note = _("Times are those of {zone}.").format(zone=str(zone))
    yield f"</ol>\n<footer>{_text(note)}</footer>\n</section>\n"


def _text(text: str) -> str:
    return escape(one_line(text))
