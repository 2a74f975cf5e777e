#!/bin/sh
# make-template.sh <folder>: installs the shop, each stage in a process of its own, and writes down its database and pictures.
set -eu
mkdir -p "$1"
export SHOP_ORIGIN=http://shop.invalid
for stage in wordpress plugin shop; do php -d display_errors=stderr /build/install.php $stage; done
mariadb-dump --no-defaults --host=127.0.0.1 --port="${WORDPRESS_DB_HOST#*:}" --user=wordpress --password=build \
  --skip-add-drop-table --skip-comments --skip-add-locks --no-tablespaces --single-transaction wordpress | gzip -9n > "$1/template.sql.gz"
mv /srv/shop/wp-content/uploads "$1/uploads"
mkdir /srv/shop/wp-content/uploads
