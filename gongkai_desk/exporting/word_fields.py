"""The template language in Word: a table row with fields of a task repeats as in a workbook, and wrong fields are named."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from jinja2 import Environment, nodes
from jinja2.meta import find_undeclared_variables

from gongkai_desk.domain import TemplateFault
from gongkai_desk.exporting.fields import TASK_TABLE, VOCABULARY
from gongkai_desk.paper.vocabulary import Scope

EACH = "任务"
OF_A_TASK = frozenset(name for name, scope in VOCABULARY.items() if scope in (Scope.TASK, Scope.HEADING))
"""The fields that speak of a task, and so stand in a row that repeats."""
OF_THE_PAPER = frozenset(VOCABULARY) - OF_A_TASK
MOST = 5

_ROW_EDGE = re.compile(r"<w:tr[ >]|</w:tr>|\{%-?\s{0,9}(?:for|endfor)\b")
_FIELD = re.compile(r"\{\{\s{0,9}([^{}\s|.]{1,20})\s{0,9}\}\}")


def with_rows_repeated(xml: str) -> str:
    """A part's XML in which every table row that names fields of a task, and is in no loop yet, stands in one over the tasks."""
    pieces: list[str] = []
    done, start, loops = 0, -1, 0
    for edge in _ROW_EDGE.finditer(xml):
        word = edge.group()
        if word.startswith("<w:tr"):
            start = edge.start()  # of nested tables the innermost row counts
        elif word == "</w:tr>":
            if start >= 0 and not loops:
                row = _repeated(xml[start:edge.end()])
                pieces += [xml[done:start], row]
                done = edge.end()
            start = -1
        else:
            loops += -1 if "endfor" in word else 1
    return "".join((*pieces, xml[done:]))


def _repeated(row: str) -> str:
    if "{%" in row or not any(found[1] in OF_A_TASK for found in _FIELD.finditer(row)):
        return row
    inside = _FIELD.sub(lambda found: f"{{{{{EACH}.{found[1]}}}}}" if found[1] in OF_A_TASK else found.group(), row)
    return f"{{% for {EACH} in {TASK_TABLE} %}}{inside}{{% endfor %}}"


def heed_fields(name: str, parts: Iterable[str], environment: Environment) -> None:
    """Raise TemplateFault for fields that do not exist, or that speak of a task where there is none; all are named."""
    unknown: dict[str, None] = {}
    stray: dict[str, None] = {}
    for xml in parts:
        tree = environment.parse(xml)
        for word in sorted(find_undeclared_variables(tree) - OF_THE_PAPER - {TASK_TABLE} - set(environment.globals)):
            (stray if word in OF_A_TASK else unknown)[word] = None
        each = {loop.target.name for loop in tree.find_all(nodes.For)
                if isinstance(loop.target, nodes.Name) and isinstance(loop.iter, nodes.Name) and loop.iter.name == TASK_TABLE}
        for one in tree.find_all(nodes.Getattr):
            if isinstance(one.node, nodes.Name) and one.node.name in each and one.attr not in OF_A_TASK:
                unknown[one.attr] = None
    if unknown:
        near = difflib.get_close_matches(next(iter(unknown)), VOCABULARY, 1, 0.4)
        remedy = f"是不是{{{{{near[0]}}}}}？" if near else ""
        raise TemplateFault(f"不认识的字段{_listed(unknown)}", name, f"{remedy}可用的字段见“模板说明”")
    if stray:
        raise TemplateFault(f"任务字段{_listed(stray)}写在了任务行之外", name, "请移到表格的一行里，那一行每项任务重复一次")


def _listed(names: Iterable[str]) -> str:
    words = [f"{{{{{name}}}}}" for name in names]
    return "、".join(words[:MOST]) + (f"等{len(words)}个" if len(words) > MOST else "")
