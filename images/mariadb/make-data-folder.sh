#!/bin/sh
# make-data-folder.sh <folder>: an initialised data folder, in which nobody but the server's own user on its socket is known.
set -eu
mkdir -p "$(dirname "$1")"
mariadb-install-db --defaults-file=/etc/mysql/store.cnf --datadir="$1" --user=mysql --skip-test-db \
  --auth-root-authentication-method=socket --auth-root-socket-user=mysql > /dev/null
chown -R 999:999 "$1" && chmod 0755 "$1"
