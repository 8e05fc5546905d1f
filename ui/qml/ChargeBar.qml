import QtQuick

// How full the battery is and how far that carries.
Item {
    id: bar

    required property var words
    required property var percent
    required property var range

    readonly property bool known: percent !== null && percent !== undefined
    readonly property bool low: known && percent < 15

    height: 64

    Icon {
        id: bolt

        y: 12
        name: "bolt"
        size: 22
        colour: bar.low ? Theme.bad : Theme.soft
    }

    Label {
        anchors.left: bolt.right
        anchors.leftMargin: 6
        height: 48
        objectName: "charge"
        text: Theme.figure(bar.percent, 0) + " %"
        font.pixelSize: Theme.large
        color: bar.low ? Theme.bad : Theme.text
    }

    Label {
        anchors.right: parent.right
        height: 48
        objectName: "range"
        text: Theme.figure(bar.range, 0) + " km"
        font.pixelSize: Theme.number
    }

    Rectangle {
        y: 56
        width: parent.width
        height: 8
        radius: 4
        color: Theme.line

        Rectangle {
            visible: bar.known
            width: Math.max(8, parent.width * Math.min(100, bar.percent ?? 0) / 100)
            height: 8
            radius: 4
            color: bar.low ? Theme.bad : Theme.good
        }
    }
}
