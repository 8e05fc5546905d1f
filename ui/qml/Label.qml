import QtQuick

// Text as it stands: what comes from outside is never read as markup.
Text {
    color: Theme.text
    font.pixelSize: Theme.normal
    textFormat: Text.PlainText
    verticalAlignment: Text.AlignVCenter
}
