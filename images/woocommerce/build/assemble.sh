#!/bin/sh
# assemble.sh <folder>: the image's root: PHP, nginx, their libraries and the shop, and nothing else.
set -eu
# What WordPress ships for other occasions.
rm -f /srv/shop/wp-config-sample.php /srv/shop/readme.html /srv/shop/license.txt /srv/shop/wp-content/plugins/hello.php
find /srv/shop/wp-content/themes -mindepth 1 -maxdepth 1 ! -name twentytwentyfour ! -name storeplane -type d -exec rm -r {} +
rm -f /etc/php/8.2/fpm/pool.d/*
chown -R root:root /srv && chmod -R a+rX,go-w /srv
/build/collect-root.sh "$1" /usr/sbin/nginx /etc/nginx/mime.types /etc/nginx/fastcgi_params /usr/sbin/php-fpm8.2 /usr/bin/php8.2 \
  /usr/lib/php/20220829 /usr/share/php /etc/php/8.2 /var/lib/php /usr/share/zoneinfo /etc/ssl/certs/ca-certificates.crt /etc/store /srv
mkdir -p "$1/bin" "$1/run/shop" "$1/var/log/nginx" "$1/var/lib/nginx"
cp /bin/busybox "$1/bin/" && for tool in sh cat id ls ps sleep wget; do ln -s busybox "$1/bin/$tool"; done
ln -s php8.2 "$1/usr/bin/php" && ln -s php-fpm8.2 "$1/usr/sbin/php-fpm"
chown 33:33 "$1/run/shop" "$1/srv/shop/wp-content/uploads"
grep -E '^(root|www-data):' /etc/passwd > "$1/etc/passwd" && grep -E '^(root|www-data):' /etc/group > "$1/etc/group"
