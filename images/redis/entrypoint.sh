#!/bin/sh
# Starts Redis with a password that no list of processes shows.
set -eu
: "${REDIS_PASSWORD:?is not set: take it from the Secret store-secrets}"
case "$REDIS_PASSWORD" in *[!a-zA-Z0-9_.~-]*) echo "REDIS_PASSWORD: letters, digits and _ . ~ - only" >&2; exit 64 ;; esac
exec redis-server - <<CONF
requirepass $REDIS_PASSWORD
bind * -::*
dir /data
appendonly ${REDIS_APPENDONLY:-no}
save ""
maxmemory ${REDIS_MAXMEMORY:-64mb}
# Queues must not lose entries: when memory is full, writes fail instead.
maxmemory-policy noeviction
CONF
