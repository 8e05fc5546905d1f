"""What is said in the measurements, and a home of 2,000 names. Ours, written for this."""

from itertools import product
from random import Random

from cockpit.links.hub import Device
from cockpit.understand.home.household import HomeNames
from cockpit.understand.sentence.reader import MAX_TOKENS
from cockpit.understand.words.lexicon import Lexicon
from cockpit.understand.words.tokens import join, tokenise

ENGLISH = (
    "set the temperature to 22 degrees",
    "set the temperature to 22 degrees and open my window halfway",
    "turn on the seat heating and close all the windows",
    "open the front windows and close the back ones",
    "make it a bit warmer on my side and turn the fan up",
    "turn on the front defroster, lock the doors and turn off the dome light",
    "set the temperature to 19.5 degrees and the fan to 60 percent and close the sunroof",
    "how far can i drive",
    "what is the tire pressure and how warm is it outside",
    "turn the volume down a lot",
    "open the trunk",
    "heat the passenger seat to level two and open the passenger window a third",
    "turn on the ambient light and set it to blue",
    "lock all doors, close all windows and turn off the low beam",
    "undo that",
    "what can i say",
    "turn on the red kitchen lamp 7 and turn off the green study fan 3",
    "set the temperature to 70 and turn on the blue attic light 4",
    "turn off the yellow garage heater 9",
    "switch on the small bedroom lamp 2, open my window and set the volume to 40",
    "tell me a story about a bridge in the fog",
    "please could you be so kind to turn the air conditioning on and then fold the mirrors",
    "turn on the rear defroster and the hazard lights",
    "close the driver window halfway and set the temperature in the back to 20 degrees",
)
CHINESE = (
    "把温度调到22度",
    "把温度调到22度，然后把我的车窗打开一半",
    "打开座椅加热，关上所有车窗",
    "打开前面的车窗，关上后面的车窗",
    "我这边热一点，风量调大一点",
    "打开前挡除雾，锁上车门，关掉顶灯",
    "把温度调到十九度半，风量调到百分之六十，关上天窗",
    "还能开多远",
    "胎压多少，外面多少度",
    "音量调小一点",
    "打开后备箱",
    "副驾座椅加热调到二挡，副驾车窗打开三分之一",
    "打开氛围灯，调成蓝色",
    "锁上所有车门，关上所有车窗，关掉近光灯",
    "撤销",
    "我可以说什么",
    "打开厨房红色台灯7，关掉书房绿色风扇3",
    "把温度调到二十四度，打开阁楼蓝色灯4",
    "关掉车库黄色暖风机9",
    "打开卧室小台灯2，打开我的车窗，音量调到四十",
    "给我讲一个雾里大桥的故事",
    "麻烦你把空调打开，然后折叠后视镜",
    "打开后挡除雾和双闪",
    "把主驾车窗关一半，后排温度调到20度",
)
SPOKEN = (
    "set the temperature to twenty two degrees",
    "set the fan to sixty percent",
    "turn on the seat heating",
    "turn on the front defroster",
    "lock the doors",
    "turn on the reading light",
    "turn off the air conditioning",
    "set the temperature to nineteen degrees",
)
"""Commands that the car carries out at once: what moves, as a window does, is confirmed after its way."""
REPLIES = (
    "22 degrees on your side.",
    "The front windows are open, the back ones are closed.",
    "I can't open the door while we are moving.",
    "You can drive about 280 kilometres.",
    "The kitchen lights are on.",
    "Did you mean the driver's window? It is open already.",
)
QUESTIONS = (
    "tell me a story about a bridge in the fog",
    "why is the sky blue",
    "what is a good name for a cat",
)


def home(language: str) -> HomeNames:
    """A home of 2,000 devices in 10 rooms. `language`: en or zh."""
    rooms, looks, things = _WORDS[language]
    devices: list[Device] = []
    for room, look, (thing, kind), number in product(rooms, looks, things, range(1, 11)):
        name = f"{look} {room} {thing} {number}" if language == "en" else f"{room}{look}{thing}{number}"
        devices.append(Device(f"{kind}.d{len(devices)}", name, kind, room))
    return HomeNames(tuple(devices), rooms)


def salads(language: str, count: int) -> tuple[str, ...]:
    """Sentences of 60 words that mean nothing: a few words of the lexicon many times over, always the same.
    Few words read in many ways each cost more than many words do."""
    words = [text for texts in Lexicon(language).wordings.values() for text in texts]
    chance = Random(60)

    def salad() -> str:
        tokens = tokenise(" ".join(chance.choices(chance.sample(words, chance.randint(2, 8)), k=MAX_TOKENS)))
        return join(tokens[:MAX_TOKENS])

    return tuple(salad() for _ in range(count))


_WORDS = {
    "en": (
        ("kitchen", "study", "attic", "garage", "bedroom", "cellar", "hall", "nursery", "porch", "pantry"),
        ("red", "green", "blue", "yellow", "small"),
        (("lamp", "light"), ("fan", "fan"), ("light", "light"), ("heater", "switch")),
    ),
    "zh": (
        ("厨房", "书房", "阁楼", "车库", "卧室", "地下室", "走廊", "儿童房", "门廊", "储藏室"),
        ("红色", "绿色", "蓝色", "黄色", "小"),
        (("台灯", "light"), ("风扇", "fan"), ("灯", "light"), ("暖风机", "switch")),
    ),
}
