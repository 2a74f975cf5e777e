{{- /*
What backups ask of the engine: whose the uploads are, where the database is, and commands that write it to standard output, load it from
standard input, and say by which restore it was loaded last. BESIDE is set where the database runs in the same pod.
*/ -}}
{{- define "engine.backups" -}}
shop: woocommerce
uid: 33
database: mariadb
databaseUid: 999
port: 3306
env:
  {{- include "woocommerce.databaseConnection" . | nindent 2 }}
  {{- include "store.databasePassword" (dict "root" . "name" "WORDPRESS_DB_PASSWORD" "key" "MARIADB_PASSWORD" "optional" true) | nindent 2 }}
dump: |
  {{- include "woocommerce.databaseClient" . | nindent 2 }}
  client mariadb-dump --single-transaction --no-tablespaces --skip-comments --ignore-table="$name.storeplane_restored" "$name"
# MariaDB knows no transaction around tables: the mark comes last, so a load that was killed is begun again.
load: |
  {{- include "woocommerce.databaseClient" . | nindent 2 }}
  list() { ask "SELECT CONCAT('DROP $1 \`', table_name, '\`;') FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = '$2'" < /dev/null; }
  { echo 'SET foreign_key_checks = 0;'
    list VIEW VIEW
    list TABLE 'BASE TABLE'
    cat
    echo 'CREATE TABLE storeplane_restored (id VARCHAR(64) NOT NULL, restored_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, adopted_at TIMESTAMP NULL);'
    echo "INSERT INTO storeplane_restored (id) VALUES ('$RESTORE_ID');"
  } | client mariadb "$name"
restored: |
  {{- include "woocommerce.databaseClient" . | nindent 2 }}
  ask "SHOW TABLES LIKE 'storeplane_restored'" > /tmp/marked && { [ ! -s /tmp/marked ] || ask 'SELECT id FROM storeplane_restored'; }
{{- end }}

{{- define "woocommerce.databaseClient" -}}
name="${WORDPRESS_DB_NAME:-wordpress}"
port=3306 tls=
{{- if include "store.externalDatabase" . }}
port="${WORDPRESS_DB_HOST##*:}"
[ "$WORDPRESS_DB_TLS" = false ] || tls="--ssl --ssl-verify-server-cert --ssl-ca={{ ternary "/run/database-authority/ca.crt" "$SSL_CERT_FILE" (not (empty (include "store.databaseAuthority" .))) }}"
{{- end }}
client() {
  program=$1
  shift
  MYSQL_PWD="$WORDPRESS_DB_PASSWORD" "$program" --host="${BESIDE:-${WORDPRESS_DB_HOST%:*}}" --port="$port" --user="${WORDPRESS_DB_USER:-wordpress}" $tls --default-character-set=utf8mb4 "$@"
}
ask() { client mariadb --skip-column-names --batch --execute="$1" "$name"; }
{{- end }}
