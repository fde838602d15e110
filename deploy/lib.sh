# Shared by deploy/run and deploy/test: what the machine needs, and how it gets it. Sourced, not run.

say() { printf '%s\n' "$*"; }
fail() { printf '%s\n' "$*" >&2; exit 1; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

may_be_root() {
  [ "$(id -u)" = 0 ] || { command -v sudo >/dev/null && sudo -n true 2>/dev/null; }
}

# need_sdk: .NET 10 and Node 20 are the machine's; we only say what is missing.
need_sdk() {
  command -v dotnet >/dev/null && dotnet --list-sdks | grep -q '^10\.' ||
    fail "The .NET 10 SDK is missing: https://learn.microsoft.com/dotnet/core/install/linux (package dotnet-sdk-10.0)."
  local node=0
  command -v node >/dev/null && node=$(node -p 'process.versions.node.split(".")[0]')
  [ "$node" -ge 20 ] && command -v npm >/dev/null ||
    fail "Node.js 20 or newer with npm is missing (it builds the style sheets and scripts): apt-get install nodejs npm, or https://nodejs.org."
}

has_postgresql() {
  [ -n "${CONTEST_POSTGRES_BIN:-}" ] || compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null || command -v postgres >/dev/null
}

has_package() {
  case $1 in
    postgresql) has_postgresql ;;
    chromium) [ -n "${CONTEST_CHROMIUM:-}" ] || command -v chromium chromium-browser google-chrome >/dev/null ;;
    poppler-utils) command -v pdftotext >/dev/null ;;
    zbar-tools) command -v zbarimg >/dev/null ;;
    *) dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q 'ok installed' ;;
  esac
}

# need_packages NAME…: installs what is missing, or says the one command that does.
need_packages() {
  local missing=() name
  for name in "$@"; do has_package "$name" || missing+=("$name"); done
  [ ${#missing[@]} -gt 0 ] || return 0
  if ! command -v apt-get >/dev/null; then
    fail "Missing: ${missing[*]} (Debian's names). Install them with this machine's package manager."
  fi
  if ! may_be_root; then
    say "Missing on this machine: ${missing[*]}. Run this once, then try again:" >&2
    [[ " ${missing[*]} " != *" postgresql "* ]] || say "  $(no_cluster_command)" >&2
    fail "  sudo apt-get install --no-install-recommends ${missing[*]}"
  fi
  [[ " ${missing[*]} " != *" postgresql "* ]] || prevent_cluster
  say "Installing: ${missing[*]}"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq >/dev/null || say "apt-get update failed; trying with the lists there are."
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null ||
    fail "apt-get could not install ${missing[*]}. Run it by hand to see why: apt-get install ${missing[*]}"
}

no_cluster_command() {
  say "sudo sh -c 'mkdir -p /etc/postgresql-common && echo create_main_cluster=false >>/etc/postgresql-common/createcluster.conf'"
}

# Debian's postgresql package would make a cluster of its own and start it; Contest only wants the programs.
prevent_cluster() {
  local file=/etc/postgresql-common/createcluster.conf
  ! grep -qs '^create_main_cluster *= *false' $file || return 0
  say "Telling Debian not to start a PostgreSQL of its own (create_main_cluster=false in $file)"
  as_root sh -c "mkdir -p /etc/postgresql-common && echo 'create_main_cluster = false' >>$file"
}

# needs_build STAMP: whether a source is newer than the last build (or nothing was built).
needs_build() {
  [ -f "$1" ] || return 0
  [ -n "$(find . \( -name bin -o -name obj -o -name node_modules -o -name dist -o -name .git -o -name Contest.Tests -o -name bench -o -name docs \) -prune \
    -o -type f -newer "$1" \( -name '*.cs' -o -name '*.cshtml' -o -name '*.resx' -o -name '*.csproj' -o -name '*.props' \
    -o -name '*.targets' -o -name '*.json' -o -name '*.ts' -o -name '*.css' -o -name '*.svg' -o -name '*.mjs' \) -print -quit)" ]
}

published=Contest.Web/bin/published
program=$published/Contest.Web.dll
stamp=$published/.built

# publish: the site as it runs in production, compressed assets included; nothing when it is newer than the sources.
publish() {
  needs_build $stamp || return 0
  need_sdk
  say "Building Contest (a minute the first time) …" >&2
  local began
  began=$(mktemp)
  quietly dotnet publish Contest.Web -c Release -o $published -v quiet -nologo
  mv "$began" $stamp # as old as the beginning: what was saved meanwhile is built next time
}

# quietly COMMAND…: only speaks when it fails; then the errors, else the last lines.
quietly() {
  local log
  log=$(mktemp)
  if "$@" >"$log" 2>&1; then
    rm -f "$log"
    return 0
  fi
  grep -E '(error|warning) [A-Z]+[0-9]+' "$log" | sort -u | head -40 >&2 || tail -40 "$log" >&2
  rm -f "$log"
  fail "Failed: $*"
}
