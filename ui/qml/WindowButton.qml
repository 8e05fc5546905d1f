import QtQuick

// One window beside its place at the car: how far it is open; a tap opens or closes it.
TouchArea {
    id: button

    required property var words
    required property string seat
    required property var glass
    property bool doorOpen: false

    readonly property bool known: glass.open_percent !== null && glass.open_percent !== undefined
    readonly property real percent: glass.open_percent ?? 0

    objectName: "window." + seat
    name: words[seat] + " " + words.window
    height: Theme.u(80)
    enabled: known
    rest: glass.moving ? Theme.accentWash : Theme.raised

    Label {
        x: Theme.u(14)
        y: Theme.u(10)
        width: parent.width - 2 * x
        height: Theme.u(24)
        text: button.words[button.seat]
        font.pixelSize: Theme.caption
        color: Theme.soft
    }

    Label {
        x: Theme.u(14)
        y: Theme.u(32)
        width: parent.width - 2 * x
        height: Theme.u(28)
        objectName: "window." + button.seat + ".value"
        text: {
            if (!button.known)
                return button.words.unknown;
            if (button.percent === 0)
                return button.words.closed;
            return button.percent === 100 ? button.words.open : Math.round(button.percent) + " %";
        }
        color: button.percent > 0 || button.glass.moving ? Theme.accent : Theme.text
    }

    Rectangle {
        x: Theme.u(14)
        y: Theme.u(66)
        width: parent.width - 2 * x
        height: Theme.u(4)
        radius: Theme.u(2)
        color: Theme.line

        Rectangle {
            width: parent.width * button.percent / 100
            height: Theme.u(4)
            radius: Theme.u(2)
            color: Theme.accent

            Behavior on width {
                NumberAnimation {
                    duration: Theme.calm
                }
            }
        }
    }
}
