"""Paper: templates understood and filled, pages decided once, xlsx patched, PDF and printer painted. Knows no ledger.

The way through: :meth:`template.Template.open` → :func:`plan.plan_book` → :func:`book.fill_book` → :class:`book.Book`, which
writes itself (``to_bytes``), is painted (:class:`paint.PagePainter`) or becomes a PDF (:func:`pdf.pdf_bytes`). Modules are
imported where they are used, so that nothing heavy loads early.
"""
