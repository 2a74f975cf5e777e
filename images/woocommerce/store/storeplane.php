<?php
/*
Plugin Name: Store on Storeplane
Description: Redirecting hosts, health checks and mail of a store that runs in Kubernetes.
*/

/** Answers a health check in plain text and ends. */
function storeplane_answer(int $status, string $text): void
{
    status_header($status);
    nocache_headers();
    header('Content-Type: text/plain; charset=utf-8');
    exit("$text\n");
}

// Hosts that only lead to the shop: the same path at its address, method and body included.
$storeplane_host = strtolower(preg_replace('/:\d+$/', '', $_SERVER['HTTP_HOST'] ?? ''));
if ($storeplane_host !== '' && in_array($storeplane_host, explode(' ', getenv('REDIRECT_HOSTS') ?: ''), true)) {
    header('Location: ' . WP_HOME . $_SERVER['REQUEST_URI'], true, 308);
    exit;
}

$storeplane_path = parse_url($_SERVER['REQUEST_URI'] ?? '', PHP_URL_PATH);

// Ready: the web server, PHP and the database answer. WordPress has read its options by now, or has answered 500.
if ($storeplane_path === '/healthz') {
    storeplane_answer(200, 'ok');
}

// Started: every plugin has been loaded, and with WooCommerce its products and orders can be read.
if ($storeplane_path === '/healthz/started') {
    add_action('wp_loaded', static function (): void {
        global $wpdb;
        if (function_exists('WC')) {
            wc_get_products(['limit' => 1]);
            wc_get_orders(['limit' => 1]);
            if ($wpdb->last_error !== '') {
                storeplane_answer(500, $wpdb->last_error);
            }
        } elseif (is_dir(WP_PLUGIN_DIR . '/woocommerce')) {
            storeplane_answer(500, 'WooCommerce is installed, but not active');
        }
        storeplane_answer(200, 'ok');
    });
}

// The dashboard may show the shop in a frame, nobody else.
add_action('send_headers', static function (): void {
    $url = parse_url(getenv('DASHBOARD_URL') ?: '');
    $origin = isset($url['host']) ? " {$url['scheme']}://{$url['host']}" . (isset($url['port']) ? ":{$url['port']}" : '') : '';
    header("Content-Security-Policy: frame-ancestors 'self'$origin");
});

// Without a mail server nothing is sent; the image has no program that could.
add_action('phpmailer_init', static function ($mailer): void {
    $mailer->isSMTP();
    $mailer->Host = getenv('SMTP_HOST');
    $mailer->Port = (int) (getenv('SMTP_PORT') ?: 587);
    // Elsewhere the mailer asks the server for STARTTLS.
    $mailer->SMTPSecure = $mailer->Port === 465 ? 'ssl' : '';
    $mailer->SMTPAuth = (bool) getenv('SMTP_USERNAME');
    $mailer->Username = getenv('SMTP_USERNAME') ?: '';
    $mailer->Password = getenv('SMTP_PASSWORD') ?: '';
});
if (!getenv('SMTP_HOST')) {
    add_filter('pre_wp_mail', '__return_false');
}

// Nothing here is updated from within, so nobody is asked for updates.
add_action('init', static function (): void {
    foreach (['wp_version_check', 'wp_update_plugins', 'wp_update_themes'] as $check) {
        remove_all_actions($check);
    }
}, 0);
foreach (['core', 'plugins', 'themes'] as $kind) {
    add_filter("pre_site_transient_update_$kind", static fn(): object => (object) [
        'last_checked' => time(),
        'version_checked' => $GLOBALS['wp_version'],
        'updates' => [],
        'response' => [],
        'no_update' => [],
        'translations' => [],
    ]);
}

// Shoppers' browsers ask nobody else for anything.
remove_action('wp_head', 'print_emoji_detection_script', 7);
remove_action('wp_print_styles', 'print_emoji_styles');
add_filter('emoji_svg_url', '__return_false');
