{{- /*
What backups ask of the engine: whose the uploads are, where the database is, and commands that write it to standard output, load it from
standard input, and say by which restore it was loaded last. BESIDE is set where the database runs in the same pod.
*/ -}}
{{- define "engine.backups" -}}
shop: medusa
uid: 10001
database: postgres
databaseUid: 999
port: 5432
env:
  {{- include "medusa.databaseConnection" . | nindent 2 }}
  {{- include "store.databasePassword" (dict "root" . "name" "POSTGRES_PASSWORD" "key" "POSTGRES_PASSWORD" "optional" true) | nindent 2 }}
dump: |
  {{- include "medusa.databaseClient" . | nindent 2 }}
  pg_dump --no-owner --no-privileges --no-comments --exclude-table=storeplane_restored
# In one transaction, the mark included: a load that is killed changes nothing, and the shop serves until it is done.
load: |
  {{- include "medusa.databaseClient" . | nindent 2 }}
  { echo 'DROP OWNED BY CURRENT_USER CASCADE;'
    cat
    echo 'CREATE TABLE public.storeplane_restored (id text NOT NULL, restored_at timestamptz NOT NULL DEFAULT now(), adopted_at timestamptz);'
    echo "INSERT INTO public.storeplane_restored (id) VALUES ('$RESTORE_ID');"
  } | psql --no-psqlrc --quiet --single-transaction --set=ON_ERROR_STOP=1
restored: |
  {{- include "medusa.databaseClient" . | nindent 2 }}
  psql --no-psqlrc --quiet --no-align --tuples-only --set=ON_ERROR_STOP=1 <<'SQL'
  SELECT to_regclass('public.storeplane_restored') IS NOT NULL AS marked \gset
  \if :marked
  SELECT id FROM public.storeplane_restored;
  \endif
  SQL
{{- end }}

{{- define "medusa.databaseClient" -}}
export PGHOST="${BESIDE:-$DATABASE_HOST}" PGPORT="${DATABASE_PORT:-5432}" PGUSER="${DATABASE_USER:-medusa}" PGDATABASE="${DATABASE_NAME:-medusa}"
export PGPASSWORD="$POSTGRES_PASSWORD" PGSSLMODE=disable
{{- if include "store.externalDatabase" . }}
[ "$DATABASE_SSL" = false ] || export PGSSLMODE=verify-full PGSSLROOTCERT={{ ternary "/run/database-authority/ca.crt" "$SSL_CERT_FILE" (not (empty (include "store.databaseAuthority" .))) }}
{{- end }}
{{- end }}
