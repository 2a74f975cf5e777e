{{- /*
What every store's namespace has: itself with the `restricted` Pod Security level, what its plan allows, the accounts of its
pods, and a closed network.
*/ -}}
{{- define "store.foundation" -}}
{{- $quota := (include "store.plan" . | fromYaml).quota -}}
apiVersion: v1
kind: Namespace
metadata:
  name: {{ include "store.namespace" . }}
  labels:
    {{- include "store.labels" . | nindent 4 }}
    pod-security.kubernetes.io/enforce: restricted
    pod-security.kubernetes.io/enforce-version: latest
    pod-security.kubernetes.io/warn: restricted
    pod-security.kubernetes.io/warn-version: latest
  annotations:
    # The namespace holds the store's data: it goes with its Application, never because a rendering left it out.
    {{- /* With a backup to be made before, only once that is there: the control API gives its word. */}}
    argocd.argoproj.io/sync-options: Prune=false{{ if include "store.backedUpBeforeDeletion" . }},Delete=confirm{{ end }}
    {{- with include "store.beforeBackup" . }}
    {{- . | nindent 4 }}
    {{- end }}
---
# Pods with a deadline (the Job that makes the secrets) are left out: right after a namespace is made, pods under a quota
# are refused until the quota has been counted, and a Job tries again more slowly than the other controllers.
apiVersion: v1
kind: ResourceQuota
metadata:
  name: compute
  {{- include "store.metadata" . | nindent 2 }}
spec:
  scopes: [NotTerminating]
  hard:
    requests.cpu: {{ $quota.cpu | quote }}
    requests.memory: {{ $quota.memory }}
    limits.memory: {{ $quota.memory }}
    pods: "10"
---
apiVersion: v1
kind: ResourceQuota
metadata:
  name: storage
  {{- include "store.metadata" . | nindent 2 }}
spec:
  hard:
    requests.storage: {{ $quota.storage }}
    persistentvolumeclaims: "5"
    # A store is reached through the Ingress; nothing else opens the cluster. cert-manager's proof over HTTP makes a NodePort for each
    # certificate under way, unless its issuer says otherwise.
    services.loadbalancers: "0"
    services.nodeports: {{ len (include "store.issuedHosts" . | fromJsonArray) | quote }}
---
# For containers that name no limits of their own; the charts' all do.
apiVersion: v1
kind: LimitRange
metadata:
  name: defaults
  {{- include "store.metadata" . | nindent 2 }}
spec:
  limits:
    - type: Container
      defaultRequest:
        cpu: 25m
        memory: 64Mi
      default:
        cpu: 500m
        memory: 256Mi
      max:
        cpu: "4"
        memory: 2Gi
---
# The pods of the store have no business with the API server: no token.
apiVersion: v1
kind: ServiceAccount
metadata:
  name: store
  {{- include "store.metadata" . | nindent 2 }}
automountServiceAccountToken: false
---
# Nothing in or out but names, which the cluster's DNS or a cache on the node (link-local address) resolves, and what the
# other policies open.
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: default-deny
  {{- include "store.metadata" . | nindent 2 }}
spec:
  podSelector: {}
  policyTypes: [Ingress, Egress]
  egress:
    - to:
        - namespaceSelector:
            matchLabels:
              kubernetes.io/metadata.name: kube-system
        - ipBlock:
            cidr: 169.254.0.0/16
      ports:
        - { port: 53, protocol: UDP }
        - { port: 53, protocol: TCP }
{{- end }}

{{- /*
A server that only the shop's pods reach, and with "backedUp" those that make and restore backups.
Takes (dict "root" $ "name" "mariadb" "port" 3306 "clients" (list "woocommerce") "backedUp" true).
*/ -}}
{{- define "store.backendPolicy" -}}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: {{ .name }}
  {{- include "store.metadata" .root | nindent 2 }}
spec:
  podSelector:
    matchLabels:
      {{- include "store.selector" .name | nindent 6 }}
  policyTypes: [Ingress]
  ingress:
    - from:
        {{- range .clients }}
        - podSelector:
            matchLabels:
              {{- include "store.selector" . | nindent 14 }}
        {{- end }}
        {{- if and .backedUp (include "store.backupsNamespace" .root) }}
        - podSelector:
            matchLabels:
              {{- include "store.selector" "backup" | nindent 14 }}
        {{- end }}
      ports:
        - { port: {{ .port }}, protocol: TCP }
{{- end }}

{{- /*
The shop's pods, which are public: whatever the Ingress controller is and wherever it runs, it may reach them, on one port alone.
Out they reach their backends only, and with "outgoing" other servers over HTTPS and for mail. A backend that isn't one of the store's own
components may be anywhere, in the cluster or out of it: only its port is known. Without a "port" nobody reaches them.
Takes (dict "root" $ "name" "woocommerce" "port" 8080 "backends" (dict "mariadb" 3306) "outgoing" (list 443)).
*/ -}}
{{- define "store.shopPolicy" -}}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: {{ .name }}
  {{- include "store.metadata" .root | nindent 2 }}
spec:
  podSelector:
    matchLabels:
      {{- include "store.selector" .name | nindent 6 }}
  policyTypes: [Ingress, Egress]
  {{- with .port }}
  ingress:
    - ports:
        - { port: {{ . }}, protocol: TCP }
  {{- end }}
  egress:
    {{- if include "store.externalDatabase" .root }}
    - ports:
        - { port: {{ .root.Values.database.port }}, protocol: TCP }
    {{- end }}
    {{- range $name, $port := .backends }}
    - to:
        - podSelector:
            matchLabels:
              {{- include "store.selector" $name | nindent 14 }}
      ports:
        - { port: {{ $port }}, protocol: TCP }
    {{- end }}
    {{- with .outgoing }}
    - to:
        # Out of the cluster, and not to what a node or a cloud keeps for itself.
        - ipBlock:
            cidr: 0.0.0.0/0
            except: [10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 169.254.0.0/16]
      ports:
        {{- range . }}
        - { port: {{ . }}, protocol: TCP }
        {{- end }}
    {{- end }}
{{- end }}

{{- /* Claims for volumes, by name and size. Takes (dict "root" $ "volumes" (dict "database" 2)). */ -}}
{{- define "store.volumes" -}}
{{- $root := .root -}}
{{- range $name, $size := .volumes }}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: {{ $name }}
  {{- include "store.metadata" $root | nindent 2 }}
  annotations:
    argocd.argoproj.io/sync-options: Prune=false
    # What a change of engine would leave behind must not keep the store out of sync once that is undone.
    argocd.argoproj.io/compare-options: IgnoreExtraneous
    {{- with include "store.beforeBackup" $root }}
    {{- . | nindent 4 }}
    {{- end }}
spec:
  {{- $storage := $root.Values.storage }}
  accessModes: [{{ ternary ($storage.uploadsAccess | default "ReadWriteOnce") "ReadWriteOnce" (eq $name "uploads") }}]
  {{- with ternary $storage.uploadsClassName $storage.className (eq $name "uploads") | default $storage.className }}
  storageClassName: {{ . }}
  {{- end }}
  resources:
    requests:
      storage: {{ $size }}Gi
{{- end }}
{{- end }}
