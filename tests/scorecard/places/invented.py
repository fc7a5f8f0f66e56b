"""A small invented state: two House districts side by side, one Senate district over both."""

import json

from scorecard.places import files

TEXT = """
[place]
Demoland

[credits]
Invented for the tests.

[house]
1st Demo|First Demo
2nd Demo & Trial|Second Demo and Trial

[senate]
First Demo|First Demo

[towns]
Ashby|Demo
 |1 2|1st Demo|First Demo
Birch Saint Mary|Demo
 1|1 2|1st Demo|First Demo
 2|3|1st Demo|First Demo
 2|3A 10|2nd Demo & Trial|First Demo
Élm|Trial
 |A|2nd Demo & Trial|First Demo

[other names]
Upper Ash|Ashby

[zips]
00001|40.5|-70.9|Ashby
00002|40.5|-70.8|Birch Saint Mary
00003|41.5|-70.1|Élm
"""
TABLE = files.parse(TEXT)
WEST, MIDDLE, EAST = -71.0, -70.9, -70.8
SOUTH, NORTH = 40.5, 40.6


def square(west, east, south=SOUTH, north=NORTH):
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def feature(name, geometry, **properties):
    return {"type": "Feature", "properties": {"DIST": name, **properties}, "geometry": geometry}


def house():
    """Two squares that share a border; one goes by its long name."""
    return [
        feature("First Demo", square(WEST, MIDDLE)),
        feature("2nd Demo & Trial", square(MIDDLE, EAST)),
    ]


def geojson(features):
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def senate():
    return [feature("First Demo", square(WEST, EAST))]
