"""The task table: columns, rows, model, view, editors, clipboard, filters."""
