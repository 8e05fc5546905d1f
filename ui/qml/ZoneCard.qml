pragma ComponentBehavior: Bound

import QtQuick

// One place's temperature, fan and seat heating.
Rectangle {
    id: card

    required property var cockpit
    required property string seat
    required property string zone

    readonly property var words: cockpit.words
    readonly property var air: cockpit.climate.zones.find(z => z.seat === seat) ?? {}
    readonly property bool heatKnown: air.seat_heating !== null && air.seat_heating !== undefined
    readonly property int heat: Math.round(Math.max(0, air.seat_heating ?? 0) / 33.4)
    readonly property bool narrow: width < Theme.u(210)
    readonly property int pad: Theme.u(narrow ? 10 : 14)

    radius: Theme.radius
    color: "transparent"
    border.width: Theme.u(1)
    border.color: Theme.line

    Label {
        id: title

        x: card.pad
        y: card.pad - Theme.u(4)
        text: card.words[card.seat]
        font.pixelSize: Theme.small
        color: Theme.soft
    }

    Label {
        id: fanValue

        anchors.right: parent.right
        anchors.rightMargin: card.pad
        anchors.verticalCenter: title.verticalCenter
        objectName: "climate." + card.seat + ".fan"
        text: Theme.figure(card.air.fan_percent, 0) + " %"
        font.pixelSize: Theme.small
        color: Theme.soft
    }

    Icon {
        anchors.right: fanValue.left
        anchors.rightMargin: Theme.u(6)
        anchors.verticalCenter: title.verticalCenter
        name: "fan"
        size: Theme.u(20)
        colour: Theme.soft
    }

    Stepper {
        objectName: "climate." + card.seat
        x: card.pad
        width: parent.width - 2 * card.pad
        anchors.top: title.bottom
        anchors.bottom: heating.top
        buttonSize: Theme.u(card.narrow ? 52 : 56)
        textSize: card.narrow ? Theme.u(25) : Theme.number
        name: card.words[card.seat]
        value: card.air.target_celsius
        decimals: 1
        unit: "°"
        step: 0.5
        low: 16
        high: 28
        onWished: value => card.cockpit.touch("climate.temperature", {
                "zone": card.zone,
                "value": value
            })
    }

    TouchArea {
        id: heating

        objectName: "heating." + card.seat
        x: card.pad
        width: parent.width - 2 * card.pad
        height: Theme.u(52)
        anchors.bottom: parent.bottom
        anchors.bottomMargin: card.pad
        enabled: card.heatKnown
        name: card.words.seat_heating
        rest: card.heat > 0 ? Theme.accentWash : Theme.raised
        onTapped: card.cockpit.touch("seats.heating", {
            "zone": card.zone,
            "value": [33, 67, 100, 0][card.heat]
        })

        Row {
            anchors.centerIn: parent
            spacing: Theme.u(10)

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: "seat_heating"
                size: Theme.u(26)
                colour: card.heat > 0 ? Theme.accent : Theme.soft
            }

            Row {
                anchors.verticalCenter: parent.verticalCenter
                spacing: Theme.u(5)
                visible: card.heatKnown

                Repeater {
                    model: 3

                    Rectangle {
                        required property int index

                        width: Theme.u(18)
                        height: Theme.u(6)
                        radius: Theme.u(3)
                        color: index < card.heat ? Theme.accent : Theme.faint
                    }
                }
            }

            Label {
                anchors.verticalCenter: parent.verticalCenter
                visible: !card.heatKnown
                text: card.words.unknown
            }
        }
    }
}
