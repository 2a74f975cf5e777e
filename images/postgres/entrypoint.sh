#!/bin/sh
# Starts PostgreSQL on the volume, which gets the image's ready data folder if it is empty. Variables as the official image's.
set -eu
: "${POSTGRES_PASSWORD:?is not set: take it from the Secret store-secrets}"
user=${POSTGRES_USER:-medusa}
database=${POSTGRES_DB:-$user}
case "$user$database" in *[!a-zA-Z0-9_]*) echo "POSTGRES_USER and POSTGRES_DB: letters, digits and _ only" >&2; exit 64 ;; esac

password=$(printf %s "$POSTGRES_PASSWORD" | sed "s/'/''/g")
unset POSTGRES_PASSWORD
# One statement a line; a folder that is only just being made needs no waiting for the disk.
single() { folder=$1; shift; postgres --single -D "$folder" "$@" -c log_min_messages=fatal -c log_min_error_statement=panic postgres > /dev/null; }

# One server on a volume: the backup of a suspended store brings one along.
exec 9> "${PGDATA%/*}/lock"
flock --wait 60 9 || { echo "Another server has had this volume for a minute: it isn't shared." >&2; exit 75; }

if [ ! -s "$PGDATA/PG_VERSION" ]; then
  # Renamed only when complete: a copy that was interrupted is begun anew.
  rm -rf "$PGDATA.new"
  cp -a /usr/share/store/pgdata "$PGDATA.new"
  chmod 0700 "$PGDATA.new"
  {
    [ "$user" = store ] || echo "ALTER ROLE store RENAME TO \"$user\""
    [ "$database" = store ] || echo "ALTER DATABASE store RENAME TO \"$database\""
    echo "ALTER ROLE \"$user\" PASSWORD '$password'"
  } | single "$PGDATA.new" -F
  [ ! -d "$PGDATA" ] || rmdir "$PGDATA"
  mv "$PGDATA.new" "$PGDATA"
  sync &
else
  # After a kill it names process 1, which in this container is us.
  rm -f "$PGDATA/postmaster.pid"
  # Each time, so that the password in force is always the Secret's, and before anybody can connect.
  echo "ALTER ROLE \"$user\" PASSWORD '$password'" | single "$PGDATA"
fi
exec postgres -D "$PGDATA" "$@"
