"""Which sentences of a language model claim that something was, is being or will be done.

The rules would rather take a harmless sentence for a claim than let one through: a claim that is
not true is the one thing that plain talk must never say. English is judged by its words: what "I"
do, how the sentence opens, passives, and things of the car or the home that change. Chinese, which
leaves no gaps between words, is judged by patterns.
"""

import re

_WORD = re.compile(r"[a-z]+|'(?:ve|ll|m|d|re|s)\b")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_AUXILIARIES = _words(
    """'ve 'll 'm 'd 're 's have has had will shall would am are was were be been can could may might must
    do did does should just already now also then really still always often actually simply certainly
    gladly definitely kindly happily to going gonna about almost currently"""
)
_NEGATIONS = _words("not never cannot no")
_TALK = _words(
    """think thought know knew like love feel felt hope believe guess understand suggest recommend wish mean
    say tell agree wonder enjoy prefer imagine suppose admit talk talking chat chatting explain answer ask
    share learn learned hear heard sorry glad happy afraid sure here there a an some one two so very only
    fine well good great help assist curious excited delighted pleased grateful unable unsure aware designed
    trained based built thinking wondering hoping apologize appreciate find want need"""
)
"""What one may say of oneself: all of it is in the head or in the conversation."""

_THING = (
    r"\b(?:windows?|doors?|lights?|lamps?|heat|heater|heating|ac|air|conditioning|temperature|climate|fans?|"
    r"seats?|music|radio|song|volume|trunk|hood|boot|sunroof|roof|locks?|mirrors?|wipers?|horn|garage|alarm|"
    r"timer|reminder|route|navigation|destination|calls?|messages?|text|cruise|brakes?|speed|gear|engine|car|"
    r"screen|display|brightness|scene|blinds?|curtains?|shades?|thermostat|oven|charging|charger|appointment|"
    r"reservation|order|booking|e-?mail|phone|settings?|system|playlist|podcast|station|defrost\w*|everything)\b"
)
_STEM = (
    r"\b(?:open|clos|turn|switch|set|adjust|chang|increas|decreas|rais|lower|lock|unlock|start|stop|play|paus|"
    r"call|dial|send|sent|mut|unmut|activat|deactivat|enabl|disabl|heat|cool|warm|dim|brighten|navigat|rout|"
    r"book|order|schedul|add|updat|put|roll|fold|program|reserv|cancel|tak|took|brak|accelerat|steer|park|"
    r"charg|boost|fix|sav|ring|connect|pair|defrost|execut|complet|finish|confirm|initiat|process)"
)
_CHANGES = re.compile(
    rf"{_THING}(?:\W+\w+){{0,2}}?(?:\W+(?:is|are|was|were|has|have|had|will|gets?|got|now|on|off|went|comes?|"
    rf"goes|up|down|open|closed)\b|'(?:s|ll|ve|re)\b)"
    rf"|(?:{_STEM}\w?(?:ed|ing)|\b(?:set|sent|put|took))\b.*{_THING}"
    rf"|{_THING}.*(?:{_STEM}\w?(?:ed|ing)|\b(?:sent|set|put|done))\b"
)
_OPENER = (
    r"^\W*(?:(?:ok|okay|sure|yes|yeah|alright|all right|great|certainly|absolutely|of course|no problem|"
    r"got it|understood|right|perfect|well|as you wish|sir|good)\b\W*)*"
)
_OPENING = re.compile(
    rf"{_OPENER}(?:done|all set|all done|all good|consider it done|there you go|here you go|right away|"
    rf"as requested|on it|it['’ ]?i?s done|mission accomplished|task complete\w*|ready|success\w*|sent|set|"
    rf"made|{_STEM}\w?(?:ing|ed))\b"
)
_PASSIVE = re.compile(
    rf"(?:\b(?:has|have|had)|'(?:s|ve)) (?:now |just |already |successfully )*been\b"
    rf"|(?:\b(?:is|are)|'(?:s|re)) (?:now|being|all set|done|taken care)\b"
    rf"|\bwill (?:now |soon |then )*be\b"
    rf"|\b(?:was|were|is|are|been) (?:\w+ly )?{_STEM}\w?(?:ed|n)\b"
    rf"|(?:\b(?:was|is|are|were|been)|'s) (?:set|put|sent|on|off)\b"
)
_OFFERS = re.compile(r"\b(?:what|how) (?:else )?(?:can|may|could) i (?:do|help)|\bdo (?:my|our) best\b")

_VERB_ZH = (
    r"(?:打开|关闭|关上|关掉|开启|启动|停止|调|设|切换|锁|播放|暂停|拨|打电话|呼叫|发送|导航|升|降|加热|通风|取消|添加|"
    r"提醒|预订|预约|改|弄|做|执行|处理|操作|静音|连接|充电|折叠|点亮|熄灭|开|关|放|订|加|减)"
)
_THING_ZH = (
    r"(?:车窗|窗|车门|门|灯|空调|温度|暖气|风扇|风量|座椅|音乐|歌|音量|后备箱|尾门|天窗|雨刷|喇叭|后视镜|闹钟|导航|"
    r"路线|电话|短信|消息|车速|刹车|窗帘|屏幕|亮度|场景)"
)
_CLAIM_ZH = re.compile(
    r"好了|搞定|完成|办好|马上|这就|立刻|遵命|如您所愿|成功"
    rf"|(?:我|已|正在|现在|刚刚|刚才|帮你|帮您|为你|为您|给你|给您|将).{{0,10}}?{_VERB_ZH}"
    rf"|{_VERB_ZH}.{{0,10}}?(?:了|完毕)"
    rf"|{_THING_ZH}.{{0,8}}?(?:已|现在|正在|开着|关着|打开|关闭|会|将|了)"
)


def claims_action(sentence: str) -> bool:
    """Whether a sentence, English or Chinese, says or promises that something happens."""
    text = sentence.lower().replace("’", "'").replace("can't", "can not").replace("won't", "will not")
    text = _OFFERS.sub(" ", text.replace("n't", " not"))
    patterns = (_OPENING, _PASSIVE, _CHANGES, _CLAIM_ZH)
    return _first_person_does(text) or any(pattern.search(text) for pattern in patterns)


def _first_person_does(text: str) -> bool:
    """I or we (or "let me") with a verb that is more than talk: "I've just opened", "we will call"."""
    words = _WORD.findall(text)
    for at, word in enumerate(words):
        if word not in ("i", "we") and not (word == "me" and at > 0 and words[at - 1] == "let"):
            continue
        rest = words[at + 1 :]
        while rest and rest[0] in _AUXILIARIES:
            rest = rest[1:]
        if rest and rest[0] not in _NEGATIONS and rest[0] not in _TALK:
            return True
    return False
