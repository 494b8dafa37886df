"""Standing: who is where. The state of a task, lights, who is missing and counts, derived from roster, rounds and reports."""

from gongkai_desk.standing.assess import Standing, UnitStanding, assess
from gongkai_desk.standing.duties import duties
from gongkai_desk.standing.lights import Light, LightRules
from gongkai_desk.standing.shapes import history_json, show_json, status_json
from gongkai_desk.standing.state import TaskState, UnitState

__all__ = [
    "Light", "LightRules", "Standing", "TaskState", "UnitStanding", "UnitState", "assess", "duties", "history_json", "show_json",
    "status_json",
]
