pragma ComponentBehavior: Bound

import QtQuick

// What the driver looks at: time, gear, speed, power, charge, range, and warnings below all of it.
Item {
    id: cluster

    required property var cockpit
    readonly property var car: cockpit.cluster
    readonly property var words: cockpit.words

    Label {
        id: clock

        objectName: "clock"
        text: cluster.cockpit.clock
        font.pixelSize: Theme.number
        height: Theme.u(40)
    }

    Label {
        objectName: "outside"
        anchors.right: parent.right
        height: Theme.u(40)
        text: Theme.figure(cluster.car.outside_celsius, 0) + " °C"
        font.pixelSize: Theme.large
        color: Theme.soft
    }

    Row {
        id: gears

        y: Theme.u(60)
        spacing: Theme.half

        Repeater {
            model: ["P", "R", "N", "D"]

            Rectangle {
                id: gear

                required property string modelData
                readonly property bool engaged: cluster.car.gear === modelData

                width: Theme.u(40)
                height: Theme.u(40)
                radius: Theme.u(12)
                color: engaged ? Theme.accentWash : "transparent"

                Label {
                    anchors.centerIn: parent
                    objectName: gear.engaged ? "gear" : ""
                    text: gear.modelData
                    font.pixelSize: Theme.large
                    font.bold: gear.engaged
                    color: gear.engaged ? Theme.accent : Theme.faint
                }
            }
        }

        Label {
            height: Theme.u(40)
            visible: !cluster.car.gear
            text: cluster.words.unknown
            font.pixelSize: Theme.large
            color: Theme.soft
        }
    }

    Label {
        id: speed

        y: Theme.u(100)
        height: Theme.u(140)
        objectName: "speed"
        text: Theme.figure(cluster.car.speed_kmh, 0)
        font.pixelSize: Theme.huge
        font.letterSpacing: Theme.u(-4)
    }

    Label {
        anchors.left: speed.right
        anchors.leftMargin: Theme.u(12)
        anchors.baseline: speed.baseline
        text: cluster.words.kmh
        color: Theme.soft
    }

    PowerBar {
        anchors.bottom: charge.top
        anchors.bottomMargin: Theme.gap
        width: parent.width
        words: cluster.words
        power: cluster.car.power_kw
    }

    ChargeBar {
        id: charge

        anchors.bottom: parent.bottom
        width: parent.width
        words: cluster.words
        percent: cluster.car.charge_percent
        range: cluster.car.range_km
    }

    Warnings {
        y: Theme.u(250)
        width: parent.width
        words: cluster.words
        sentences: cluster.car.warnings
    }
}
