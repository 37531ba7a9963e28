import sys

if not getattr(sys.flags, "safe_path", False):
    del sys.path[0]  # the current folder: what lies beside reports is no part of the program

from nianbao.linter.cli import main

raise SystemExit(main())
