"""About the talk itself."""

from cockpit.actions.action import Dialogue

ACTIONS = (
    Dialogue("dialogue.undo"),
    Dialogue("dialogue.help"),
    Dialogue("dialogue.yes"),
    Dialogue("dialogue.no"),
    Dialogue("dialogue.repeat"),
    Dialogue("dialogue.stop"),
    Dialogue("dialogue.what_happened"),
    Dialogue("dialogue.why_not"),
    Dialogue("dialogue.time"),
    Dialogue("dialogue.date"),
    Dialogue("dialogue.name"),
)
