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

    height: 52

    Label {
        text: bar.words.power
        font.pixelSize: Theme.small
        color: Theme.soft
        height: 32
    }

    Label {
        anchors.right: parent.right
        objectName: "power"
        text: Theme.figure(bar.power, 0) + " kW"
        height: 32
    }

    Rectangle {
        y: 40
        width: parent.width
        height: 8
        radius: 4
        color: Theme.line
    }

    Rectangle {
        y: 40
        x: bar.reach < 0 ? bar.zero + bar.reach : bar.zero
        width: Math.abs(bar.reach)
        height: 8
        radius: 4
        color: bar.reach < 0 ? Theme.good : Theme.accent
    }

    Rectangle {
        x: bar.zero - 1
        y: 36
        width: 2
        height: 16
        color: Theme.faint
    }
}
