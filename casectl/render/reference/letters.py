"""The page of the reference on letters: scripts, what is filled in, and what is checked."""

from __future__ import annotations

from casectl.core.case.kinds.letters import LETTER_KINDS
from casectl.core.letters.case_texts import OWN
from casectl.core.letters.script import PARTS
from casectl.core.template.letter_settings import NEVER
from casectl.render.language import _
from casectl.render.reference.key_tables import key_tables, meaning_table
from casectl.render.text.markdown_text import paragraphs


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(f"“{each}”" for each in words)


def letters() -> str:
    """The page on letters to customers."""
    return paragraphs(
        "# " + _("Letters"),
        _(
            "A script, scripts/<name>.yaml, is a letter as the desk words it. casectl init --scripts copies those"
            " that casectl ships: an acknowledgement, a holding letter, a delay letter and a final response, and"
            " those of regulators with the passages that they demand. casectl reply CASE takes the most specific one"
            " for the case, fills it in and opens it in your editor."
        ),
        *key_tables(PARTS),
        "## " + _("What a letter may be"),
        meaning_table(LETTER_KINDS, _("Kind")),
        "## " + _("What is filled in"),
        _(
            "Placeholders are names in double braces: a field by its dotted name, due.<clock> for the day of an"
            " open deadline, or one of these. A name that begins with ? is a gap for the writer to fill. Text"
            " from the case is filled in as it is: placeholders inside it are not filled in."
        ),
        meaning_table(OWN, _("Name")),
        "## " + _("What is checked"),
        _(
            "A letter is refused, with a list of everything that is wrong with it. These are errors: gaps that"
            " nobody filled, a missing passage of those under requires, a word under forbidden or under never"
            " in casectl.yaml, a sentence from a note, a reason or a handoff that the customer does not know,"
            " and a link to the European platform for online dispute resolution, which closed in July 2025."
        ),
        _("If casectl.yaml has no list under never, these words are refused: {words}.").format(words=_listed(NEVER)),
    )
