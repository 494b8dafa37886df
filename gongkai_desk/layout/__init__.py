"""Grids understood: header rows, column roles, headings and prose -> breakdowns, each step with score and reason."""

from gongkai_desk.layout.model import ColumnRole, Layout, Role
from gongkai_desk.layout.rosters import read_roster
from gongkai_desk.layout.understand import propose, read_with, understand

__all__ = ["ColumnRole", "Layout", "Role", "propose", "read_roster", "read_with", "understand"]
