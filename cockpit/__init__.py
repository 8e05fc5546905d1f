"""The assistant, and the only place that knows the voice, the vehicle and the window."""
