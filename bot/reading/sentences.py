"""Text to sentences, each with its offsets, its paragraph and the kind of passage it stands in."""

import re

from bot.model import Context, Field, Sentence
from bot.reading.language import Language

_SENTENCE = re.compile(r"\S.*?(?:[.!?…]+[\"'”’»)\]]*(?=\s|$)|(?=\n|$))")


def split(text: str, field: Field, language: Language) -> tuple[Sentence, ...]:
    """Cut one field of an article into sentences; `text[s.start:s.end] == s.text` holds for each."""
    del language
    context = Context.TITLE if field is Field.TITLE else Context.BODY
    return tuple(
        Sentence(
            field=field,
            index=index,
            paragraph=text.count("\n", 0, match.start()),
            start=match.start(),
            end=match.end(),
            text=match.group(),
            context=context,
        )
        for index, match in enumerate(_SENTENCE.finditer(text))
    )
