"""What can be wrong with a car, a bus, a log or a database. Each says what mends it."""


class VehicleError(Exception):
    """`kind` is a stable word for programs, `mend` one sentence that tells what to do."""

    kind = "vehicle"

    def __init__(self, message: str, mend: str = "") -> None:
        super().__init__(message)
        self.mend = mend
