"""By which icon activities are known, on cards, in the calendar and in the search."""

TASK = "square-check"
ICONS = {
    "task": TASK,
    "call": "phone",
    "meeting": "users",
    "presentation": "presentation",
    "email": "mail",
    "message": "message-circle",
    "visit": "map-pin",
}
"""{kind of activity: icon}"""
