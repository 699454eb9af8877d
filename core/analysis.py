"""A translated sentence, judged: names put right, doubts found, how sure it is."""

from dataclasses import replace

from core.article import UNKNOWN, Article, Flag, Sentence
from core.checks import check, confidence
from core.checks.doubt import Doubt, at_first_sight, doubts
from core.messages import Message
from core.translation import Missing, Route, Translation
from core.translation.terminology import mend_names


def analyse(
    article: Article,
    sentence: Sentence,
    language: str,
    made: Translation,
    route: Route | Missing | None,
    target: str,
    opinion: Doubt | None = None,
) -> Sentence:
    """Return a sentence of an article with what was made of it, and what is to be doubted in that.

    `language` is the sentence's, `route` how it goes to `target`: where it does not, that is its doubt. `opinion` is
    what the models say of it when asked again, where they were.
    """
    text, flags = made.text, made.doubts
    if isinstance(route, Missing):
        flags = (
            Flag(
                "untranslated",
                Message("no pack for {language}: {problem}", language=language, problem=route.reason.problem),
            ),
        )
    elif language == UNKNOWN:
        flags = (Flag("untranslated", Message("the language could not be told")),)
    elif made.origin in ("model", "glossary"):
        text, _ = mend_names(sentence.source, text, language, article.text, target)
        found = check(sentence.source, text, language, target, score=made.score, truncated=made.truncated)
        if opinion:
            found = (*found, *doubts(opinion))
        known = {flag.kind for flag in found}
        flags = (*found, *(flag for flag in flags if flag.kind not in known))
    sure = None
    if made.score is not None:
        odds = opinion.log_odds if opinion else at_first_sight(made.score, text)
        sure = round(confidence(flags, odds), 2)
    return analysed(sentence, made, text, flags, sure)


def analysed(
    sentence: Sentence, made: Translation, text: str, flags: tuple[Flag, ...], confidence: float | None
) -> Sentence:
    """Return a sentence with what was made of it, as a judgement already known has it."""
    return replace(
        sentence,
        translation=text,
        score=None if made.score is None else round(made.score, 4),
        origin=made.origin,
        flags=flags,
        confidence=confidence,
    )
