#!/bin/sh
# with-mariadb.sh <command>…: runs it beside a MariaDB with an empty database, which ends with it, even when it is killed.
set -eu
# What is killed from above takes along all that it started.
[ -n "${GUARDED:-}" ] || GUARDED=1 exec setpriv --pdeathsig KILL "$0" "$@"
folder=$(mktemp -d) && chmod 755 "$folder"
data=$folder/data
mariadb-install-db --no-defaults --datadir="$data" --user=mysql --skip-test-db --auth-root-authentication-method=normal > /dev/null
# A build may share the machine's network, so the port is one that was free.
port=$(php -r '$s = stream_socket_server("tcp://127.0.0.1:0"); echo explode(":", stream_socket_get_name($s, false))[1];')
setpriv --pdeathsig KILL --reuid=mysql --regid=mysql --clear-groups mariadbd --no-defaults --datadir="$data" --socket="$folder/data/sock" \
  --pid-file="$folder/data/pid" --port="$port" --bind-address=127.0.0.1 --innodb-flush-log-at-trx-commit=0 --skip-log-bin --log-error="$folder/data/log" &
server=$!
trap 'kill -KILL $server 2> /dev/null; rm -rf "$folder"' EXIT INT TERM
sql() { mariadb --no-defaults --socket="$folder/data/sock" --user=root "$@"; }
for _ in $(seq 300); do sql -e 'select 1' > /dev/null 2>&1 && break; sleep 0.1; done
sql -e "create database wordpress; create user wordpress@'%' identified by 'build'; grant all on *.* to wordpress@'%'"
export WORDPRESS_DB_HOST="127.0.0.1:$port" WORDPRESS_DB_PASSWORD=build WORDPRESS_SECRET=build
setpriv --pdeathsig KILL "$@"
