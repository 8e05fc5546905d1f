import QtQuick

// The conversation: what was heard, what is being done about it, the answer, and how to speak or type.
Rectangle {
    id: panel

    required property var cockpit
    readonly property var words: cockpit.words
    readonly property var talk: cockpit.assistant
    readonly property bool listening: talk.state === "listening"
    readonly property bool busy: talk.state !== "idle" && talk.state !== "off"
    readonly property bool blank: !listening && !talk.heard && !talk.partial && !talk.reply && !talk.asks && talk.choices.length === 0 && talk.steps.length === 0

    radius: Theme.cardRadius
    color: Theme.surface

    Row {
        id: header

        x: Theme.margin
        y: Theme.u(20)
        height: Theme.u(32)
        spacing: Theme.u(10)

        Rectangle {
            id: dot

            anchors.verticalCenter: parent.verticalCenter
            width: Theme.u(10)
            height: Theme.u(10)
            radius: Theme.u(5)
            color: panel.busy ? Theme.accent : Theme.faint

            SequentialAnimation on opacity {
                running: panel.busy && Theme.motion
                loops: Animation.Infinite
                onRunningChanged: if (!running)
                    dot.opacity = 1

                NumberAnimation {
                    to: 0.25
                    duration: 600
                }

                NumberAnimation {
                    to: 1
                    duration: 600
                }
            }
        }

        Label {
            anchors.verticalCenter: parent.verticalCenter
            objectName: "assistant.state"
            text: panel.words[panel.talk.state === "off" ? "assistant_off" : panel.talk.state]
            font.pixelSize: Theme.small
            color: Theme.soft
        }
    }

    VoiceBars {
        objectName: "voice"
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        anchors.verticalCenter: header.verticalCenter
        visible: panel.listening
        level: panel.cockpit.voice_level
    }

    Ideas {
        visible: panel.blank
        x: Theme.margin
        anchors.bottom: notice.top
        anchors.top: header.bottom
        width: parent.width - 2 * Theme.margin
        words: panel.words
        microphone: panel.talk.microphone
        onChosen: text => panel.cockpit.say(text)
    }

    Conversation {
        objectName: "conversation"
        visible: !panel.blank
        x: Theme.margin
        anchors.top: header.bottom
        anchors.topMargin: Theme.gap
        anchors.bottom: notice.top
        anchors.bottomMargin: Theme.u(12)
        width: parent.width - 2 * Theme.margin
        words: panel.words
        talk: panel.talk
        onAnswered: yes => panel.cockpit.answer(yes)
        onChosen: choice => panel.cockpit.say(choice)
    }

    Item {
        id: notice

        readonly property bool shown: panel.talk.notice !== ""

        x: Theme.margin
        width: parent.width - 2 * Theme.margin
        height: shown ? Math.max(Theme.u(32), line.height) + Theme.u(12) : 0
        anchors.bottom: composer.top
        visible: shown

        Icon {
            y: Theme.u(2)
            name: "info"
            size: Theme.u(20)
            colour: Theme.soft
        }

        Label {
            id: line

            objectName: "notice"
            x: Theme.u(30)
            width: parent.width - x
            text: panel.talk.notice
            wrapMode: Text.Wrap
            maximumLineCount: 2
            elide: Text.ElideRight
            lineHeight: 0.85
            font.pixelSize: Theme.caption
            color: Theme.soft
        }
    }

    Composer {
        id: composer

        x: Theme.gap
        width: parent.width - 2 * Theme.gap
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.gap
        words: panel.words
        listening: panel.listening
        microphone: panel.talk.microphone
        onSaid: text => panel.cockpit.say(text)
        onTalked: panel.cockpit.talk()
    }
}
