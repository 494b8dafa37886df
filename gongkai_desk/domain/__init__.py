"""The nouns of the house: frozen values without behaviour beyond themselves. Everything may import them."""

from gongkai_desk.domain.breakdown import Breakdown, Doubt, Obligation
from gongkai_desk.domain.deadline import Deadline, DeadlineKind, Every, Milestone, Origin
from gongkai_desk.domain.errors import (
    Cancelled,
    GongkaiError,
    LedgerFault,
    RefusalKind,
    TemplateFault,
    Unreadable,
)
from gongkai_desk.domain.finding import Edit, Finding, Fix, Severity
from gongkai_desk.domain.report import (
    FORM_FIELDS,
    REPORT_FIELDS,
    Rectification,
    Report,
    Review,
    Round,
    Status,
)
from gongkai_desk.domain.source import HAND, Source, column_letters
from gongkai_desk.domain.task import Duty, DutyRole, Lead, LeadKind, Support, Target, Task
from gongkai_desk.domain.unit import Category, Level, Roster, Unit

__all__ = [
    "FORM_FIELDS", "HAND", "REPORT_FIELDS", "Breakdown", "Cancelled", "Category", "Deadline", "DeadlineKind", "Doubt",
    "Duty", "DutyRole", "Edit", "Every", "Finding", "Fix", "GongkaiError", "Lead", "LeadKind", "LedgerFault", "Level",
    "Milestone", "Obligation", "Origin", "Rectification", "RefusalKind", "Report", "Review", "Roster", "Round", "Severity",
    "Source", "Status", "Support", "Target", "Task", "TemplateFault", "Unit", "Unreadable", "column_letters",
]
