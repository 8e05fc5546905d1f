pragma ComponentBehavior: Bound

import QtQuick

// The car's warnings, the first two in full and how many more there are.
Column {
    id: warnings

    required property var words
    required property var sentences

    // How many lines each of the two may take when there are so many warnings: what has room is read whole.
    readonly property var lines: [[2, 2], [5, 2], [3, 2], [2, 2]]

    spacing: Theme.half

    Repeater {
        model: Math.min(2, warnings.sentences.length)

        Rectangle {
            id: warning

            required property int index

            width: warnings.width
            height: sentence.height + Theme.u(14)
            radius: Theme.u(14)
            color: Theme.badWash

            Icon {
                x: Theme.u(12)
                anchors.verticalCenter: parent.verticalCenter
                name: "warning"
                colour: Theme.bad
            }

            Label {
                id: sentence

                x: Theme.u(46)
                y: Theme.u(7)
                width: parent.width - x - Theme.u(12)
                objectName: "warning" + warning.index
                text: warnings.sentences[warning.index] ?? ""
                wrapMode: Text.Wrap
                maximumLineCount: warnings.lines[Math.min(3, warnings.sentences.length)][warning.index]
                elide: Text.ElideRight
                lineHeight: 0.85
                font.pixelSize: Theme.small
            }
        }
    }

    Label {
        visible: warnings.sentences.length > 2
        text: warnings.words.more.replace("{}", warnings.sentences.length - 2)
        font.pixelSize: Theme.caption
        color: Theme.bad
    }
}
