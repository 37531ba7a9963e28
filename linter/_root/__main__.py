from nianbao.linter.cli import main

raise SystemExit(main())
