"""How much one sentence may cost. Nobody waits for a riddle: what takes more is no command."""


class TooMuch(Exception):
    """The sentence can be read in too many ways."""


class Effort:
    """Counts the words looked at, over all the ways that one sentence is read; a microsecond or two each.

    Ordinary sentences take some hundred, the longest of several commands some thousand.
    """

    LIMIT = 12_000

    def __init__(self) -> None:
        self.spent = 0

    def spend(self, words: int) -> None:
        """Raises TooMuch beyond the limit."""
        self.spent += words
        if self.spent > self.LIMIT:
            raise TooMuch
