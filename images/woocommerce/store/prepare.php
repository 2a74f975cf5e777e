<?php
// Waits for the database, fills an empty one from the template made with the image, and makes it this store's: address, name, admin.
// Does nothing where that is done. MariaDB has no transactions around tables, so a marker tells a run that was killed from a store.

const TEMPLATE = __DIR__ . '/template';
const SHOP = '/srv/shop';
/** The address that the template was made with. */
const TEMPLATE_ORIGIN = 'http://shop.invalid';
/** How long a restore is waited for; the container is started again afterwards, and waits on. */
const RESTORE_SECONDS = 280;

function setting(string $name): string
{
    return getenv($name) ?: throw new RuntimeException("$name is not set.");
}

/** Tries until the database answers. */
function connect(): mysqli
{
    mysqli_report(MYSQLI_REPORT_ERROR | MYSQLI_REPORT_STRICT);
    [$host, $port] = explode(':', setting('WORDPRESS_DB_HOST')) + [1 => '3306'];
    $deadline = microtime(true) + (float) (getenv('WAIT_SECONDS') ?: 120);
    while (true) {
        try {
            $database = mysqli_init();
            $flags = getenv('WORDPRESS_DB_TLS') === 'true' ? MYSQLI_CLIENT_SSL | MYSQLI_CLIENT_SSL_VERIFY_SERVER_CERT : 0;
            $database->real_connect($host, getenv('WORDPRESS_DB_USER') ?: 'wordpress', setting('WORDPRESS_DB_PASSWORD'), getenv('WORDPRESS_DB_NAME') ?: 'wordpress', (int) $port, null, $flags);
            $database->set_charset('utf8mb4');
            return $database;
        } catch (mysqli_sql_exception $error) {
            if (microtime(true) > $deadline) {
                throw new RuntimeException("The database at $host:$port didn't let us in: {$error->getMessage()}");
            }
            usleep(100_000);
        }
    }
}

function tables(mysqli $database): array
{
    return array_column($database->query('SHOW TABLES')->fetch_all(), 0);
}

/** Runs the dump, statement by statement as the server reads them. */
function restore(mysqli $database): void
{
    $database->multi_query(gzdecode(file_get_contents(TEMPLATE . '/template.sql.gz')));
    while ($database->more_results()) {
        $database->next_result();
    }
    $database->query('SET SESSION sql_mode = DEFAULT, SESSION foreign_key_checks = DEFAULT, SESSION unique_checks = DEFAULT');
}

function passwordHash(string $password): string
{
    require SHOP . '/wp-includes/version.php';
    if (version_compare($wp_version, '6.8', '>=')) {
        return '$wp' . password_hash(base64_encode(hash_hmac('sha384', $password, 'wp-sha384', true)), PASSWORD_BCRYPT);
    }
    require SHOP . '/wp-includes/class-phpass.php';
    return (new PasswordHash(8, true))->HashPassword($password);
}

/** The address and the password of the store's Secret sign this user in. */
function setAdmin(mysqli $database, string $user): void
{
    $values = [setting('ADMIN_EMAIL'), passwordHash(setting('ADMIN_PASSWORD')), $user];
    $database->execute_query('UPDATE wp_users SET user_email = ?, user_pass = ? WHERE ID = ?', $values);
}

/** The administrator of the store's Secret, or else the first one. */
function administrator(mysqli $database): string
{
    $found = $database->execute_query("SELECT ID FROM wp_users JOIN wp_usermeta ON user_id = ID WHERE meta_key = 'wp_capabilities' AND meta_value LIKE '%\"administrator\"%'
        ORDER BY user_email = ? DESC, ID LIMIT 1", [setting('ADMIN_EMAIL')]);
    return $found->fetch_row()[0] ?? throw new RuntimeException('The shop has no administrator.');
}

/**
 * Gives the admin the password that a rotation made, once after each: whoever changes it in the admin afterwards keeps theirs. A shop that is
 * only just made has it already.
 */
function adoptRotatedAdmin(mysqli $database, bool $made): void
{
    $rotation = getenv('ADMIN_ROTATION');
    if (!$rotation) {
        return;
    }
    // Before the transaction, which making a table would end.
    $database->query('CREATE TABLE IF NOT EXISTS storeplane_admin_rotations (id VARCHAR(64) PRIMARY KEY, adopted_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP)');
    $database->begin_transaction();
    $database->execute_query('INSERT IGNORE INTO storeplane_admin_rotations (id) VALUES (?)', [$rotation]);
    if ($database->affected_rows === 1 && !$made) {
        setAdmin($database, administrator($database));
    }
    $database->commit();
}

function moveLinks(mysqli $database, string $from, string $to): void
{
    foreach (['post_content', 'guid'] as $column) {
        $database->execute_query("UPDATE wp_posts SET $column = REPLACE($column, ?, ?)", [$from, $to]);
    }
}

function personalise(mysqli $database): void
{
    $run = static fn(string $sql, string ...$values) => $database->execute_query($sql, $values);
    $origin = rtrim(setting('SHOP_ORIGIN'), '/');
    $email = setting('ADMIN_EMAIL');
    $options = [
        'siteurl' => $origin,
        'home' => $origin,
        'blogname' => setting('STORE_NAME'),
        'blogdescription' => getenv('STORE_TAGLINE') ?: '',
        'admin_email' => $email,
        'new_admin_email' => $email,
        'woocommerce_email_from_address' => $email,
        'woocommerce_stock_email_recipient' => $email,
        'woocommerce_currency' => strtoupper(getenv('STORE_CURRENCY') ?: 'USD'),
    ];
    foreach ($options as $name => $value) {
        $run('UPDATE wp_options SET option_value = ? WHERE option_name = ?', $value, $name);
    }
    moveLinks($database, TEMPLATE_ORIGIN, $origin);
    setAdmin($database, '1');
    $run("REPLACE INTO wp_options (option_name, option_value, autoload) VALUES ('woocommerce_store_id', ?, 'yes')", vsprintf('%s%s-%s-%s-%s-%s%s%s', str_split(bin2hex(random_bytes(16)), 4)));
}

/** The pictures that the template's products show. */
function copyUploads(): void
{
    $target = SHOP . '/wp-content/uploads';
    $source = TEMPLATE . '/uploads';
    $files = new RecursiveIteratorIterator(new RecursiveDirectoryIterator($source, FilesystemIterator::SKIP_DOTS), RecursiveIteratorIterator::SELF_FIRST);
    foreach ($files as $path => $entry) {
        $copy = $target . substr($path, strlen($source));
        $entry->isDir() ? is_dir($copy) || mkdir($copy) : copy($path, $copy);
    }
}

/** Which restore loaded the database last. */
function restoredBy(mysqli $database): ?string
{
    if (!in_array('storeplane_restored', tables($database), true)) {
        return null;
    }
    try {
        return $database->query('SELECT id FROM storeplane_restored')->fetch_row()[0] ?? null;
    } catch (mysqli_sql_exception) {
        // Another restore is just dropping it.
        return null;
    }
}

/** Until the restore that this store asks for has loaded the database; the shop before this one serves meanwhile. */
function awaitRestore(mysqli $database, string $id): void
{
    $deadline = microtime(true) + RESTORE_SECONDS;
    while (restoredBy($database) !== $id) {
        if (microtime(true) > $deadline) {
            throw new RuntimeException('The backup that this store asks for was not restored within ' . RESTORE_SECONDS . " s: see this store's Job restore-*. The shop waits on.");
        }
        usleep(500_000);
    }
}

/** Makes what was restored this store's, once after each restore: it may be another store's. */
function adoptRestored(mysqli $database): void
{
    $first = static fn(string $sql, string ...$values): ?string => $database->execute_query($sql, $values)->fetch_row()[0] ?? null;
    if ($first('SELECT COUNT(*) FROM storeplane_restored WHERE adopted_at IS NULL') === '0') {
        return;
    }
    $database->begin_transaction();
    $origin = rtrim(setting('SHOP_ORIGIN'), '/');
    $before = $first("SELECT option_value FROM wp_options WHERE option_name = 'siteurl'");
    if ($before !== null && $before !== $origin) {
        moveLinks($database, $before, $origin);
        $database->execute_query("UPDATE wp_options SET option_value = ? WHERE option_name IN ('siteurl', 'home')", [$origin]);
    }
    setAdmin($database, administrator($database));
    $database->query('UPDATE storeplane_restored SET adopted_at = NOW()');
    $database->commit();
}

function prepare(mysqli $database): string
{
    $restore = getenv('RESTORE_ID') ?: null;
    if ($restore !== null) {
        awaitRestore($database, $restore);
    }
    // Two pods that start at once must not both prepare. The lock goes with the connection.
    if ($database->query("SELECT GET_LOCK('storeplane_prepare', 60)")->fetch_row()[0] != 1) {
        throw new RuntimeException('Another pod is preparing the database, for more than a minute.');
    }
    $tables = tables($database);
    if (in_array('storeplane_prepared', $tables, true)) {
        if ($restore !== null) {
            adoptRestored($database);
        }
        adoptRotatedAdmin($database, made: false);
        return 'kept';
    }
    if (in_array('storeplane_preparing', $tables, true)) {
        $database->query('SET foreign_key_checks = 0');
        foreach (array_diff($tables, ['storeplane_preparing']) as $table) {
            $database->query("DROP TABLE `$table`");
        }
    } elseif ($tables === []) {
        $database->query('CREATE TABLE storeplane_preparing (since TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP)');
    } elseif (in_array('wp_options', $tables, true)) {
        // A WordPress database of other origin is left alone.
        return 'foreign';
    } else {
        throw new RuntimeException(count($tables) . " tables that are not WordPress's are in the database: give the store an empty one of its own.");
    }
    restore($database);
    $database->begin_transaction();
    personalise($database);
    $database->commit();
    adoptRotatedAdmin($database, made: true);
    copyUploads();
    $database->query('RENAME TABLE storeplane_preparing TO storeplane_prepared');
    return 'made';
}

try {
    $started = microtime(true);
    $database = connect();
    $connected = microtime(true);
    $outcome = prepare($database);
    echo json_encode([
        'message' => 'prepared',
        'outcome' => $outcome,
        'waitSeconds' => round($connected - $started, 3),
        'seconds' => round(microtime(true) - $connected, 3),
    ]), "\n";
} catch (Throwable $error) {
    fwrite(STDERR, $error->getMessage() . "\n");
    exit(1);
}
