# The repository of a store's backups, for `backup` and `restore`. Its address and its key are in Secrets of the platform's namespace, which this
# pod's account may read. They get into the environment, never into an argument or the log.
account=${SERVICE_ACCOUNT_FOLDER:-/var/run/secrets/kubernetes.io/serviceaccount}
api="https://${KUBERNETES_SERVICE_HOST-}:${KUBERNETES_SERVICE_PORT:-443}/api/v1/namespaces/$BACKUPS_NAMESPACE/secrets"

# What a person reads first: the last line is shown as the reason. An address may hold a password.
fail() { sed 's#//[^/@ ]*@#//***@#g' <<< "$*" >&2; exit 1; }
last_line() { tail -n 1 "$1"; }

# request <method> <path> [<body>]: sets `status` and `answer`. Rights may reach a new namespace a moment after its first pod.
request() {
  for _ in {1..15}; do
    answer=$(curl --silent --show-error --max-time 10 --cacert "$account/ca.crt" --request "$1" --write-out '\n%{http_code}' \
      --config - --header 'Content-Type: application/json' "$api$2" 2>&1 \
      <<< "header = \"Authorization: Bearer $(< "$account/token")\"${3:+$'\n'data = $(jq --raw-input --slurp . <<< "$3")}") || true
    status=${answer##*$'\n'} answer=${answer%$'\n'*}
    case $status in 200 | 201 | 404 | 409) return ;; esac
    sleep 2
  done
  fail "The Kubernetes API refused $1 of a Secret in the namespace $BACKUPS_NAMESPACE: ${answer:0:300}"
}

# export_data: every entry of the Secret in `answer` becomes an environment variable.
export_data() {
  while IFS= read -r -d '' entry; do export "${entry?}"; done < <(jq --join-output \
    '.data // {} | to_entries[] | select(.key | test("^[A-Z][A-Z0-9_]*$")) | "\(.key)=\(.value | @base64d)\u0000"' <<< "$answer")
}

# open_repository <store>: tells restic where that store's backups are, and the key where there is one.
open_repository() {
  request GET /repository
  [ "$status" = 200 ] || fail "Nobody has said where backups go: make the Secret repository in the namespace $BACKUPS_NAMESPACE."
  export_data
  export RESTIC_REPOSITORY=${RESTIC_REPOSITORY:?is not in the Secret repository}
  know_hosts
  RESTIC_REPOSITORY=${RESTIC_REPOSITORY%/}/$1
  request GET "/store-$1"
  [ "$status" = 404 ] || export_data
}

# know_hosts: SFTP goes through rclone, which trusts any server unless it is told which. restic's own SFTP needs an ssh that knows this user.
know_hosts() {
  export RCLONE_LOG_LEVEL=${RCLONE_LOG_LEVEL:-ERROR}
  [[ $RESTIC_REPOSITORY != sftp:* ]] || fail "RESTIC_REPOSITORY begins with sftp: say it as rclone:<remote>:<folder>; see docs/backups.md."
  if [ -n "${SSH_KNOWN_HOSTS-}" ]; then
    printf '%s\n' "$SSH_KNOWN_HOSTS" > /tmp/known_hosts
    export RCLONE_SFTP_KNOWN_HOSTS_FILE=/tmp/known_hosts
    return
  fi
  local name
  for name in ${!RCLONE_CONFIG_*}; do
    [[ $name != *_TYPE || ${!name} != sftp ]] || fail "SSH_KNOWN_HOSTS is not in the Secret repository: put the SFTP server's line of known_hosts there."
  done
}

# repository_state: `ready`, `absent`, or ends with what is wrong.
repository_state() {
  if said=$(RESTIC_PASSWORD=${RESTIC_PASSWORD:-none} timeout 60 restic cat config --no-lock 2>&1); then echo ready; return; fi
  case $said in
    *"wrong password"*) fail "The repository of $STORE exists, and the Secret store-$STORE in the namespace $BACKUPS_NAMESPACE doesn't hold its key: put the right RESTIC_PASSWORD there." ;;
    *[Nn]"ot exist"* | *"doesn't exist"* | *[Nn]"ot found"* | *NotFound* | *"no such"* | *404*) echo absent ;;
    *) fail "The repository of backups can't be reached: ${said%%$'\n'*}" ;;
  esac
}

# make_repository: a repository and its key, unless they are there. The key is kept before it is used, so it is never lost; and it is made only
# where there is no repository, since another key opens nothing.
make_repository() {
  state=$(repository_state) || exit 1
  [ "$state" = absent ] || return 0
  if [ -z "${RESTIC_PASSWORD-}" ]; then
    request POST "" "$(jq --null-input --arg store "$STORE" --arg key "$(head -c 32 /dev/urandom | od -An -tx1 | tr -d ' \n')" '{apiVersion: "v1", kind: "Secret",
      metadata: {name: "store-\($store)", labels: {"storeplane.dev/store": $store}}, stringData: {RESTIC_PASSWORD: $key}}')"
    request GET "/store-$STORE"
    export_data
  fi
  # Another backup may have made it meanwhile, with the same key.
  said=$(restic init 2>&1) || [ "$(repository_state)" = ready ] || fail "The repository could not be made: ${said%%$'\n'*}"
}
