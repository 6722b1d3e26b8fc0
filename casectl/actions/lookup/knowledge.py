"""The articles of the work tree's ``knowledge/``: texts to work with, and no rules."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from casectl.actions.context import Cases, Reading
from casectl.core.query.articles import CODE, ENDING, FOLDER, STALE, Article, divided, read_article
from casectl.core.query.excerpt import Excerpt
from casectl.core.query.similarity import similarity, tokens
from casectl.core.values.messages import Finding, Message, Unreadable, msg, unreadable
from casectl.core.values.naming import one_meant
from casectl.core.values.tree import Position
from casectl.core.values.value_class import value_class

_OFFERED = 3


@value_class
class ArticleFile:
    """A file in ``knowledge/``: its path, the article in it (None: it cannot be read), and what is wrong with it."""

    path: str
    article: Article | None
    findings: Sequence[Finding] = ()


def article_files(context: Cases) -> Iterator[ArticleFile]:
    """The files in ``knowledge/``, by path."""
    for path in context.store.paths(FOLDER, ENDING):
        try:
            yield _file(context, path)
        except Unreadable as error:
            yield ArticleFile(path, None, [unreadable(path, error)])


def _file(context: Cases, path: str) -> ArticleFile:
    parts = divided(context.store.read(path) or b"")
    if parts is None:
        what = msg("an article begins with a line ---, then title, owner and verified_until, and another line ---")
        return ArticleFile(path, None, [Finding(Position(path, 1, 1), CODE, what)])
    top, text = parts
    name = path.removeprefix(f"{FOLDER}/").removesuffix(ENDING)
    plain = context.documents.read_plain(path, top.lstrip(b"\n"))
    if plain and not (found := read_article(plain, name, text))[1]:
        return ArticleFile(path, *found)
    return ArticleFile(path, *read_article(context.documents.read(path, top), name, text))  # with the places of faults


def articles(context: Cases) -> list[Article]:
    """The articles that can be read."""
    return [each.article for each in article_files(context) if each.article]


def article_findings(context: Cases, people: Collection[str]) -> Iterator[Finding]:
    """What is wrong with the articles: in their files, and owners who are not among `people`."""
    for file in article_files(context):
        yield from file.findings
        if file.article and file.article.owner and file.article.owner not in people:
            what = msg("there is no person {name} in casectl.yaml", name=file.article.owner)
            yield Finding(Position(file.path), CODE, what)


def stale_findings(context: Reading) -> Iterator[Finding]:
    """Advice on articles that were not verified in time."""
    for each in articles(context):
        if each.is_stale(_today(context)):
            yield Finding(Position(each.path), STALE, to_verify(each))


def stale_of(context: Reading, owner: str) -> list[Article]:
    """The articles of a person ("": of everybody) that were not verified in time."""
    today = _today(context)
    return [each for each in articles(context) if each.is_stale(today) and owner in ("", each.owner)]


def _today(context: Reading) -> date:
    return context.now.astimezone(context.zone).date()


def to_verify(article: Article) -> Message:
    """That an article is to be verified, by whom, and how that is said."""
    return msg("{title} was verified until {day}; ask {owner} to review it, correct it and update verified_until",
               title=article.title, day=str(article.verified_until), owner=article.owner)  # fmt: skip


def offered(
    context: Cases, case: Excerpt, words: Collection[str], worth: Mapping[str, float], least: float
) -> list[Article]:
    """The articles that may help with a case, whose `words` weigh what `worth` says, the most likely first.

    Those that name its template or category come before those that are like it in words, at `least` so much.
    """
    found = [
        (each.is_for(case), similarity(words, tokens(f"{each.title}\n{each.text}"), worth), each)
        for each in articles(context)
    ]
    found = [each for each in found if each[0] or each[1] >= least]
    found.sort(key=lambda each: (not each[0], -each[1], each[2].name))
    return [article for _, _, article in found[:_OFFERED]]


def cited(context: Cases, typed: Sequence[str]) -> list[str]:
    """The names of the articles that were named by name, file or title. Raises NotFound for one that there is not."""
    known = [(each.name, (each.title, each.path)) for each in articles(context)] if typed else []
    how = msg("an article is a file {folder}/NAME.md: casectl help knowledge", folder=FOLDER)
    unknown = [msg("there is no article {word} in knowledge/", word=each) for each in typed]
    found = (one_meant(word, known, what, how) for word, what in zip(typed, unknown, strict=True))
    return list(dict.fromkeys(found))
