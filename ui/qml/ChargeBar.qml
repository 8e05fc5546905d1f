import QtQuick

// How full the battery is and how far that carries.
Item {
    id: bar

    required property var words
    required property var percent
    required property var range

    readonly property bool known: percent !== null && percent !== undefined
    readonly property bool low: known && percent < 15

    height: Theme.u(64)

    Icon {
        id: bolt

        y: Theme.u(12)
        name: "bolt"
        size: Theme.u(22)
        colour: bar.low ? Theme.bad : Theme.soft
    }

    Label {
        anchors.left: bolt.right
        anchors.leftMargin: Theme.u(6)
        height: Theme.u(48)
        objectName: "charge"
        text: Theme.figure(bar.percent, 0) + " %"
        font.pixelSize: Theme.large
        color: bar.low ? Theme.bad : Theme.text
    }

    Label {
        anchors.right: parent.right
        height: Theme.u(48)
        objectName: "range"
        text: Theme.figure(bar.range, 0) + " km"
        font.pixelSize: Theme.number
    }

    Rectangle {
        y: Theme.u(56)
        width: parent.width
        height: Theme.u(8)
        radius: Theme.u(4)
        color: Theme.line

        Rectangle {
            visible: bar.known
            width: Math.max(height, parent.width * Math.min(100, bar.percent ?? 0) / 100)
            height: Theme.u(8)
            radius: Theme.u(4)
            color: bar.low ? Theme.bad : Theme.good
        }
    }
}
