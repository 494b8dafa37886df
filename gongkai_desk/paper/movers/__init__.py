"""One small mover per kind of part: each takes a filled sheet and moves what refers to its rows."""
