"""Group phrases (各县(市、区)政府, 市级有关部门): knowing them; ``group_members`` says whom they mean."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from gongkai_desk.language.words import any_of

_WIDTH = str.maketrans("（）〔〕﹝﹞【】［］，；：", "()()()()(),;:")
_DIVISION, _TOWN, _ZONE, _GENERIC = (any_of(name) for name in ("division", "town", "zone", "general"))
_TAIL = (
    r"(?:人民)?政府(?:\(?(?:含)?(?:管委会|园区)\)?)?|人民政府\(管委会\)|党委和?政府|党委、政府|管理委员会|管委会|党工委|党委|办事处"
    r"|党\(工\)委|行政公署|行署"
)
_INNER = "科室|股室|处室|科|股|处|分局|所|站|中队|大队|支行|直属单位|下属单位|二级单位|单位"
_ORGAN = "[委办局部室厅院所站科股处]"
_EXTRA = r"(?:\((?:[^()含包下除见附详]|\([^()]*\)){0,16}\))?"
_KIND = rf"(?:{_DIVISION}|{_TOWN}|{_ZONE}|{_GENERIC})"
_KINDS = rf"{_KIND}{_EXTRA}(?:[、和及与]?(?:{_KIND}){_EXTRA}){{0,5}}(?:{_TAIL})?{_EXTRA}"
_SCOPE = rf"(?:{any_of('scope')}|(?:(?:中央|国家|部|中|省|市)(?:属|直)?[、和及]?){{0,3}}[驻在][\u4e00-\u9fff×]{{1,4}})"
_EVERY = rf"(?:{any_of('every')}|(?:各|其他)?具有[\u4e00-\u9fff]{{2,8}}的|承担[\u4e00-\u9fff]{{2,8}}的)"
_GROUP = (
    rf"(?:{_SCOPE}(?:[及和]{_SCOPE})?(?:机关|及以下)?)?{_EVERY}(?:{any_of('group kind')}){{0,3}}{_KINDS}"
    rf"|(?:{_SCOPE}){{1,2}}(?:有关|相关|机关|国有|公共|直属|重点|各)*(?:{_GENERIC}){_EXTRA}(?:[、和及与](?:{_GENERIC}))?"
    rf"|(?:{_DIVISION})(?:\([^()]{{1,12}}\))?(?:{_TAIL})?(?:\([^()]{{1,8}}\))?"
    rf"|(?:{_TOWN}){_EXTRA}(?:(?:{_TAIL}))?(?:[、和及与](?:{_TOWN}))?"
    rf"|(?:{_ZONE})\((?:{_ZONE})\)(?:{_TAIL})?|开发区|功能区|功能板块|管委会|(?:产业|工业|开发)?园区(?:管委会|管理委员会)?|(?:{_GENERIC}){_EXTRA}"
    rf"|(?:{_SCOPE})?各(?:{_ORGAN})(?:、(?:{_ORGAN}))*"
    rf"|[\u4e00-\u9fff]{{2,20}}[局委办厅部]各(?:{_INNER})|(?:{_SCOPE})?各[科股处]\(室\)"
    rf"|(?:其他)?各?(?:省|自治区)(?:[、,(]?(?:自治区|直辖市|新疆生产建设兵团|计划单列市)[、)]?){{1,3}}(?:{_TAIL})?|各省(?:级)?(?:{_TAIL})?"
    r"|县级以上(?:地方)?(?:各级)?(?:人民)?政府|[县区市]级(?:人民)?政府|[市区县]?(?:镇街|乡镇|镇\(街道\)|乡镇\(街道\)|街道)|公共企事业单位"
    rf"|(?:{_SCOPE})?各(?:(?![等和及与]|[省市县区州][直级])[\u4e00-\u9fff]){{1,8}}(?:部门|单位|机构)"
    r"|(?:[省市区县州][级直])?\d{1,3}个(?:试点|重点)?(?:领域|行业)[\u4e00-\u9fff]{0,6}(?:部门|单位)"
    r"|[省市县区州乡镇村、]{2,8}[两三四]级[\u4e00-\u9fff]{0,10}"
    r"|(?:(?![局委厅])[\u4e00-\u9fff、]){2,50}等(?:重点|相关)?(?:领域|行业)[\u4e00-\u9fff]{0,6}(?:部门|单位)"
    r"|(?:(?!等)[\u4e00-\u9fff“”+]){2,16}(?:成员单位|试点单位)|各方面|各有关方面|有关方面"
    r"|(?:(?!等)[\u4e00-\u9fff]){0,8}(?:编制|承办|制定|起草|实施|使用|执法|审批|监管|建设|运营|产权)(?:部门|单位|机关)"
    r"|(?:全[省市区县州])?各[级地](?:各?(?:有关|相关)?(?:部门|单位))+"
)
_BODIES_OF_KIND = (
    rf"(?:各|所有)(?:{_DIVISION}|{_TOWN}){_EXTRA}(?:[、和及与]?(?:{_DIVISION}|{_TOWN}){_EXTRA}){{0,3}}"
    rf"(?:(?!各)[\u4e00-\u9fff]){{1,10}}(?:局|委|办|办公室|部|部门|中心|院|站|所|支行|支队|大队|公司){_EXTRA}"
)
_FAMILIES = (
    rf"(?:各)?(?:{_DIVISION}|[市县区]级){_EXTRA}(?:{_TAIL})?{_EXTRA}",
    rf"(?:各)?(?:{_TOWN}){_EXTRA}(?:{_TAIL})?{_EXTRA}",
    rf"(?:各)?(?:省|自治区|直辖市|计划单列市|新疆生产建设兵团)(?:{_TAIL})?",
    rf"(?:{_SCOPE})?(?:各有关|各相关|各|有关|相关)?(?:{_GENERIC}){_EXTRA}",
    rf"(?:(?:{_SCOPE})?各)?{_ORGAN}",
)
_ONE_GOVERNMENT = re.compile(r"[省市区县州旗镇乡](?:人民政府|政府|党委|管委会)")
_OWN_SCOPE = rf"{_SCOPE}(?:各|有关|相关)|属下|下属|[驻在][\u4e00-\u9fff×]"


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compiled when first needed: the word lists make patterns that cost start-up time."""
    return re.compile(pattern)


def fold(phrase: str) -> str:
    """A phrase with half-width signs, one kind of brackets and no blanks, for comparing."""
    return re.sub(r"[\s“”\"]+", "", phrase).translate(_WIDTH)


def is_group(phrase: str) -> bool:
    """Whether a phrase names a kind or a set of units and not one unit (各县(市、区)政府, 市级有关部门, 开发区)."""
    return len(phrase) <= 60 and _is_group(phrase)


@lru_cache(maxsize=8192)
def _is_group(phrase: str) -> bool:
    phrase = fold(phrase)
    if _compiled(_GROUP).fullmatch(phrase):
        return not _ONE_GOVERNMENT.fullmatch(phrase)
    if names_bodies_of_kind(phrase) or run_together(phrase):
        return True
    left, mark, right = phrase.rpartition("、")
    return bool(mark) and continues_group(left, right)


def run_together(phrase: str) -> list[str]:
    """The groups of a phrase that names several without a sign between (各部门各镇街 -> 各部门, 各镇街), else ``[]``."""
    pieces = re.split(r"(?<=[部单街道乡镇县区市关构府位门处会)])(?=各)", fold(phrase))
    whole = len(pieces) > 1 and all(_compiled(_GROUP).fullmatch(piece) for piece in pieces)
    return pieces if whole and not _compiled(_GROUP).fullmatch(fold(phrase)) else []


def names_bodies_of_kind(phrase: str) -> bool:
    """Whether a phrase means one body of every place (各县(市、区)教育局), which no roster of governments lists."""
    return phrase.startswith(("各", "所有")) and _compiled(_BODIES_OF_KIND).fullmatch(fold(phrase)) is not None


def continues_group(left: str, right: str) -> bool:
    """Whether two neighbours in a list are one group (各区 + 县级市人民政府, 市直有关部门 + 单位)."""
    left, right = fold(left), fold(right)
    if not re.search(r"各|有关|相关", left) or len(left) > 40 or len(right) > 30 or not is_group(left):
        return False
    if right == "人民政府" and left.startswith("各"):
        return True
    if re.search(r"(?:党委|党工委|党\(工\)委)$", left) and re.fullmatch(
        r"(?:人民)?政府(?:\((?:办事处|管委会)\))?|管委会|办事处", right
    ):
        return True
    last = re.split(r"[、和及与]", left)[-1]
    if right.startswith(("各", "有关", "相关")):
        return False
    if _compiled(_OWN_SCOPE).match(right):
        return False
    return any(_compiled(family).fullmatch(last) and _compiled(family).fullmatch(right) for family in _FAMILIES)
