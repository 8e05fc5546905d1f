"""What "it" stands for, in its place: "The reading light in the back is on. Could you turn it off?" """

from collections.abc import Sequence

from cockpit.understand.sentence.reader import Reader
from cockpit.understand.words.tag import Span

_IT = ("it", "them", "those", "these")
THEIR = ("her", "his", "their")
_OWN = ("my", "our", "the")
_HERE = ("i", "me", "own", "her", "hers", "guest")
"""Who speaks, or whose place nobody knows."""
_LEAVES = ("i", "we", "he", "she", "they", "have", "has", "'ve", "just", "kids")
_FOR = (("for",), ("to",))
""" "Turn the heating on for them": who, and no thing."""
_IS = ("'s", "is", "are", "'re", "'ll", "will")


def in_its_place(said: Reader, told: Reader) -> tuple[str, ...] | None:
    """An English sentence with what the one before it names, and where that is, for its "it"; or with the
    place of who is told of, for "her sunshade". None where that is not one thing, or at no place.
    """
    if not said.cuts or not told.cuts:
        return None
    tokens, before, spans = said.tokens, told.tokens, told.cuts[0]
    things = [span for span in spans if span.may_be("thing")]
    places = [span for span in spans if _is_place(span) and not _is_gone(before, span.start)]
    places = (
        [] if any(map(_is_place, said.cuts[0])) else places
    )  # "… of my passenger. Set it to 1 for both of us."
    where = [word for span in places for word in before[span.start : span.end]]
    its = [place for place, token in enumerate(tokens) if token in (*_IT, *THEIR)]
    if len(its) != 1:
        return None
    at = its[0]
    if tokens[at - 1] == "for" and at:
        return None  # "the seat heating for them": who is told of, no thing
    if tokens[at] in THEIR:
        things = []
    if len(things) != (tokens[at] in _IT) or not (things or where):
        return None
    behind = tokens[at + 1 :]
    if (behind[:1] and behind[0] in _IS) or tokens[at - 1 : at] in _FOR:
        return None
    name: tuple[str, ...] = ("the",)
    if things:
        start, end = things[0].start, things[0].end
        name = (before[start - 1] if start and before[start - 1] in _OWN else "the", *before[start:end])
    return (*tokens[:at], *name, *_up_to_end(behind, where))


def _is_place(span: Span) -> bool:
    places = [tag.value for tag in span.tags if tag.kind == "zone"]
    return bool(places) and not span.may_be("thing") and not any(value in _HERE for value in places)


def _is_gone(before: Sequence[str], start: int) -> bool:
    """ "I left the reading light on": no side."""
    return start > 0 and before[start] == "left" and before[start - 1] in _LEAVES


def _up_to_end(tokens: Sequence[str], where: Sequence[str]) -> tuple[str, ...]:
    """With the place behind the words, before what closes them."""
    end = next((place for place, token in enumerate(tokens) if token in (",", "?", "please")), len(tokens))
    return (*tokens[:end], *where, *tokens[end:])
