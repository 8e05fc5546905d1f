import QtQuick

// The front or rear lid, washed with the accent while it stands open.
Rectangle {
    required property var lid

    width: 76
    height: 72
    radius: 12
    visible: (lid.open_percent ?? 0) > 0
    color: Theme.accentWash
    border.width: 2.5
    border.color: Theme.accent
}
