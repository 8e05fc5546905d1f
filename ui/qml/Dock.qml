import QtQuick

// What hands look for without looking: the two front temperatures outside, air and sound between.
Rectangle {
    id: dock

    required property var cockpit
    readonly property var climate: cockpit.climate
    readonly property var words: cockpit.words

    function zone(seat: string): var {
        return climate.zones.find(z => z.seat === seat) ?? {};
    }

    radius: Theme.cardRadius
    color: Theme.surface

    Stepper {
        objectName: "dock.driver"
        anchors.left: parent.left
        anchors.leftMargin: Theme.gap
        anchors.verticalCenter: parent.verticalCenter
        name: dock.words["row1.driver"]
        value: dock.zone("row1.driver").target_celsius
        decimals: 1
        unit: "°"
        step: 0.5
        low: 16
        high: 28
        onWished: value => dock.cockpit.touch("climate.temperature", {
                "zone": "driver",
                "value": value
            })
    }

    Row {
        anchors.centerIn: parent
        spacing: Theme.gap

        Stepper {
            objectName: "dock.fan"
            name: dock.words.fan
            iconName: "fan"
            value: dock.zone("row1.driver").fan_percent
            unit: " %"
            step: 20
            onWished: value => dock.cockpit.touch("climate.fan", {
                    "zone": "all",
                    "value": value
                })
        }

        Toggle {
            objectName: "dock.ac"
            iconName: "ac"
            label: dock.words.ac
            on: dock.climate.air_conditioning
            onWished: on => dock.cockpit.touch("climate.ac", {
                    "value": on
                })
        }

        Toggle {
            objectName: "dock.front_defrost"
            iconName: "front_defrost"
            label: dock.words.front_defrost
            on: dock.climate.front_defrost
            onWished: on => dock.cockpit.touch("climate.front_defrost", {
                    "value": on
                })
        }

        Stepper {
            objectName: "dock.volume"
            name: dock.words.volume
            iconName: "volume"
            value: dock.cockpit.media.volume_percent
            step: 5
            onWished: value => dock.cockpit.touch("media.volume", {
                    "value": value
                })
        }
    }

    Stepper {
        objectName: "dock.passenger"
        anchors.right: parent.right
        anchors.rightMargin: Theme.gap
        anchors.verticalCenter: parent.verticalCenter
        name: dock.words["row1.passenger"]
        value: dock.zone("row1.passenger").target_celsius
        decimals: 1
        unit: "°"
        step: 0.5
        low: 16
        high: 28
        onWished: value => dock.cockpit.touch("climate.temperature", {
                "zone": "passenger",
                "value": value
            })
    }
}
