import importlib.util
import sys
from pathlib import Path

import pytest

_FILE = Path(__file__).with_name("torture.py")


@pytest.fixture(scope="session")
def torture():
    """The module that draws the torture templates."""
    spec = importlib.util.spec_from_file_location("paper_torture", _FILE)
    module = importlib.util.module_from_spec(spec)
    sys.modules["paper_torture"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def fill(torture):
    """Fill a template file: ``fill(path, {sheet position: [Filling, …]})`` -> Book."""
    from gongkai_desk.paper.book import fill_book
    from gongkai_desk.paper.plan import plan_book
    from gongkai_desk.paper.template import Template

    def filled(path, fillings):
        template = Template.open(path)
        return fill_book(template, plan_book(template, torture.VOCABULARY), fillings)
    return filled
