<?php
// smoke-test.php <root>: an empty database becomes a store, in the image's own root and as its own user; with WooCommerce, one in which
// an order can be placed. Ends with what is wrong.

$root = $argv[1];
$port = (int) explode(':', stream_socket_get_name($socket = stream_socket_server('tcp://127.0.0.1:0'), false))[1];
fclose($socket);
$origin = "http://127.0.0.1:$port";
$environment = getenv() + [
    'SHOP_ORIGIN' => $origin,
    'REDIRECT_HOSTS' => 'www.smoke.example',
    'STORE_NAME' => "Smoke & Co",
    'ADMIN_EMAIL' => 'admin@smoke.example',
    'ADMIN_PASSWORD' => 'smoke-test-password',
    'DASHBOARD_URL' => 'https://dashboard.example/stores',
    'PHP_WORKERS' => '2',
];
$processes = [];

/** Starts a program of the image as the image's user; it doesn't outlive this one. */
function start(string ...$command)
{
    global $root, $environment;
    $pipes = [];
    return proc_open(['setpriv', '--pdeathsig', 'TERM', 'chroot', '--userspec=33:33', $root, ...$command], [0 => ['file', '/dev/null', 'r']], $pipes, '/', $environment)
        ?: throw new RuntimeException("$command[0] didn't start.");
}

function run(string ...$command): void
{
    $status = proc_close(start(...$command));
    if ($status !== 0) {
        throw new RuntimeException(implode(' ', $command) . " ended with $status.");
    }
}

/** @return array{int, string, string} status, headers and body */
function request(string $path, ?array $json = null, array $headers = []): array
{
    global $origin;
    $request = curl_init($origin . $path);
    curl_setopt_array($request, [CURLOPT_RETURNTRANSFER => true, CURLOPT_HEADER => true, CURLOPT_TIMEOUT => 60, CURLOPT_HTTPHEADER => [...$headers, 'Content-Type: application/json']]);
    if ($json !== null) {
        curl_setopt($request, CURLOPT_POSTFIELDS, json_encode($json));
    }
    $answer = (string) curl_exec($request);
    $length = curl_getinfo($request, CURLINFO_HEADER_SIZE);
    return [curl_getinfo($request, CURLINFO_RESPONSE_CODE), substr($answer, 0, $length), substr($answer, $length)];
}

function expect(string $path, int $status, string $text): void
{
    [$found, , $body] = request($path);
    if ($found !== $status || !str_contains($body, $text)) {
        throw new RuntimeException("$path answered $found, without \"$text\" or not $status: " . substr($body, 0, 2000));
    }
}

function placeOrder(): void
{
    $api = '/wp-json/wc/store/v1';
    [, $headers] = request("$api/cart");
    // Versions before 9.4 want the nonce, too.
    preg_match_all('/^(?:Cart-Token|Nonce): \S+/mi', $headers, $tokens);
    $call = static function (string $path, array $json) use ($api, $tokens): array {
        [$status, , $body] = request($api . $path, $json, $tokens[0]);
        return $status < 300 ? json_decode($body, true) : throw new RuntimeException("$path answered $status: $body");
    };
    $product = json_decode(request("$api/products?sku=BLUE-SHIRT")[2], true)[0];
    $call('/cart/add-item', ['id' => $product['id'], 'quantity' => 2]);
    $address = ['first_name' => 'Ann', 'last_name' => 'Shopper', 'address_1' => '1 Test Street', 'city' => 'Austin', 'state' => 'TX', 'postcode' => '78701', 'country' => 'US', 'phone' => '5550100'];
    $addresses = ['billing_address' => $address + ['email' => 'ann@example.com'], 'shipping_address' => $address];
    $cart = $call('/cart/update-customer', $addresses);
    $rate = $cart['shipping_rates'][0]['shipping_rates'][0]['rate_id'] ?? throw new RuntimeException('Nothing ships the cart.');
    $call('/cart/select-shipping-rate', ['package_id' => 0, 'rate_id' => $rate]);
    $order = $call('/checkout', $addresses + ['payment_method' => 'cod']);
    if ($order['status'] !== 'processing' || $cart['totals']['total_price'] !== '5998') {
        throw new RuntimeException('The order is not what was bought: ' . json_encode([$order, $cart['totals']]));
    }
}

try {
    $started = microtime(true);
    $lap = static function () use (&$started): string {
        [$since, $started] = [$started, microtime(true)];
        return sprintf('%.2f s', $started - $since);
    };
    run('/usr/bin/php', '/srv/store/prepare.php');
    $prepared = $lap();
    run('/usr/bin/php', '/srv/store/prepare.php');
    $again = $lap();
    // What a container's own /dev has.
    foreach (['null', 'stderr'] as $device) {
        touch("$root/dev/$device") && chmod("$root/dev/$device", 0666);
    }
    file_put_contents("$root/tmp/nginx.conf", str_replace(['listen 8080;', 'listen [::]:8080;'], ["listen 127.0.0.1:$port;", ''], file_get_contents("$root/etc/store/nginx.conf")));
    $processes = [start('/usr/sbin/php-fpm', '--nodaemonize', '--fpm-config', '/etc/store/php-fpm.conf'), start('/usr/sbin/nginx', '-c', '/tmp/nginx.conf')];
    for ($tries = 0; request('/healthz')[0] !== 200; $tries++) {
        $tries < 300 ? usleep(100_000) : throw new RuntimeException('The shop did not answer within 30 s.');
    }
    expect('/healthz/started', 200, 'ok');
    $booted = $lap();
    expect('/', 200, 'Smoke &amp; Co');
    $first = $lap();
    expect('/', 200, 'Smoke &amp; Co');
    $second = $lap();
    expect('/no-such-page/', 404, 'Smoke &amp; Co');
    expect('/wp-login.php', 200, 'user_pass');
    expect('/wp-includes/css/dist/block-library/style.min.css', 200, '{');
    expect('/wp-cron.php', 200, '');
    [$status, $headers] = request('/product/hat/?size=m', null, ['Host: www.smoke.example']);
    if ($status !== 308 || !str_contains($headers, "Location: $origin/product/hat/?size=m\r\n")) {
        throw new RuntimeException("A host that redirects answered $status: $headers");
    }
    [, $headers] = request('/');
    if (!str_contains($headers, "frame-ancestors 'self' https://dashboard.example\r\n")) {
        throw new RuntimeException("The dashboard may not show the shop: $headers");
    }
    $hasPlugin = is_dir("$root/srv/shop/wp-content/plugins/woocommerce");
    if ($hasPlugin) {
        expect('/', 200, 'Blue Shirt');
        expect('/product/red-hat/', 200, '14.99');
        $lap();
        placeOrder();
    }
    printf("prepare %s, again %s, boot %s, first page %s, second %s%s\n", $prepared, $again, $booted, $first, $second, $hasPlugin ? ', order ' . $lap() : '; without WooCommerce');
} catch (Throwable $error) {
    fwrite(STDERR, $error->getMessage() . "\n" . @file_get_contents("$root/dev/stderr"));
    $failed = true;
} finally {
    foreach ($processes as $process) {
        proc_terminate($process);
        proc_close($process);
    }
}
exec('rm -rf ' . escapeshellarg("$root/tmp") . '/* ' . escapeshellarg("$root/dev") . '/* ' . escapeshellarg("$root/run/shop") . '/* ' . escapeshellarg("$root/srv/shop/wp-content/uploads") . '/*');
exit(isset($failed) ? 1 : 0);
