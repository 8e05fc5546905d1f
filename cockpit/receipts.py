"""What came of the commands of one step, by the receipts that the gate gave for them."""

from collections.abc import Iterable, Sequence

from cockpit.plan import Outcome, Remark, Status
from vehicle.signal import Command, Receipt, Refusal, Value


def targets_of(commands: Iterable[Command]) -> dict[str, Value]:
    """The value that each path is to have."""
    return {command.path: command.target for command in commands}


def outcome_of(action: str, receipts: Sequence[Receipt]) -> Outcome:
    """One outcome of all the commands of a step: done only when every one was confirmed."""
    frames = tuple(dict.fromkeys(frame for receipt in receipts for frame in receipt.frames))
    before = {r.command.path: r.before.value for r in receipts if r.before is not None and _moved(r)}
    statuses: tuple[Status, ...] = ("failed", "denied", "pending")
    for status in statuses:
        worst = next((r for r in receipts if r.status == status), None)
        if worst is None:
            continue
        if status == "pending":
            signals = targets_of([r.command for r in receipts])
            return Outcome(action, "pending", Remark("pending"), signals, frames, before=before)
        key = "not_taken" if worst.refusal is Refusal.OUT_OF_RANGE else str(worst.refusal).replace("-", "_")
        reason = Remark(key, {"detail": worst.detail})
        targets = targets_of([r.command for r in receipts if r.status == status])
        ended: Status = "failed" if frames else status
        confirmed = _read_back([r for r in receipts if r.status == "done"])
        return Outcome(
            action, ended, reason, frames=frames, before=before, targets=targets, confirmed=confirmed
        )
    stood = all(receipt.before is not None and not _moved(receipt) for receipt in receipts)
    return Outcome(action, "done", signals=_read_back(receipts), frames=frames, before=before, stood=stood)


def _read_back(receipts: Iterable[Receipt]) -> dict[str, Value]:
    return {r.command.path: r.reading.value for r in receipts if r.reading is not None}


def _moved(receipt: Receipt) -> bool:
    """Whether there is something to put back: it reads another value than before, or is on its way to one."""
    before, now = receipt.before, receipt.reading
    return receipt.status == "pending" or (
        before is not None and now is not None and now.value != before.value
    )
