"""What can be wrong with the display. Each says what mends it."""


class UiError(Exception):
    """`kind` is a stable word for programs, `mend` one sentence that tells what to do."""

    kind = "window"

    def __init__(self, message: str, mend: str = "") -> None:
        super().__init__(message)
        self.mend = mend


class NoDisplay(UiError):
    kind = "no-display"
