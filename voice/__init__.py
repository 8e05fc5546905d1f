"""Sound in, text out; text in, sound out. Knows nothing of cars."""

import os

# ONNX Runtime, which Piper runs on, would write a device's id into the user's cache folder when it is
# imported, and send reports of use to its maker. Nothing leaves this machine unasked.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
