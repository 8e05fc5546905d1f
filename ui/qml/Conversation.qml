pragma ComponentBehavior: Bound

import QtQuick

// One turn from top to bottom. It follows its own end when it is longer than its place.
Flickable {
    id: turn

    required property var words
    required property var talk
    readonly property bool listening: talk.state === "listening"

    signal answered(bool yes)
    signal chosen(string choice)

    clip: true
    contentHeight: column.height
    boundsBehavior: Flickable.StopAtBounds
    onContentHeightChanged: contentY = Math.max(0, contentHeight - height)
    onHeightChanged: contentY = Math.max(0, contentHeight - height)

    Column {
        id: column

        width: turn.width
        spacing: Theme.gap

        Label {
            objectName: "partial"
            visible: turn.listening
            width: parent.width
            text: turn.talk.partial || turn.words.speak_now
            wrapMode: Text.Wrap
            lineHeight: 0.9
            font.pixelSize: Theme.number
            color: turn.talk.partial ? Theme.text : Theme.faint
        }

        Label {
            objectName: "heard"
            visible: !turn.listening && text !== ""
            width: parent.width
            text: turn.talk.heard
            wrapMode: Text.Wrap
            lineHeight: 0.9
            font.pixelSize: Theme.small
            color: Theme.soft
        }

        Column {
            visible: !turn.listening && turn.talk.steps.length > 0
            width: parent.width
            spacing: Theme.half

            Repeater {
                model: turn.listening ? 0 : turn.talk.steps.length

                StepRow {
                    required property int index

                    objectName: "step" + index
                    width: column.width
                    step: turn.talk.steps[index] ?? ({
                            "text": "",
                            "status": "pending"
                        })
                }
            }
        }

        Label {
            objectName: "reply"
            visible: !turn.listening && text !== ""
            width: parent.width
            // A number and its unit stay on one line.
            text: turn.talk.reply.replace(/(\d) (?=°|km|bar|kW)/g, "$1\u00a0")
            wrapMode: Text.Wrap
            lineHeight: 0.9
            font.pixelSize: Theme.large
        }

        Row {
            id: choice

            visible: turn.talk.asks
            spacing: Theme.u(12)

            PlainButton {
                objectName: "yes"
                width: (column.width - choice.spacing) / 2
                label: turn.words.yes
                strong: true
                onTapped: turn.answered(true)
            }

            PlainButton {
                objectName: "no"
                width: (column.width - choice.spacing) / 2
                label: turn.words.no
                onTapped: turn.answered(false)
            }
        }

        Repeater {
            model: turn.talk.choices

            PlainButton {
                required property string modelData
                required property int index

                objectName: "choice" + index
                width: column.width
                label: modelData
                strong: index === 0
                onTapped: turn.chosen(modelData)
            }
        }
    }
}
