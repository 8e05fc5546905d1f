pragma ComponentBehavior: Bound

import QtQuick

// The car from above, front up, drawn on 200 x 400. Doors swing out and glass clears as the car reports it.
Item {
    id: car

    required property var openings

    function find(kind: string, place: string): var {
        return openings.find(o => o.kind === kind && o.place === place) ?? {};
    }

    width: Theme.u(192)
    height: Theme.u(384)

    Item {
        width: 200
        height: 400
        scale: car.width / 200
        transformOrigin: Item.TopLeft

        Repeater {
            model: [["row1.driver", 28, 142, 1], ["row1.passenger", 172, 142, -1], ["row2.left", 27, 236, 1], ["row2.right", 173, 236, -1]]

            CarDoor {
                required property var modelData

                x: modelData[1]
                y: modelData[2]
                side: modelData[3]
                door: car.find("door", modelData[0])
            }
        }

        CarShell {}

        Repeater {
            model: [["row1.driver", "M37 140L50 176L50 227L35 227C34 190 34 162 37 140Z"], ["row2.left", "M35 237L50 237L50 302L42 332C36 302 35 270 35 237Z"], ["row1.passenger", "M163 140L150 176L150 227L165 227C166 190 166 162 163 140Z"], ["row2.right", "M165 237L150 237L150 302L158 332C164 302 165 270 165 237Z"]]

            SideGlass {
                required property var modelData

                outline: modelData[1]
                glass: car.find("window", modelData[0])
            }
        }

        Sunroof {
            roof: car.find("sunroof", "sunroof")
        }

        CarLid {
            outline: "M72 30C90 26 110 26 128 30L134 98C112 92 88 92 66 98Z"
            lid: car.find("frunk", "frunk")
        }

        CarLid {
            outline: "M54 366C84 358 116 358 146 366L140 384C116 389 84 389 60 384Z"
            lid: car.find("trunk", "trunk")
        }
    }
}
