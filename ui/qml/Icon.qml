import QtQuick

// One of our line drawings (ui/icons.py), `size` pixels square. An image, not a Shape: the software
// renderer draws Shapes over the edges of a Flickable, and a picture is cheaper to repaint.
Image {
    property string name
    property color colour: Theme.text
    property int size: Theme.u(24)
    property real weight: 1.8

    width: size
    height: size
    sourceSize.width: size
    sourceSize.height: size
    source: name ? "image://icons/" + name + "/" + String(colour).substring(1) + "/" + weight : ""
}
