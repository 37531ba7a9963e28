"""The program of a measured process, which needs only the tool itself.

`python worker.py TOOL WARM REPORTS` prints its times as JSON. The reports of the folder WARM are checked
before the clock runs.
"""

from __future__ import annotations

import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any


def check_with_nianbao(warm: Path, reports: Path) -> dict[str, float]:
    """Seconds of each stage of reading, checking and rendering all reports. `seconds`: all but rendering."""
    library: Any = import_module("nianbao.linter")
    engine: Any = import_module("nianbao.linter.engine")
    outputs: Any = import_module("nianbao.linter.outputs")
    writer = outputs.writer("text", outputs.Options())
    import_module("nianbao.grammar.memory").collect_rarely()  # as the command does
    spent: dict[str, float] = defaultdict(float)

    def timed(stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            start = time.perf_counter()
            result = function(*arguments)
            spent[stage] += time.perf_counter() - start
            return result

        return call

    def with_claims(prose: Callable[..., Any]) -> Callable[..., Any]:
        """Read claims at once, to time them; usually rules read them when they first ask for them."""

        def call(audit: Any) -> Any:
            read = prose(audit)
            _ = read.statements
            return read

        return call

    engine.parse, engine.audit = timed("parse", engine.parse), timed("audit", engine.audit)
    engine.Prose = timed("claims", with_claims(engine.Prose))
    read, examine = timed("read", library.read), timed("examine", engine.examine)
    render = timed("render", lambda examination: writer.add(writer.prepare(examination)))
    for path in sorted(warm.iterdir()):
        render(examine(read(path)))
    spent.clear()
    found = 0
    for path in sorted(reports.iterdir()):
        examination = examine(read(path))
        found += len(examination.findings)
        render(examination)
    seconds = spent["read"] + spent["examine"]
    spent["rules"] = spent.pop("examine") - spent["parse"] - spent["audit"] - spent["claims"]
    return {"seconds": seconds, "found": found, **spent}


def check_with_autocorrect(warm: Path, reports: Path) -> dict[str, float]:
    library: Any = import_module("autocorrect_py")
    for path in sorted(warm.iterdir()):
        library.lint_for(path.read_text("utf-8"), path.name)
    found = 0
    start = time.perf_counter()
    for path in sorted(reports.iterdir()):
        found += len(library.lint_for(path.read_text("utf-8"), path.name).lines)
    return {"seconds": time.perf_counter() - start, "found": found}


TOOLS = {"nianbao": check_with_nianbao, "autocorrect": check_with_autocorrect}

if __name__ == "__main__":
    tool, warm, reports = sys.argv[1:]
    print(json.dumps(TOOLS[tool](Path(warm), Path(reports))))
