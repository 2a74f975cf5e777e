{{- /* Non-empty when the store uses a database that is there already. */ -}}
{{- define "store.externalDatabase" -}}
{{- (.Values.database | default dict).host | default "" -}}
{{- end }}

{{- /*
The password of the database. Takes (dict "root" $ "name" "POSTGRES_PASSWORD" "key" "POSTGRES_PASSWORD"): variable, and key of store-secrets;
with "optional" a pod starts without it, too.
*/ -}}
{{- define "store.databasePassword" -}}
- name: {{ .name }}
  valueFrom:
    secretKeyRef:
      {{- if include "store.externalDatabase" .root }}
      name: {{ required "database.secretName: name the Secret of the store's namespace that holds the password" .root.Values.database.secretName }}
      key: password
      {{- else }}
      name: store-secrets
      key: {{ .key }}
      {{- end }}
      {{- if .optional }}
      optional: true
      {{- end }}
{{- end }}

{{- /* Authorities of an external database's certificate that aren't public ones. */ -}}
{{- define "store.databaseAuthority" -}}
{{- if include "store.externalDatabase" . }}{{ .Values.database.caSecretName }}{{ end -}}
{{- end }}

{{- define "store.databaseAuthorityMount" -}}
{{- if include "store.databaseAuthority" . -}}
- { name: database-authority, mountPath: /run/database-authority, readOnly: true }
{{- end }}
{{- end }}

{{- define "store.databaseAuthorityVolume" -}}
{{- with include "store.databaseAuthority" . -}}
- name: database-authority
  secret:
    secretName: {{ . }}
    defaultMode: 0440
    items: [{ key: ca.crt, path: ca.crt }]
{{- end }}
{{- end }}
