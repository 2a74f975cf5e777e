{{- /*
What the library chart asks of an engine: its images, its plans, its secrets' job.

The images that this chart was tested with are part of the release, not of the values, so that a chart version says
exactly what runs.
*/ -}}
{{- define "engine.imageTags" -}}
backup: 0.14-1
mariadb: 10.11-1
woocommerce: 1.0.0
{{- end }}

{{- /*
What each plan allows. Requests are what a quiet store was measured to use, so that many fit on a small node; CPU limits
are generous, since a shop needs the CPU for the few seconds of its start. A PHP worker may take 128 MiB. The quota
leaves room for the second shop of a rolling update.
*/ -}}
{{- define "engine.plans" -}}
small:
  workers: 3
  bufferPool: 64M
  shop: { requests: { cpu: 50m, memory: 96Mi }, limits: { cpu: "2", memory: 448Mi } }
  web: { requests: { cpu: 10m, memory: 16Mi }, limits: { cpu: "1", memory: 64Mi } }
  mariadb: { requests: { cpu: 25m, memory: 96Mi }, limits: { cpu: "1", memory: 256Mi } }
  quota: { cpu: "2", memory: 4Gi, storage: 10Gi }
medium:
  workers: 6
  bufferPool: 192M
  shop: { requests: { cpu: 200m, memory: 160Mi }, limits: { cpu: "2", memory: 896Mi } }
  web: { requests: { cpu: 25m, memory: 16Mi }, limits: { cpu: "1", memory: 64Mi } }
  mariadb: { requests: { cpu: 100m, memory: 192Mi }, limits: { cpu: "2", memory: 512Mi } }
  quota: { cpu: "4", memory: 8Gi, storage: 25Gi }
large:
  workers: 12
  bufferPool: 512M
  shop: { requests: { cpu: 500m, memory: 256Mi }, limits: { cpu: "4", memory: 1792Mi } }
  web: { requests: { cpu: 50m, memory: 16Mi }, limits: { cpu: "2", memory: 128Mi } }
  mariadb: { requests: { cpu: 250m, memory: 384Mi }, limits: { cpu: "4", memory: 1Gi } }
  quota: { cpu: "8", memory: 16Gi, storage: 60Gi }
{{- end }}

{{- /* The shop's image, which a values file may override. */ -}}
{{- define "woocommerce.shopImage" -}}
{{ include "store.image" (dict "root" . "name" "woocommerce" "override" .Values.shop.image) }}
{{- end }}

{{- /* Where the database is, for the shop and for backups. */ -}}
{{- define "woocommerce.databaseConnection" -}}
{{- if include "store.externalDatabase" . }}
{{- $database := .Values.database }}
- name: WORDPRESS_DB_HOST
  value: {{ printf "%s:%d" $database.host (int $database.port) | quote }}
- name: WORDPRESS_DB_NAME
  value: {{ $database.name | quote }}
- name: WORDPRESS_DB_USER
  value: {{ $database.user | quote }}
- name: WORDPRESS_DB_TLS
  value: {{ $database.tls | quote }}
{{- else }}
- name: WORDPRESS_DB_HOST
  value: mariadb
{{- end }}
{{- end }}

{{- /* What every PHP process of the shop is told. */ -}}
{{- define "woocommerce.shopEnv" -}}
{{ include "woocommerce.databaseConnection" . }}
{{- if include "store.databaseAuthority" . }}
- name: SSL_CERT_FILE
  value: /run/database-authority/ca.crt
{{- end }}
{{ include "store.databasePassword" (dict "root" . "name" "WORDPRESS_DB_PASSWORD" "key" "MARIADB_PASSWORD") }}
- name: SHOP_ORIGIN
  value: {{ include "store.origin" . | quote }}
{{- end }}
