import QtQuick

// Power from or into the battery: to the right is drawn, to the left is won back.
Item {
    id: bar

    required property var words
    required property var power

    readonly property real lowest: -60
    readonly property real highest: 150
    readonly property real zero: width * -lowest / (highest - lowest)
    readonly property real reach: Math.max(lowest, Math.min(highest, power ?? 0)) / (highest - lowest) * width

    height: Theme.u(52)

    Label {
        text: bar.words.power
        font.pixelSize: Theme.small
        color: Theme.soft
        height: Theme.u(32)
    }

    Label {
        anchors.right: parent.right
        objectName: "power"
        text: Theme.figure(bar.power, 0) + " kW"
        height: Theme.u(32)
    }

    Rectangle {
        y: Theme.u(40)
        width: parent.width
        height: Theme.u(8)
        radius: Theme.u(4)
        color: Theme.line
    }

    Rectangle {
        y: Theme.u(40)
        x: bar.reach < 0 ? bar.zero + bar.reach : bar.zero
        width: Math.abs(bar.reach)
        height: Theme.u(8)
        radius: Theme.u(4)
        color: bar.reach < 0 ? Theme.good : Theme.accent
    }

    Rectangle {
        x: bar.zero - width / 2
        y: Theme.u(36)
        width: Theme.u(2)
        height: Theme.u(16)
        color: Theme.faint
    }
}
