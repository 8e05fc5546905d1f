"""Run by test_audio_loop in a process of its own, whose PortAudio knows only the test's sound server.

Says things into the loudspeaker and hears them with the microphone. Prints one JSON object.
"""

import asyncio
import json
import sys
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from pathlib import Path

import numpy as np
from voice_phrases import PHRASES

from voice.listener import Listener
from voice.microphone import Microphone
from voice.sink import DeviceSink
from voice.speaker import Speaker
from voice.utterance import Utterance
from voice.vad import SpeechDetector
from voice.vosk import VoskModel, VoskRecogniser

SAID = "Set the temperature to twenty two degrees."
LONG = "This sentence goes on and on and on and on and would go on still if nobody had stopped it. " * 4


class Cued:
    """A microphone, and a task that begins with its first sound."""

    def __init__(self, microphone: Microphone, begin: Callable[[], Awaitable[object]]) -> None:
        self._microphone = microphone
        self._begin = begin
        self.task: asyncio.Future[object] | None = None

    async def chunks(self) -> AsyncGenerator[bytes, None]:
        async with aclosing(self._microphone.chunks()) as chunks:
            async for chunk in chunks:
                if self.task is None:
                    self.task = asyncio.ensure_future(self._begin())
                yield chunk


async def heard(
    listener: Listener, microphone: Microphone, speaker: Speaker, sink: DeviceSink
) -> dict[str, object]:
    partials = 0
    cued = Cued(microphone, lambda: speaker.say(SAID, sink))
    async with aclosing(listener.listen(cued)) as events:
        async for event in events:
            if isinstance(event, Utterance):
                assert cued.task is not None
                await cued.task
                return {
                    "text": event.text,
                    "bound": event.bound,
                    "partials": partials,
                    "lost_s": microphone.lost_s,
                }
            partials += 1
    return {}


async def interrupted(microphone: Microphone, speaker: Speaker, sink: DeviceSink) -> dict[str, object]:
    """Stops a long reply while it is loud, then waits for half a second of silence."""
    began = time.monotonic()
    talk = asyncio.create_task(speaker.say(LONG, sink))
    quiet = loud = 0
    async with aclosing(microphone.chunks()) as chunks:
        async for chunk in chunks:
            is_loud = int(np.max(np.abs(np.frombuffer(chunk, np.int16).astype(np.int32)))) > 1_000
            loud += is_loud
            if loud == 30:
                sink.stop()
            quiet = 0 if is_loud else quiet + 1
            if loud >= 30 and quiet >= 16:
                break
    said = await talk
    return {"stopped": said.stopped, "seconds": said.seconds, "took_s": time.monotonic() - began}


async def main(vosk_folder: Path, voice_folder: Path) -> None:
    listener = Listener(SpeechDetector(), VoskRecogniser(VoskModel(vosk_folder), PHRASES))
    speaker = Speaker(voice_folder, variation=0.0)
    sink = DeviceSink()
    microphone = Microphone()
    result = await heard(listener, microphone, speaker, sink)
    result["interrupted"] = await interrupted(microphone, speaker, sink)
    result["again"] = (await heard(listener, microphone, speaker, sink)).get("text")
    for part in (sink, listener, speaker):
        part.close()
    sys.stdout.write(json.dumps(result))


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), Path(sys.argv[2])))
