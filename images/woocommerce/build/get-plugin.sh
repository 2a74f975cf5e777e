#!/bin/sh
# get-plugin.sh <folder>: puts WooCommerce there: from the URL in WOOCOMMERCE_PLUGIN, or from /plugin, a zip or the plugin's folder.
# Without either the image holds WordPress alone, and its shop says so.
set -eu
if [ -n "${WOOCOMMERCE_PLUGIN:-}" ]; then
  : "${WOOCOMMERCE_SHA256:?is not set: the SHA-256 sum of what WOOCOMMERCE_PLUGIN leads to}"
  curl --fail --silent --show-error --location --max-time 600 --output /plugin/woocommerce.zip "$WOOCOMMERCE_PLUGIN"
  echo "$WOOCOMMERCE_SHA256  /plugin/woocommerce.zip" | sha256sum --check --quiet
fi
if [ -e /plugin/woocommerce.zip ]; then
  unzip -q /plugin/woocommerce.zip -d "$1"
elif [ -e /plugin/woocommerce ]; then
  cp -r /plugin/woocommerce "$1/"
else
  echo "No WooCommerce is given: the image will hold WordPress alone."
  exit 0
fi
[ -e "$1/woocommerce/woocommerce.php" ] || { echo "What was given as WooCommerce holds no woocommerce/woocommerce.php." >&2; exit 1; }
chmod -R a+rX,go-w "$1/woocommerce"
