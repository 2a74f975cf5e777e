<?php
// Settings of every store: all that differs comes from the environment, and nothing secret is in the image.
$setting = static fn(string $name, string $default = ''): string => getenv($name) ?: $default;

define('DB_HOST', $setting('WORDPRESS_DB_HOST', '127.0.0.1'));
define('DB_NAME', $setting('WORDPRESS_DB_NAME', 'wordpress'));
define('DB_USER', $setting('WORDPRESS_DB_USER', 'wordpress'));
define('DB_PASSWORD', $setting('WORDPRESS_DB_PASSWORD'));
// Encryption alone would take any certificate; this way it is checked against the authorities of SSL_CERT_FILE.
if ($setting('WORDPRESS_DB_TLS') === 'true') {
    define('MYSQL_CLIENT_FLAGS', MYSQLI_CLIENT_SSL | MYSQLI_CLIENT_SSL_VERIFY_SERVER_CERT);
}
define('DB_CHARSET', 'utf8mb4');
define('DB_COLLATE', '');
$table_prefix = 'wp_';

// WordPress wants eight keys: they all follow from the store's one secret.
foreach (['AUTH_KEY', 'SECURE_AUTH_KEY', 'LOGGED_IN_KEY', 'NONCE_KEY', 'AUTH_SALT', 'SECURE_AUTH_SALT', 'LOGGED_IN_SALT', 'NONCE_SALT'] as $key) {
    define($key, hash_hmac('sha256', $key, $setting('WORDPRESS_SECRET')));
}

define('WP_HOME', $setting('SHOP_ORIGIN', 'http://localhost'));
define('WP_SITEURL', WP_HOME);
// TLS ends at the Ingress.
if (($_SERVER['HTTP_X_FORWARDED_PROTO'] ?? '') === 'https') {
    $_SERVER['HTTPS'] = 'on';
}

// The code is the image's: it changes by a new version of the chart, never from within.
define('DISALLOW_FILE_MODS', true);
define('AUTOMATIC_UPDATER_DISABLED', true);
// Files belong to another user than PHP's on purpose; without this WordPress would want to write by FTP.
define('FS_METHOD', 'direct');
// The schedule is kept by the pod's liveness probe, which asks for wp-cron.php.
define('DISABLE_WP_CRON', true);
define('WP_HTTP_BLOCK_EXTERNAL', $setting('OUTGOING_REQUESTS', 'false') !== 'true');
define('WP_MEMORY_LIMIT', '128M');
define('WP_DEBUG', false);

if (!defined('ABSPATH')) {
    define('ABSPATH', __DIR__ . '/');
}
require_once ABSPATH . 'wp-settings.php';
