#!/usr/bin/env bash
# 一次完整的使用：三份年报进了仓库，先拦下，再改正、豁免、记入基线，最后放行。
# 在临时文件夹里真的运行每条命令；story.log 是它应有的输出。用法：bash examples/pipeline/story.sh
set -euo pipefail
examples=$(cd "$(dirname "$0")/.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

say() { printf '\n── %s\n' "$*"; }
run() { # 显示一条命令、它的输出和退出码
  printf '$ %s\n' "$*"
  local status=0
  "$@" 2>&1 || status=$?
  if [ $status -ne 0 ]; then printf '（退出码 %s）\n' $status; fi
}
open_results() { # SARIF 里还没有处理的问题，和已豁免的问题
  python3 - "$1" <<'PYTHON'
import json, sys
results = json.load(open(sys.argv[1], encoding="utf-8"))["runs"][0]["results"]
waived = sum(1 for result in results if result.get("suppressions"))
print(f"{sys.argv[1]}：未处理 {len(results) - waived}，已豁免 {waived}")
PYTHON
}

git init --quiet .
git config user.name 张三
git config user.email zhangsan@example.invalid
git config core.quotePath false
mkdir reports
cp "$examples/clean.md" reports/青禾县民政局2023.md
cp "$examples/faulty.md" reports/松陵县水利局2023.md
cp "$examples/outdated.txt" reports/柳溪镇人民政府2022.txt
git add . && git commit --quiet -m "三份年报"

say "一、检查：有错误，退出码 1，不能发布"
run nianbao check --quiet reports
nianbao check --fail-on never --format sarif --output before.sarif reports 2> /dev/null
open_results before.sarif

say "二、往年的报告已经公布，不再改动：把它的问题记入基线，以后只看新问题"
run nianbao check --quiet --write-baseline baseline.json reports/柳溪镇人民政府2022.txt
printf 'baseline = "baseline.json"\n' > nianbao.toml

say "三、不影响数字和表述的，直接改"
run nianbao fix reports/松陵县水利局2023.md
run git diff --numstat

say "四、改数字要人点头：先看会怎样改，同意后再改"
run nianbao fix --ask --yes --diff --select NB3 reports/松陵县水利局2023.md
run nianbao fix --ask --yes --select NB3 reports/松陵县水利局2023.md

say "五、确实不用改的，写明理由，予以豁免"
printf '%s\n\n' '<!-- nianbao: ignore NB103 本年度没有其他需要报告的事项，局务会已确认 -->' | cat - reports/松陵县水利局2023.md > draft
mv draft reports/松陵县水利局2023.md
run nianbao check --quiet reports
nianbao check --fail-on never --format sarif --output after.sarif reports 2> /dev/null
open_results after.sarif
git add . && git commit --quiet -m "改正年报"

say "六、以后改坏了，照样拦下"
sed 's/共办结14件/共办结41件/' reports/青禾县民政局2023.md > draft
mv draft reports/青禾县民政局2023.md
run nianbao check --quiet reports
