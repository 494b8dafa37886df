"""Gongkai Desk (政务公开工作台账): from a 分解表 to a printed ledger, offline.

The rooms and the one way through them::

    file -> Grid -> Breakdown -> Ledger -> Form -> (county) -> Grid -> Submission -> MergePlan -> Ledger -> Sheet -> paper

Imports run only downwards: ``domain`` < ``language``, ``grids``, ``ledger``, ``paper`` < ``layout``, ``standing``
< ``checking``, ``collecting``, ``exporting`` < ``cli``, ``desktop``. ``tests/test_architecture.py`` holds that wall.
"""

__version__ = "0.1.0"
