import QtQuick

// A number with less and more. Taps are gathered for a moment and sent as one wish, which is shown in
// the accent until the reading has become what was wished, or is given up after a while.
Item {
    id: stepper

    property string name
    property string iconName
    property var value
    property real step: 1
    property real low: 0
    property real high: 100
    property int decimals: 0
    property string unit
    property int textSize: iconName ? Theme.large : Theme.number
    property int buttonSize: Theme.touch
    property var wanted: null

    readonly property var shown: wanted ?? value
    readonly property bool known: shown !== null && shown !== undefined

    signal wished(real value)

    function nudge(by: real) {
        const next = Math.round((Number(shown) + by) / step) * step;
        wanted = Math.max(low, Math.min(high, next));
        gather.restart();
        patience.restart();
    }

    implicitWidth: 2 * buttonSize + Theme.u(88)
    implicitHeight: buttonSize
    onValueChanged: if (!gather.running && value === wanted)
        wanted = null

    Timer {
        id: gather

        interval: 200
        onTriggered: {
            stepper.wished(stepper.wanted);
            if (stepper.value === stepper.wanted)
                stepper.wanted = null;
        }
    }

    Timer {
        id: patience

        interval: 6000
        onTriggered: stepper.wanted = null
    }

    TouchArea {
        objectName: stepper.objectName + ".less"
        name: stepper.name + " −"
        width: stepper.buttonSize
        height: stepper.buttonSize
        anchors.left: parent.left
        anchors.verticalCenter: parent.verticalCenter
        enabled: stepper.known && stepper.shown > stepper.low
        onTapped: stepper.nudge(-stepper.step)

        Icon {
            anchors.centerIn: parent
            name: "minus"
        }
    }

    Column {
        anchors.centerIn: parent

        Label {
            anchors.horizontalCenter: parent.horizontalCenter
            objectName: stepper.objectName + ".value"
            text: Theme.figure(stepper.shown, stepper.decimals) + (stepper.known ? stepper.unit : "")
            color: stepper.wanted !== null ? Theme.accent : Theme.text
            font.pixelSize: stepper.textSize
        }

        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            visible: stepper.iconName !== ""
            name: stepper.iconName
            size: Theme.u(22)
            colour: Theme.soft
        }
    }

    TouchArea {
        objectName: stepper.objectName + ".more"
        name: stepper.name + " +"
        width: stepper.buttonSize
        height: stepper.buttonSize
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        enabled: stepper.known && stepper.shown < stepper.high
        onTapped: stepper.nudge(stepper.step)

        Icon {
            anchors.centerIn: parent
            name: "plus"
        }
    }
}
