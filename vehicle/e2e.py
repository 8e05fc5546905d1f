"""The counter and the checksum that tell a frame of ours from a foreign one on the same id.

In the manner of AUTOSAR's end-to-end profile 1: CRC-8 SAE J1850 (polynomial 0x1D, start and final
xor 0xFF) over the two low bytes of the id, high first, and every byte of the frame but the
checksum's own; a counter from 0 to 14 that goes up by one with each frame of an id.
"""

from dataclasses import dataclass

from vehicle.dbc import Field

COUNTER_VALUES = 15
COUNTER_BITS = 4
MAX_STEP = 4
"""How far the counter may have gone on: three frames in a row may be lost."""


def _table() -> bytes:
    table = bytearray(256)
    for byte in range(256):
        crc = byte
        for _ in range(8):
            crc = (crc << 1) ^ 0x1D if crc & 0x80 else crc << 1
        table[byte] = crc & 0xFF
    return bytes(table)


_TABLE = _table()


def crc8_j1850(data: bytes) -> int:
    """CRC-8 SAE J1850; of b"123456789" it is 0x4B.

    Ours because every frame needs it: crccheck, which the tests compare it with, takes ten times as long.
    """
    crc = 0xFF
    for byte in data:
        crc = _TABLE[crc ^ byte]
    return crc ^ 0xFF


@dataclass(frozen=True, slots=True)
class Protection:
    """Where a message carries counter and checksum; the checksum is one whole byte."""

    counter: Field
    checksum_byte: int

    def checksum(self, arbitration_id: int, data: bytes) -> int:
        at = self.checksum_byte
        head = bytes(((arbitration_id >> 8) & 0xFF, arbitration_id & 0xFF))
        return crc8_j1850(head + data[:at] + data[at + 1 :])

    def seal(self, arbitration_id: int, payload: int, length: int, counter: int) -> bytes:
        """The frame's bytes: `payload` (bytes read little-endian) with counter and checksum filled in."""
        data = bytearray(self.counter.put(counter % COUNTER_VALUES, payload).to_bytes(length, "little"))
        data[self.checksum_byte] = self.checksum(arbitration_id, bytes(data))
        return bytes(data)

    def is_sealed(self, arbitration_id: int, data: bytes) -> bool:
        return data[self.checksum_byte] == self.checksum(arbitration_id, data)


def follows(counter: int, last: int) -> bool:
    """Whether `counter` can be the next after `last`; a repeated one cannot."""
    return counter < COUNTER_VALUES and 1 <= (counter - last) % COUNTER_VALUES <= MAX_STEP
