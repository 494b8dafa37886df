"""Header texts to columns: by the words offices use, by likeness, and where words fail, by what stands below."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from gongkai_desk.collecting.columns import (
    BY_KEY,
    COLUMNS,
    FOREIGN,
    GROUP_TITLES,
    HINTS,
    ID_SYNONYMS,
    ID_TITLE,
    OPEN,
    UNIT_SYNONYMS,
    chosen,
)
from gongkai_desk.collecting.text import header_key

ID, UNIT = "id", "unit"
LONGEST = 40
LEAST_HEADERS = 3
_EARLIER = ("上期", "上季", "上月", "上次", "上年", "往期", "前期", "上半年", "去年", "上一")


def _exact() -> dict[str, str]:
    words = {header_key(word): column.key for column in COLUMNS for word in column.synonyms}
    words.update({header_key(column.title): column.key for column in COLUMNS})
    words.update({header_key(word): ID for word in (ID_TITLE, *ID_SYNONYMS)})
    for word in UNIT_SYNONYMS:
        words.setdefault(header_key(word), UNIT)
    return words


EXACT: Mapping[str, str] = _exact()
TITLES = frozenset(column.title for column in COLUMNS)
MAYBE: Mapping[str, tuple[str, ...]] = {
    word: tuple(column.key for column in COLUMNS if word in column.maybe)
    for word in sorted({word for column in COLUMNS for word in column.maybe})
}
_FOREIGN = frozenset(map(header_key, FOREIGN))
_GROUPS = frozenset(map(header_key, GROUP_TITLES))
_PHRASES = sorted(((word, key) for word, key in EXACT.items() if len(word) >= 3), key=lambda item: -len(item[0]))


@lru_cache(maxsize=4096)
def exact_key(text: str) -> str | None:
    """The column that a header text names outright, or None."""
    if len(text) > LONGEST:
        return None
    key = header_key(text)
    return None if not key or key in _FOREIGN else EXACT.get(key)


@lru_cache(maxsize=4096)
def possible_keys(text: str) -> tuple[str, ...]:
    """The columns that a header text may mean where its words leave it open, likeliest first."""
    if not text or len(text) > LONGEST:
        return ()
    word = header_key(text)
    if not word or word in _FOREIGN or word in _GROUPS:
        return ()
    if word in MAYBE:
        return MAYBE[word]
    if any(sign in word for sign in _EARLIER):
        return ("previous",)
    hinted = [key for key, hints in HINTS if any(hint in word for hint in hints)]
    contained = [key for phrase, key in _PHRASES if phrase in word and key != "previous"]
    if contained:
        return tuple(dict.fromkeys([*contained, *hinted]))[:4]
    open_words = [keys for phrase, keys in MAYBE.items() if phrase in word and len(phrase) * 2 >= len(word)]
    if open_words:
        return open_words[0]
    return tuple(key for key in dict.fromkeys([*_alike(word), *hinted]) if key != "previous")


def _alike(word: str) -> tuple[str, ...]:
    """Columns one of whose words is nearly this one (a slip of the pen, a word more)."""
    if len(word) < 3:
        return ()
    from rapidfuzz import fuzz, process

    found = process.extractOne(word, [phrase for phrase, _key in _PHRASES], scorer=fuzz.ratio, score_cutoff=66)
    return (dict(_PHRASES)[found[0]],) if found else ()


def is_foreign(text: str) -> bool:
    """Whether an office added this column for itself (备注 …)."""
    return header_key(text) in _FOREIGN


def looks_like_header(texts: Sequence[str]) -> bool:
    """Whether a row of texts is a header: it names three columns, or at least the task and one that is answered."""
    keys = {key for key in map(exact_key, texts) if key}
    open_words = {MAYBE[word][0] for word in texts if word in MAYBE}
    return len(keys | open_words) >= LEAST_HEADERS or ("text" in keys and bool((keys | open_words) & set(OPEN)))


Judge = Callable[[str, int], float]
"""How well the cells below suit a column: ``judge("status", 9)`` is between 0 and 1, or -1 where there is nothing to see."""


def assign(texts: Mapping[int, str], judge: Judge) -> tuple[dict[str, int], dict[int, str], tuple[str, ...]]:
    """Give each header text (by column number) its meaning.

    Returns the columns by key, the headers that nothing was made of, and notes (Chinese) about guesses. Canonical titles come
    first, then known synonyms, then open words by elimination and content, then a rename in place.
    """
    whole = _as_issued(tuple(texts.items()))
    if whole is not None:
        return dict(whole), {}, ()
    found: dict[str, int] = {}
    for canonical in (True, False):
        for column, text in texts.items():
            key = exact_key(text)
            if key and key not in found and column not in found.values() and (text in TITLES or not canonical):
                found[key] = column
    notes: list[str] = []
    _open_words(texts, found, judge)
    _renamed_in_place(texts, found, judge, notes)
    taken = set(found.values())
    return found, {column: text for column, text in texts.items() if column not in taken and not _silent(text)}, tuple(notes)


@lru_cache(maxsize=64)
def _as_issued(texts: tuple[tuple[int, str], ...]) -> dict[str, int] | None:
    """The columns of a header that stands as it was issued, which most of a batch do; None where anything is different."""
    titles = {text: column for column, text in texts if not _silent(text)}
    found = {EXACT[header_key(text)]: column for text, column in titles.items() if text in TITLES or text == ID_TITLE}
    shapes = [{column.key for column in chosen(requirement, target)} for requirement in (False, True) for target in (False, True)]
    whole = len(found) == len(titles) == len([text for _, text in texts if not _silent(text)]) and found.keys() - {ID} in shapes
    return found if whole else None


def _silent(text: str) -> bool:
    return header_key(text) in _GROUPS


def _open_words(texts: Mapping[int, str], found: dict[str, int], judge: Judge) -> None:
    for column, text in texts.items():
        if column in found.values():
            continue
        options = [key for key in possible_keys(text) if key not in found]
        if not options:
            continue
        scores = [judge(key, column) for key in options]
        best = max(range(len(options)), key=lambda place: (scores[place], -place))
        found[options[best]] = column


def _renamed_in_place(texts: Mapping[int, str], found: dict[str, int], judge: Judge, notes: list[str]) -> None:
    """Where every column that was recognised stands where it was issued, an unknown word in a gap is a renamed header."""
    shapes = [[column.key for column in chosen(requirement, target)] for requirement in (False, True) for target in (False, True)]
    for keys in shapes:
        places = {key: place for place, key in enumerate(keys)}
        known = {key: column for key, column in found.items() if key in places}
        if len(known) < 6 or len(known) < len([key for key in found if key not in (ID, UNIT)]):
            continue
        shifts = {column - places[key] for key, column in known.items()}
        if len(shifts) != 1:
            continue
        shift = shifts.pop()
        for key, place in places.items():
            column = place + shift
            text = texts.get(column, "")
            if column < 1 or key in found or column in found.values() or is_foreign(text):
                continue
            if not text and judge(key, column) < 0:
                continue
            found[key] = column
            head = f"表头“{text}”" if text else f"第{column}列没有表头，"
            notes.append(f"{head}按位置认作“{BY_KEY[key].title}”")
        return
