pragma ComponentBehavior: Bound

import QtQuick

// Before anything was said: what one could say. Each is said by a tap.
Item {
    id: ideas

    required property var words
    required property bool microphone

    signal chosen(string text)

    Column {
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width
        spacing: Theme.u(12)

        Label {
            text: ideas.words.greeting
            font.pixelSize: Theme.number
        }

        Label {
            objectName: "how_to_talk"
            width: parent.width
            bottomPadding: Theme.half
            text: ideas.microphone ? ideas.words.how_to_talk : ideas.words.no_microphone
            wrapMode: Text.Wrap
            color: Theme.soft
            font.pixelSize: Theme.small
        }

        Repeater {
            model: ["idea1", "idea2", "idea3"]

            TouchArea {
                id: idea

                required property string modelData

                objectName: modelData
                name: ideas.words[modelData]
                width: parent.width
                height: Theme.u(56)
                onTapped: ideas.chosen(name)

                Label {
                    anchors.left: parent.left
                    anchors.leftMargin: Theme.gap
                    anchors.verticalCenter: parent.verticalCenter
                    text: idea.name
                    font.pixelSize: Theme.small
                }
            }
        }
    }
}
