"""The window: QML and the read-only state it shows. Knows neither Vosk nor CAN."""
