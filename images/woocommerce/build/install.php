<?php
// install.php wordpress|plugin|shop: one stage of installing the shop that every store starts from. Each needs a process of its own,
// since WordPress loads plugins once. Names, addresses and passwords in it are replaced when a store is made.

const SHOP = '/srv/shop';
$stage = $argv[1] ?? '';
$_SERVER += ['HTTP_HOST' => 'shop.invalid', 'SERVER_NAME' => 'shop.invalid', 'REQUEST_METHOD' => 'GET', 'REQUEST_URI' => '/', 'SERVER_PROTOCOL' => 'HTTP/1.1', 'REMOTE_ADDR' => '127.0.0.1'];
set_error_handler(static function (int $level, string $message, string $file, int $line): bool {
    // Notices of WordPress's and its plugin's own; ours would be in this file.
    return $file !== __FILE__ ? false : throw new ErrorException($message, 0, $level, $file, $line);
});

function installWordPress(): void
{
    define('WP_INSTALLING', true);
    require SHOP . '/wp-load.php';
    require ABSPATH . 'wp-admin/includes/upgrade.php';
    wp_install('Shop', 'merchant', 'merchant@shop.invalid', true, '', wp_generate_password(32));
    update_option('permalink_structure', '/%postname%/');
    // "Hello world!" and the sample page.
    wp_delete_post(1, true);
    wp_delete_post(2, true);
    switch_theme('storeplane');
    foreach (['default_comment_status' => 'closed', 'default_ping_status' => 'closed', 'timezone_string' => 'UTC', 'blogdescription' => ''] as $name => $value) {
        update_option($name, $value);
    }
}

function hasPlugin(): bool
{
    return is_dir(WP_PLUGIN_DIR . '/woocommerce');
}

function activatePlugin(): void
{
    require SHOP . '/wp-load.php';
    require ABSPATH . 'wp-admin/includes/plugin.php';
    require ABSPATH . 'wp-admin/includes/upgrade.php';
    if (!hasPlugin()) {
        return;
    }
    $result = activate_plugin('woocommerce/woocommerce.php');
    if (is_wp_error($result)) {
        throw new RuntimeException($result->get_error_message());
    }
}

function setOptions(): void
{
    // Activation runs after `init`, too late for WooCommerce to turn its order tables on by itself.
    wc_get_container()->get(Automattic\WooCommerce\Internal\DataStores\Orders\DataSynchronizer::class)->create_database_tables();
    $options = [
        'woocommerce_custom_orders_table_data_sync_enabled' => 'no',
        'woocommerce_custom_orders_table_enabled' => 'yes',
        'woocommerce_store_address' => '1 Main Street',
        'woocommerce_store_city' => 'San Francisco',
        'woocommerce_store_postcode' => '94110',
        'woocommerce_default_country' => 'US:CA',
        'woocommerce_currency' => 'USD',
        'woocommerce_coming_soon' => 'no',
        'woocommerce_onboarding_profile' => ['skipped' => true, 'completed' => true, 'is_store_country_set' => true],
        'woocommerce_task_list_hidden' => 'yes',
        'woocommerce_extended_task_list_hidden' => 'yes',
        'woocommerce_task_list_hidden_lists' => ['setup', 'extended'],
        'woocommerce_allow_tracking' => 'no',
        'woocommerce_show_marketplace_suggestions' => 'no',
        'woocommerce_enable_guest_checkout' => 'yes',
        'woocommerce_enable_reviews' => 'no',
        'woocommerce_stock_format' => 'no_amount',
        'woocommerce_calc_taxes' => 'no',
        'woocommerce_cod_settings' => [
            'enabled' => 'yes',
            'title' => 'Cash on delivery',
            'description' => 'Pay with cash upon delivery.',
            'instructions' => 'Pay with cash upon delivery.',
            'enable_for_methods' => [],
            'enable_for_virtual' => 'yes',
        ],
    ];
    foreach ($options as $name => $value) {
        update_option($name, $value);
    }
    delete_option('_wc_activation_redirect');
    delete_transient('_wc_activation_redirect');
    $everywhere = new WC_Shipping_Zone(0);
    if ($everywhere->get_shipping_methods() === []) {
        $everywhere->add_shipping_method('free_shipping');
    }
}

/** Adds a picture to the media library, with its sizes. */
function addPicture(string $file, string $title): int
{
    require_once ABSPATH . 'wp-admin/includes/image.php';
    $upload = wp_upload_bits(basename($file), null, file_get_contents($file));
    if ($upload['error']) {
        throw new RuntimeException($upload['error']);
    }
    $id = wp_insert_attachment(['post_title' => $title, 'post_mime_type' => $upload['type'], 'guid' => $upload['url']], $upload['file']);
    wp_update_attachment_metadata($id, wp_generate_attachment_metadata($id, $upload['file']));
    update_post_meta($id, '_wp_attachment_image_alt', $title);
    return $id;
}

function addProducts(): void
{
    foreach (json_decode(file_get_contents(__DIR__ . '/catalogue.json'), true, 512, JSON_THROW_ON_ERROR) as $order => $sample) {
        $slug = sanitize_title($sample['name']);
        $category = term_exists($sample['category'], 'product_cat') ?: wp_insert_term($sample['category'], 'product_cat');
        $product = new WC_Product_Simple();
        $product->set_name($sample['name']);
        $product->set_slug($slug);
        $product->set_sku(strtoupper($slug));
        $product->set_regular_price($sample['price']);
        $product->set_short_description($sample['description']);
        $product->set_category_ids([(int) $category['term_id']]);
        $product->set_image_id(addPicture(__DIR__ . "/samples/$slug.webp", $sample['name']));
        $product->set_menu_order($order);
        $product->set_manage_stock(true);
        $product->set_stock_quantity(1000);
        $product->save();
    }
}

/** Work that WooCommerce has put off, so that no store begins with it. */
function runScheduled(): void
{
    for ($round = 0; $round < 20 && ActionScheduler_QueueRunner::instance()->run() > 0; $round++) {
    }
}

function setUpShop(): void
{
    require SHOP . '/wp-load.php';
    wp_set_current_user(1);
    if (hasPlugin()) {
        setOptions();
        addProducts();
        runScheduled();
        wc_delete_product_transients();
        // Kept by the second: a method added within the same one would stay unseen.
        delete_transient('wc_shipping_method_count');
        delete_transient('wc_shipping_method_count_legacy');
    }
    flush_rewrite_rules(true);
    global $wpdb;
    $wpdb->query("DELETE FROM $wpdb->options WHERE option_name LIKE '\\_transient\\_%' OR option_name LIKE '\\_site\\_transient\\_%'");
}

$started = microtime(true);
match ($stage) {
    'wordpress' => installWordPress(),
    'plugin' => activatePlugin(),
    'shop' => setUpShop(),
};
printf("%s: %.1f s, %d MB\n", $stage, microtime(true) - $started, memory_get_peak_usage(true) / 2 ** 20);
