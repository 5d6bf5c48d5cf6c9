#!/usr/bin/env bash
# A real ERP (Tryton 6.0 from Debian 12) as a peer for tests: one small factory, provisioned once.
#
#   setup.sh up           install if needed, provision if no clean copy is cached, start (default)
#   setup.sh install      Debian packages only
#   setup.sh create       provision a new clean copy, even if one is cached
#   setup.sh start|stop|status
#   setup.sh reset        stop, put the clean copy back, start (about 1.5 s)
#   setup.sh hang|resume  freeze the server (SIGSTOP) and let it go on: it accepts and never answers
#
# Environment
#   TRYTON_HOME   data, log and process id of this server   (default: run/tryton in the project)
#   TRYTON_CACHE  the clean copy that servers share         (default: run/tryton-clean in the project)
#   TRYTON_PORT   on 127.0.0.1                              (default: 22080)
#   TRYTON_DB     name of the database                      (default: factory)
#
# Exit status: 0 done; 3 the server is down; 77 Tryton cannot be installed on this machine.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
project=$(cd "$here/../../.." && pwd)
home=${TRYTON_HOME:-$project/run/tryton}
cache=${TRYTON_CACHE:-$project/run/tryton-clean}
port=${TRYTON_PORT:-22080}
db=${TRYTON_DB:-factory}
admin_password=admin
# Debian's interpreter and program: the packages belong to them, whatever else is on the PATH.
python=/usr/bin/python3
trytond=/usr/bin/trytond
modules="production production_work production_routing production_split stock stock_lot
 stock_lot_sled stock_supply_production purchase sale account_invoice account_invoice_stock
 user_role timesheet production_work_timesheet"

cannot() {
  echo "Tryton cannot be installed here: $1" >&2
  exit 77
}

installed() {
  [ -x "$trytond" ] && dpkg -s tryton-server tryton-modules-sale \
    tryton-modules-production-work-timesheet >/dev/null 2>&1
}

install_packages() {
  installed && return
  . /etc/os-release 2>/dev/null || true
  [ "${ID:-}${VERSION_ID:-}" = debian12 ] ||
    cannot "its packages are those of Debian 12, and this is ${PRETTY_NAME:-an unknown system}"
  [ "$(id -u)" = 0 ] || cannot "apt-get needs root; run once as root: $0 install"
  local packages="tryton-server curl" m guard=
  for m in $modules; do packages="$packages tryton-modules-${m//_/-}"; done
  if [ ! -e /usr/sbin/policy-rc.d ]; then # the packages must not start a server of their own
    guard=/usr/sbin/policy-rc.d
    printf '#!/bin/sh\nexit 101\n' > "$guard"
    chmod 755 "$guard"
  fi
  local failed=
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
    --no-install-recommends $packages; } >&2 || failed=yes
  [ -z "$guard" ] || rm -f "$guard"
  [ -z "$failed" ] || cannot "apt-get failed, see above"
  installed || cannot "its packages were installed and are still not there"
}

# The clean copy depends on these files and on the month: last month's periods are closed in it.
stamp() { { cat "$0" "$here/provision.py" "$here/tryrpc.py"; date +%Y-%m; } | sha256sum; }
cached() { [ -s "$cache/stamp" ] && [ "$(cat "$cache/stamp")" = "$(stamp)" ]; }

configure() { # folder
  mkdir -p "$1/data"
  cat > "$1/trytond.conf" <<EOC
[database]
uri = sqlite://
path = $1/data
[web]
listen = 127.0.0.1:$port
[session]
timeout = 86400
max_age = 864000
[queue]
worker = False
EOC
}

pid() { # of the server that runs in a folder; a number that meanwhile is another process's is none
  local p
  p=$(cat "$1/trytond.pid" 2>/dev/null) || return 1
  tr '\0' ' ' < "/proc/$p/cmdline" 2>/dev/null | grep -qF "trytond -c $1/trytond.conf" || return 1
  echo "$p"
}

answers() {
  curl -sf -m 2 -o /dev/null -H 'Content-Type: application/json' \
    -d '{"id":0,"method":"common.server.version","params":[]}' "http://127.0.0.1:$port/"
}

start_in() { # folder
  if ! pid "$1" >/dev/null; then
    setsid "$trytond" -c "$1/trytond.conf" > "$1/trytond.log" 2>&1 </dev/null 9>&- &
    echo $! > "$1/trytond.pid"
  fi
  for _ in $(seq 300); do
    pid "$1" >/dev/null && answers && return
    sleep 0.1
  done
  echo "trytond did not start; see $1/trytond.log" >&2
  exit 1
}

stop_in() { # folder
  local p
  p=$(pid "$1") || { rm -f "$1/trytond.pid"; return 0; }
  kill -CONT "$p" 2>/dev/null || true
  kill "$p" 2>/dev/null || true
  for _ in $(seq 100); do
    pid "$1" >/dev/null || break
    sleep 0.05
  done
  pid "$1" >/dev/null && kill -9 "$p" 2>/dev/null
  rm -f "$1/trytond.pid"
}

create() { # a clean copy, beside the cache and renamed into it, so that a broken one never counts
  local making=$cache.making
  stop_in "$making"
  rm -rf "$making"
  configure "$making"
  : > "$making/data/$db.sqlite"
  printf '%s\n' "$admin_password" > "$making/password"
  TRYTONPASSFILE=$making/password /usr/bin/trytond-admin -c "$making/trytond.conf" -d "$db" --all \
    --email admin@example.com > "$making/admin.log" 2>&1
  /usr/bin/trytond-admin -c "$making/trytond.conf" -d "$db" -u $modules \
    --activate-dependencies >> "$making/admin.log" 2>&1
  start_in "$making"
  PYTHONDONTWRITEBYTECODE=1 "$python" "$here/provision.py" 127.0.0.1 "$port" "$db" \
    "$admin_password" "$making/ids.json" > "$making/provision.log"
  stop_in "$making"
  stamp > "$making/stamp"
  rm -rf "$cache"
  mv "$making" "$cache"
}

create_unless_cached() {
  cached && return
  mkdir -p "$(dirname "$cache")"
  exec 9> "$cache.lock"
  flock 9
  cached || create
  exec 9>&-
}

reset() {
  stop_in "$home"
  configure "$home"
  rm -f "$home/data/$db.sqlite"*
  cp "$cache/data/$db.sqlite" "$home/data/$db.sqlite"
  cp "$cache/ids.json" "$home/ids.json"
  start_in "$home"
}

running() { pid "$home" || { echo "the server in $home is down" >&2; exit 3; }; }

case ${1:-up} in
  install) install_packages ;;
  create) install_packages; stop_in "$home"; create ;;
  start) start_in "$home" ;;
  stop) stop_in "$home" ;;
  reset) create_unless_cached; reset ;;
  hang) kill -STOP "$(running)" ;;
  resume) kill -CONT "$(running)" ;;
  status) running > /dev/null; answers || exit 3; echo "up on 127.0.0.1:$port" ;;
  up)
    install_packages
    create_unless_cached
    if [ -e "$home/ids.json" ]; then start_in "$home"; else reset; fi
    echo "Tryton: http://127.0.0.1:$port/$db/  what is in it: $home/ids.json"
    echo "users: admin/$admin_password, millrace/Mi11race-Factory, reader/R3ader-Factory-x (no rights)"
    ;;
  *) sed -n '2,/^set/p' "$0" | grep '^#' >&2; exit 2 ;;
esac
