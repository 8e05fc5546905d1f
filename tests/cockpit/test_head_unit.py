"""Media, navigation and screen: VSS signals without frames, held to the same promises as the car's."""

from conversing import TEMPERATURE, Talking, talk

from cockpit.app import Engines
from cockpit.car import Given
from vehicle.signal import Command, Refusal

MEDIA = "Vehicle.Cabin.Infotainment.Media."


def test_receipts_come_in_the_order_of_the_commands(engines: Engines) -> None:
    async def work(talking: Talking) -> None:
        commands = [
            Command(MEDIA + "Volume", 55),
            Command(TEMPERATURE, 24),
            Command(MEDIA + "Action", "PLAY"),
        ]
        receipts = await talking.car.request(commands)
        assert [receipt.command for receipt in receipts] == commands
        assert [receipt.status for receipt in receipts] == ["done"] * 3
        assert [bool(receipt.frames) for receipt in receipts] == [False, True, False]
        assert [receipt.before.value for receipt in receipts if receipt.before] == [30, 21, "STOP"]
        assert talking.car.value(MEDIA + "Volume") == 55

    talk(engines, work)


def test_what_vss_does_not_allow_is_denied(engines: Engines) -> None:
    async def work(talking: Talking) -> None:
        commands = [Command(MEDIA + "Volume", 101), Command(MEDIA + "Action", "EXPLODE")]
        receipts = await talking.car.request(commands)
        assert [r.refusal for r in receipts] == [Refusal.OUT_OF_RANGE] * 2
        assert talking.car.value(MEDIA + "Volume") == 30

    talk(engines, work)


def test_a_silent_signal_is_never_confirmed(engines: Engines) -> None:
    async def work(talking: Talking) -> None:
        assert talking.car.value(MEDIA + "Volume") is None
        turn = await talking.say("set the volume to 55")
        assert [outcome.status in ("failed", "denied") for outcome in turn.outcomes] == [True]
        assert turn.outcomes[0].signals == {}
        assert "did not answer" in turn.reply

    talk(engines, work, Given(unset=(MEDIA + "Volume",)))


def test_given_values_are_there_from_the_start(engines: Engines) -> None:
    async def work(talking: Talking) -> None:
        assert talking.car.value(MEDIA + "Volume") == 80
        assert (await talking.say("louder")).outcomes[0].signals == {MEDIA + "Volume": 90}

    talk(engines, work, Given({MEDIA + "Volume": 80}))
