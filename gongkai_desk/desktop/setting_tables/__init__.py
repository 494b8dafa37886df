"""The editable tables of settings, one file each (units and groups in one). A new table is a file and a place in ``TABLES``."""

from gongkai_desk.desktop.setting_tables.holidays import HOLIDAYS
from gongkai_desk.desktop.setting_tables.lights import LIGHTS
from gongkai_desk.desktop.setting_tables.rounds import ROUNDS
from gongkai_desk.desktop.setting_tables.units import GROUPS, ROSTER
from gongkai_desk.desktop.setting_tables.words import WORDS

TABLES = (ROSTER, GROUPS, ROUNDS, LIGHTS, WORDS, HOLIDAYS)
"""In the order of their tabs."""
