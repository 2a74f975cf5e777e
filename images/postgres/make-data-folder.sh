#!/bin/sh
# make-data-folder.sh <folder>: an initialised data folder with the role and the database "store", which nobody can log in to yet.
set -eu
bin=/usr/lib/postgresql/15/bin
mkdir -p "$(dirname "$1")" && chown 999:999 "$(dirname "$1")"
as_postgres() { setpriv --reuid=999 --regid=999 --clear-groups "$@"; }
# Small segments of the write-ahead log keep the folder, and so every new store's volume, small.
as_postgres $bin/initdb --pgdata="$1" --username=postgres --encoding=UTF8 --locale=C.UTF-8 --wal-segsize=4 \
  --auth-local=peer --auth-host=scram-sha-256 --no-instructions
{
  echo "local all all peer"
  echo "host all all all scram-sha-256"
} > "$1/pg_hba.conf"
cat /build/postgresql.conf >> "$1/postgresql.conf"
as_postgres $bin/postgres --single -D "$1" postgres <<'SQL'
CREATE ROLE store LOGIN
CREATE DATABASE store OWNER store
VACUUM FREEZE
SQL
chown -R 999:999 "$1" && chmod 0755 "$1"
