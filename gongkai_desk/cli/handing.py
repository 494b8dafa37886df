"""``export LEDGER --evidence -o FOLDER``: the 佐证材料 that came beside the forms, a folder per unit."""

from __future__ import annotations

import argparse

from gongkai_desk.cli.parser import Misused
from gongkai_desk.domain import GongkaiError


def hand_out_evidence(arguments: argparse.Namespace) -> int:
    """Write the kept evidence of a round, of one unit where given."""
    from gongkai_desk.collecting import hand_out
    from gongkai_desk.ledger import Ledger

    if not (arguments.ledger and arguments.output):
        raise Misused("取出佐证材料需要台账和输出文件夹（-o）。用 gongkai-desk export --help 查看用法。")
    with Ledger.open(arguments.ledger, readonly=True, today=arguments.as_of) as ledger:
        snapshot = ledger.snapshot()
        name = arguments.round or (snapshot.rounds[-1].name if snapshot.rounds else "")
        known = snapshot.roster.find(arguments.unit) if arguments.unit else None
        unit = known.name if known else arguments.unit
        written = hand_out(ledger, name, arguments.output, unit=unit, overwrite=arguments.force)
    if not written:
        raise GongkaiError("没有收到佐证材料", "，".join(filter(None, (name, unit))), "请核对报送期和单位。")
    print(f"已取出佐证材料 {len(written)} 个：{arguments.output}（{name}，按单位分文件夹）")
    return 0
