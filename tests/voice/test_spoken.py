"""Written text as it is said."""

import pytest

from voice.spoken import sentences, spoken


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Done. It is 22.5 °C now! Anything else?", ["Done.", "It is 22.5 °C now!", "Anything else?"]),
        ("好的。现在22.5度！还要什么？", ["好的。", "现在22.5度！", "还要什么？"]),
        ('He said "Stop." Then he left.', ['He said "Stop."', "Then he left."]),
        ("他说：“停。”然后走了。", ["他说：“停。”", "然后走了。"]),
        ("First line\nSecond line", ["First line", "Second line"]),
        ("No end", ["No end"]),
        ("Wait... what?", ["Wait...", "what?"]),
        ("Version 1.2.3 is here.", ["Version 1.2.3 is here."]),
        ("", []),
        (" ... !", []),
    ],
)
def test_sentences(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("It is 22 °C.", "en", "It is 22 degrees."),
        ("It is 22.5°C inside and −3 °C outside", "en", "It is 22.5 degrees inside and -3 degrees outside"),
        ("1 °C warmer", "en", "1 degree warmer"),
        ("68 °F", "en", "68 degrees Fahrenheit"),
        ("The window is 50 % open", "en", "The window is 50 percent open"),
        ("80 km/h, 230 km, 1 km", "en", "80 kilometres per hour, 230 kilometres, 1 kilometre"),
        ("12 kWh at 11 kW", "en", "12 kilowatt hours at 11 kilowatts"),
        ("16–28 °C", "en", "16 to 28 degrees"),
        ("A/C is on", "en", "air conditioning is on"),
        ("2 h 5 min", "en", "2 hours 5 minutes"),
        ("at 18:30 by 3 models, B2 m", "en", "at 18:30 by 3 models, B2 m"),
        ("现在22.5 °C。", "zh", "现在22.5摄氏度。"),
        ("外面−3°C", "zh", "外面零下3摄氏度"),
        ("车窗开50%，还能开230 km", "zh", "车窗开百分之50，还能开230公里"),
        ("80km/h", "zh", "80公里每小时"),
        ("16–28℃", "zh", "16到28摄氏度"),
        ("22 °C", "fr", "22 °C"),
    ],
)
def test_spoken(text: str, language: str, said: str) -> None:
    assert spoken(text, language) == said
