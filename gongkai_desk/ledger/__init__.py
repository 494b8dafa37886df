"""The room ``ledger`` of the house (see ``gongkai_desk/__init__.py``)."""
