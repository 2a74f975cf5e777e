<?php
// Makes the Secrets store-secrets and store-credentials where they are missing, as the pod's ServiceAccount. Existing ones are never
// changed but for a rotation, several runs at once agree, and a run after one that was killed half-way finishes its work. A rotation
// leaves a key named after it, which pods wait for, so that none starts with the former values.

const ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';
const ATTEMPTS = 20;
/** What can be made anew while the store is in use. */
const ROTATABLE = ['database' => ['MARIADB_PASSWORD'], 'sessions' => ['WORDPRESS_SECRET'], 'admin' => ['ADMIN_PASSWORD']];

/** One request to the Kubernetes API. Routes, names and role bindings may reach a new namespace a moment after its first pod. */
function call(string $method, string $path, ?array $body = null): array
{
    $host = getenv('KUBERNETES_SERVICE_HOST') ?: throw new RuntimeException('KUBERNETES_SERVICE_HOST is not set: this runs only in a pod.');
    $url = "https://$host:" . (getenv('KUBERNETES_SERVICE_PORT') ?: '443') . '/api/v1/namespaces/'
        . trim(file_get_contents(ACCOUNT . '/namespace')) . "/secrets$path";
    for ($attempt = 1; ; $attempt++) {
        $request = curl_init($url);
        curl_setopt_array($request, [
            CURLOPT_CUSTOMREQUEST => $method,
            CURLOPT_RETURNTRANSFER => true,
            CURLOPT_TIMEOUT => 5,
            CURLOPT_CAINFO => ACCOUNT . '/ca.crt',
            CURLOPT_HTTPHEADER => ['Content-Type: application/' . ($method === 'PATCH' ? 'merge-patch+json' : 'json'), 'Authorization: Bearer ' . trim(file_get_contents(ACCOUNT . '/token'))],
        ]);
        if ($body !== null) {
            curl_setopt($request, CURLOPT_POSTFIELDS, json_encode($body));
        }
        $answer = curl_exec($request);
        $status = curl_getinfo($request, CURLINFO_RESPONSE_CODE);
        if ($answer !== false && $status < 500 && !in_array($status, [401, 403, 429], true)) {
            return [$status, json_decode($answer, true)];
        }
        if ($attempt === ATTEMPTS) {
            $last = $answer === false ? curl_error($request) : "$status " . substr($answer, 0, 300);
            throw new RuntimeException("The Kubernetes API refused $method $url $attempt times; last: $last. Check the rights of this ServiceAccount.");
        }
        usleep(min(100 * 2 ** $attempt, 2000) * 1000);
    }
}

/** False when one of that name exists already; it stays as it is. */
function create(string $name, array $values): bool
{
    $labels = json_decode(getenv('SECRET_LABELS') ?: '{}', true, 512, JSON_THROW_ON_ERROR);
    [$status, $answer] = call('POST', '', [
        'apiVersion' => 'v1',
        'kind' => 'Secret',
        'type' => 'Opaque',
        'metadata' => ['name' => $name, 'labels' => (object) $labels],
        'stringData' => $values,
    ]);
    if ($status !== 201 && $status !== 409) {
        throw new RuntimeException("Making Secret $name failed: $status " . json_encode($answer));
    }
    return $status === 201;
}

/** Random and without characters that need escaping anywhere. */
function secret(int $bytes): string
{
    return rtrim(strtr(base64_encode(random_bytes($bytes)), '+/', '-_'), '=');
}

/** The keys that a rotation names, with new values, and the key that says that it was done. */
function rotation(): array
{
    $id = getenv('ROTATION');
    if (!$id) {
        return [];
    }
    $groups = explode(' ', getenv('ROTATION_OF') ?: '');
    $keys = array_merge([], ...array_values(array_intersect_key(ROTATABLE, array_flip($groups))));
    return array_map(static fn(string $key): string => secret($key === 'ADMIN_PASSWORD' ? 15 : 32), array_combine($keys, $keys)) + ["rotation.$id" => implode(' ', $groups)];
}

try {
    $rotation = rotation();
    $made = create('store-secrets', [
        'MARIADB_PASSWORD' => secret(32),
        'WORDPRESS_SECRET' => secret(32),
        'ADMIN_EMAIL' => getenv('ADMIN_EMAIL') ?: throw new RuntimeException('ADMIN_EMAIL is not set.'),
        'ADMIN_PASSWORD' => secret(15),
        ...$rotation,
    ]);
    // Read back in any case: what was there before counts.
    [$status, $found] = call('GET', '/store-secrets');
    $data = array_map('base64_decode', $found['data'] ?? []);
    if ($status !== 200 || empty($data['ADMIN_EMAIL']) || empty($data['ADMIN_PASSWORD'])) {
        throw new RuntimeException("Secret store-secrets lacks ADMIN_EMAIL or ADMIN_PASSWORD: add them, they are the admin's login.");
    }
    $shown = create('store-credentials', ['username' => $data['ADMIN_EMAIL'], 'password' => $data['ADMIN_PASSWORD']]);
    $due = $rotation !== [] && !isset($data[array_key_last($rotation)]);
    if ($due && call('PATCH', '/store-secrets', ['stringData' => $rotation])[0] !== 200) {
        throw new RuntimeException('Changing Secret store-secrets failed.');
    }
    // Also where an earlier run came no further than this.
    $password = ($due ? $rotation['ADMIN_PASSWORD'] ?? null : null) ?? $data['ADMIN_PASSWORD'];
    $rotatesAdmin = isset($rotation['ADMIN_PASSWORD']);
    if ($rotatesAdmin && call('PATCH', '/store-credentials', ['stringData' => ['password' => $password]])[0] !== 200) {
        throw new RuntimeException('Changing Secret store-credentials failed.');
    }
    printf("store-secrets: %s, store-credentials: %s\n", $made ? 'made' : ($due ? 'rotated' : 'kept'), $shown ? 'made' : 'kept');
} catch (Throwable $error) {
    fwrite(STDERR, $error->getMessage() . "\n");
    exit(1);
}
