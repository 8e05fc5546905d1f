import QtQuick

// The talk button and, for quiet moments, a line to type.
Item {
    id: composer

    required property var words
    required property bool listening
    required property bool microphone

    signal said(string text)
    signal talked

    function send() {
        const text = field.text.trim();
        if (text) {
            composer.said(text);
            field.clear();
        }
    }

    height: Theme.u(80)

    Rectangle {
        anchors.left: parent.left
        anchors.right: talk.left
        anchors.rightMargin: Theme.u(12)
        anchors.verticalCenter: parent.verticalCenter
        height: Theme.touch
        radius: Theme.radius
        color: Theme.raised
        border.width: field.activeFocus ? Theme.u(2) : 0
        border.color: Theme.accent

        MouseArea {
            anchors.fill: parent
            onClicked: field.forceActiveFocus()
        }

        Label {
            anchors.left: field.left
            anchors.verticalCenter: parent.verticalCenter
            visible: field.text === "" && field.preeditText === ""
            text: composer.words.type_here
            color: Theme.soft
        }

        TextInput {
            id: field

            objectName: "field"
            anchors.left: parent.left
            anchors.leftMargin: Theme.u(18)
            anchors.right: send.left
            anchors.verticalCenter: parent.verticalCenter
            clip: true
            color: Theme.text
            selectionColor: Theme.accent
            selectedTextColor: Theme.accentInk
            font.pixelSize: Theme.normal
            maximumLength: 500
            onAccepted: composer.send()
            Accessible.name: composer.words.type_here
        }

        TouchArea {
            id: send

            objectName: "send"
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            quiet: true
            name: composer.words.send
            enabled: field.text.trim() !== ""
            onTapped: composer.send()

            Icon {
                anchors.centerIn: parent
                name: "send"
                colour: send.enabled ? Theme.accent : Theme.soft
            }
        }
    }

    TouchArea {
        id: talk

        objectName: "talk"
        anchors.right: parent.right
        width: Theme.u(80)
        height: Theme.u(80)
        radius: Theme.u(40)
        rest: composer.listening ? Theme.accentWash : Theme.accent
        border.width: composer.listening ? Theme.u(3) : 0
        border.color: Theme.accent
        enabled: composer.microphone
        name: composer.listening ? composer.words.stop : composer.words.talk
        onTapped: composer.talked()

        Icon {
            anchors.centerIn: parent
            name: !composer.microphone ? "mic_off" : composer.listening ? "stop" : "mic"
            size: Theme.u(38)
            colour: {
                if (!composer.microphone)
                    return Theme.text;
                return composer.listening || talk.down ? Theme.accent : Theme.accentInk;
            }
        }
    }
}
