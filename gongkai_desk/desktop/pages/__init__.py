"""Pages that take the middle of the window: one file per screen."""
