import QtQuick

// The conversation: what was heard, what is being done about it, the answer, and how to speak or type.
Rectangle {
    id: panel

    required property var cockpit
    readonly property var words: cockpit.words
    readonly property var talk: cockpit.assistant
    readonly property bool listening: talk.state === "listening"
    readonly property bool blank: !listening && !talk.heard && !talk.partial && !talk.reply && !talk.asks && talk.steps.length === 0

    radius: Theme.radius + 8
    color: Theme.surface

    Row {
        id: header

        x: Theme.margin
        y: 20
        height: 32
        spacing: 10

        Rectangle {
            anchors.verticalCenter: parent.verticalCenter
            width: 10
            height: 10
            radius: 5
            color: ["idle", "off"].includes(panel.talk.state) ? Theme.faint : Theme.accent
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
        anchors.bottomMargin: 12
        width: parent.width - 2 * Theme.margin
        words: panel.words
        talk: panel.talk
        onAnswered: yes => panel.cockpit.answer(yes)
    }

    Item {
        id: notice

        readonly property bool shown: panel.talk.notice !== ""

        x: Theme.margin
        width: parent.width - 2 * Theme.margin
        height: shown ? Math.max(32, line.height) + 12 : 0
        anchors.bottom: composer.top
        visible: shown

        Icon {
            y: 2
            name: "info"
            size: 20
            colour: Theme.soft
        }

        Label {
            id: line

            objectName: "notice"
            x: 30
            width: parent.width - 30
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
