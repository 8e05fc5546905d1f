"""What can be wrong with a car, a bus, a log or a database. Each says what mends it."""


class VehicleError(Exception):
    """`kind` is a stable word for programs, `mend` one sentence that tells what to do."""

    kind = "vehicle"

    def __init__(self, message: str, mend: str = "") -> None:
        super().__init__(message)
        self.mend = mend


class UnknownPath(VehicleError):
    """No signal of VSS 6.0, of our overlay or of the car has this path."""

    kind = "unknown-path"


class BadValue(VehicleError):
    """The value does not fit the signal's type, range or list of names."""

    kind = "bad-value"


class ProfileError(VehicleError):
    """A car's folder, or one of its databases or mappings, is not as it must be."""

    kind = "profile"


class BusError(VehicleError):
    """A bus cannot be opened, read or written."""

    kind = "bus"
