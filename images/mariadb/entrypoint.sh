#!/bin/sh
# Starts MariaDB on the volume, which gets the image's ready data folder if it is empty. Variables as the official image's.
set -eu
: "${MARIADB_PASSWORD:?is not set: take it from the Secret store-secrets}"
user=${MARIADB_USER:-wordpress}
database=${MARIADB_DATABASE:-$user}
case "$user$database" in *[!a-zA-Z0-9_]*) echo "MARIADB_USER and MARIADB_DATABASE: letters, digits and _ only" >&2; exit 64 ;; esac
data=/var/lib/mysql/data

# One server on a volume: the backup of a suspended store brings one along.
exec 9> "${data%/*}/lock"
flock --wait 60 9 || { echo "Another server has had this volume for a minute: it isn't shared." >&2; exit 75; }

if [ ! -d "$data/mysql" ]; then
  # Renamed only when complete: a copy that was interrupted is begun anew.
  rm -rf "$data.new"
  cp -a /usr/share/store/data "$data.new"
  chmod 0700 "$data.new"
  [ ! -d "$data" ] || rmdir "$data"
  mv "$data.new" "$data"
  sync &
fi
# Each time, so that the password in force is always the Secret's, and before anybody can connect.
password=$(printf %s "$MARIADB_PASSWORD" | sed "s/[\\\\']/\\\\&/g")
unset MARIADB_PASSWORD
umask 077
cat > /tmp/init.sql <<SQL
CREATE DATABASE IF NOT EXISTS \`$database\`;
CREATE USER IF NOT EXISTS '$user'@'%';
ALTER USER '$user'@'%' IDENTIFIED BY '$password';
GRANT ALL ON \`$database\`.* TO '$user'@'%';
SQL
exec mariadbd --defaults-file=/etc/mysql/store.cnf --init-file=/tmp/init.sql \
  --innodb-buffer-pool-size="${MARIADB_BUFFER_POOL:-64M}" "$@"
