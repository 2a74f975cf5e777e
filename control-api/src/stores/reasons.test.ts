/** Messages as Kubernetes 1.37, containerd and Argo CD 3.6 word them. */
import { describe, expect, test } from "vitest";
import type { Application, OperationResult } from "../argo/application.ts";
import type { PodTrouble } from "../argo/argoCd.ts";
import { readPod } from "../argo/pod.ts";
import { applicationOf } from "../testing/memoryArgoCd.ts";
import { whyNotReady, whySyncFailed } from "./reasons.ts";
import { passingFaultInWords, renderErrorInWords } from "./renderErrors.ts";

const revision = "c".repeat(40);
const pulled = (why: string) =>
  `Back-off pulling image "ghcr.io/acme/shop:1.2.3": ErrImagePull: rpc error: code = Unknown desc = failed to pull and unpack image "ghcr.io/acme/shop:1.2.3": failed to resolve reference "ghcr.io/acme/shop:1.2.3": ${why}`;
const shop = { pod: "shop-7d9c-x2x", container: "shop" };

const podTable: readonly (readonly [what: string, trouble: PodTrouble, words: string])[] = [
  [
    "an image that isn't there",
    { ...shop, reason: "ImagePullBackOff", message: pulled("ghcr.io/acme/shop:1.2.3: not found") },
    "The image ghcr.io/acme/shop:1.2.3 can't be pulled: check its name and tag.",
  ],
  [
    "an image that the registry doesn't hand out",
    {
      ...shop,
      reason: "ImagePullBackOff",
      message: pulled(
        "pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed",
      ),
    },
    "The image ghcr.io/acme/shop:1.2.3 can't be pulled: the registry doesn't let us have it; check its name and the pull secret.",
  ],
  [
    "a registry that is asked too often",
    {
      ...shop,
      reason: "ErrImagePull",
      message:
        'failed to pull and unpack image "docker.io/library/redis:8": failed to copy: httpReadSeeker: failed open: unexpected status code https://registry-1.docker.io/v2/library/redis/manifests/sha256:ab: 429 Too Many Requests - Server message: toomanyrequests: You have reached your unauthenticated pull rate limit.',
    },
    "The image docker.io/library/redis:8 can't be pulled: the registry lets us in too often; wait, or sign in.",
  ],
  [
    "a registry that doesn't answer",
    {
      ...shop,
      reason: "ErrImagePull",
      message:
        'failed to pull and unpack image "registry.example.com/shop:1": failed to resolve reference "registry.example.com/shop:1": failed to do request: Head "https://registry.example.com/v2/shop/manifests/1": dial tcp: lookup registry.example.com on 10.96.0.10:53: no such host',
    },
    "The image registry.example.com/shop:1 can't be pulled: the registry doesn't answer.",
  ],
  [
    "an image's name that is none",
    {
      ...shop,
      reason: "InvalidImageName",
      message:
        'Failed to apply default image tag "shop::1": couldn\'t parse image name "shop::1": invalid reference format',
    },
    "The image shop::1 can't be pulled: its name is none; check it.",
  ],
  [
    "an image that may not be pulled",
    {
      ...shop,
      reason: "ErrImageNeverPull",
      message: 'Container image "localhost/storeplane/medusa:9" is not present with pull policy of Never',
    },
    "The image localhost/storeplane/medusa:9 can't be pulled: it isn't on the node, and pulling it is forbidden.",
  ],
  [
    "a crash loop, with exit code and last words",
    {
      ...shop,
      reason: "CrashLoopBackOff",
      message: "back-off 40s restarting failed container=shop pod=shop-7d9c-x2x_store-acme(1)",
      exitCode: 3,
      lastWords: "Error: DATABASE_URL is missing",
    },
    "shop (pod shop-7d9c-x2x) starts and crashes again and again with exit code 3. Its last words: Error: DATABASE_URL is missing",
  ],
  [
    "a crash loop without a word",
    { ...shop, reason: "CrashLoopBackOff", message: "back-off 10s restarting failed container=shop", exitCode: 1 },
    "shop (pod shop-7d9c-x2x) starts and crashes again and again with exit code 1: its log says why.",
  ],
  [
    "too little memory",
    { ...shop, reason: "OOMKilled", message: "back-off 20s restarting failed container=shop" },
    "shop (pod shop-7d9c-x2x) needs more memory than its plan allows and was stopped.",
  ],
  [
    "a Secret that isn't there",
    { ...shop, reason: "CreateContainerConfigError", message: 'secret "store-secrets" not found' },
    "shop (pod shop-7d9c-x2x) waits for the secret store-secrets, which isn't there.",
  ],
  [
    "a key that a Secret lacks",
    {
      ...shop,
      reason: "CreateContainerConfigError",
      message: "couldn't find key PASSWORD in Secret store-acme/store-secrets",
    },
    "shop (pod shop-7d9c-x2x) waits for the key PASSWORD of the secret store-secrets, which isn't there.",
  ],
  [
    "a ConfigMap that can't be mounted",
    {
      pod: "shop-7d9c-x2x",
      kind: "Pod",
      reason: "FailedMount",
      message: 'MountVolume.SetUp failed for volume "settings" : configmap "settings" not found',
    },
    "Pod shop-7d9c-x2x waits for the configmap settings, which isn't there.",
  ],
  [
    "no node with enough processors",
    {
      pod: "db-0",
      reason: "Unschedulable",
      message:
        "0/3 nodes are available: 3 Insufficient cpu. preemption: 0/3 nodes are available: 3 No preemption victims found for incoming pod.",
    },
    "Pod db-0 finds no room: 3 Insufficient cpu.",
  ],
  [
    "no node with enough memory",
    {
      pod: "db-0",
      reason: "Unschedulable",
      message: "0/3 nodes are available: 1 Insufficient cpu, 3 Insufficient memory. no new claims to deallocate",
    },
    "Pod db-0 finds no room: 1 Insufficient cpu, 3 Insufficient memory.",
  ],
  [
    "no node with the labels it asks for",
    {
      pod: "db-0",
      reason: "Unschedulable",
      message:
        "0/2 nodes are available: 2 node(s) didn't match Pod's node affinity/selector. preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.",
    },
    "Pod db-0 finds no room: no node has the labels it asks for (2 node(s) didn't match Pod's node affinity/selector).",
  ],
  [
    "a claim without a volume",
    {
      pod: "db-0",
      reason: "Unschedulable",
      message: "pod has unbound immediate PersistentVolumeClaims. not found",
    },
    "Pod db-0 waits for its volume to be provided.",
  ],
  [
    "a volume that another node holds",
    {
      pod: "db-0",
      kind: "Pod",
      reason: "FailedAttachVolume",
      message: 'Multi-Attach error for volume "pvc-1" Volume is already exclusively attached to one node',
    },
    'Pod db-0 can\'t get at its volume: Multi-Attach error for volume "pvc-1" Volume is already exclusively attached to one node',
  ],
  [
    "a pod over the quota",
    {
      pod: "shop-7d9c",
      kind: "ReplicaSet",
      reason: "FailedCreate",
      message:
        'Error creating: pods "shop-7d9c-x2x" is forbidden: exceeded quota: plan, requested: limits.cpu=4, used: limits.cpu=1, limited: limits.cpu=2',
    },
    "ReplicaSet shop-7d9c is over the store's quota: requested: limits.cpu=4, used: limits.cpu=1, limited: limits.cpu=2",
  ],
  [
    "a pod larger than the limit range",
    {
      pod: "shop-7d9c",
      kind: "ReplicaSet",
      reason: "FailedCreate",
      message:
        'Error creating: pods "shop-x" is forbidden: maximum memory usage per Container is 1Gi, but limit is 4Gi',
    },
    "ReplicaSet shop-7d9c asks for 4Gi of memory, and a container of this store may have 1Gi.",
  ],
  [
    "a pod that breaks the security level",
    {
      pod: "shop-7d9c",
      kind: "ReplicaSet",
      reason: "FailedCreate",
      message:
        'Error creating: pods "shop-7d9c-x2x" is forbidden: violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false (container "shop" must set securityContext.allowPrivilegeEscalation=false)',
    },
    'ReplicaSet shop-7d9c is refused: it breaks the security level restricted: allowPrivilegeEscalation != false (container "shop" must set securityContext.allowPrivilegeEscalation=false)',
  ],
  [
    "a probe that fails",
    {
      pod: "shop-7d9c-x2x",
      kind: "Pod",
      reason: "Unhealthy",
      message: "Readiness probe failed: HTTP probe failed with statuscode: 503",
    },
    "Pod shop-7d9c-x2x runs but doesn't pass its readiness check: HTTP probe failed with statuscode: 503",
  ],
  [
    "a pod put off its node",
    { pod: "shop-7d9c-x2x", reason: "Evicted", message: "The node was low on resource: ephemeral-storage. Threshold" },
    "Pod shop-7d9c-x2x was put off its node: too little ephemeral-storage there.",
  ],
];

test.each(podTable)("%s is told plainly", (_what, trouble, words) => {
  expect(whyNotReady(applicationOf("acme", revision), [trouble])).toBe(words);
});

const failed = (
  results: readonly OperationResult[],
  message = "one or more synchronization tasks completed unsuccessfully",
): Application =>
  applicationOf("acme", revision, {
    operation: { phase: "Failed", revision, startedAt: "", retries: 8, results, message },
  });
const refused = (kind: string, name: string, message: string): OperationResult => ({
  kind,
  name,
  status: "SyncFailed",
  message,
});
const hook = { kind: "Job", name: "migrate-2", hookType: "PreSync", hookPhase: "Failed" } as const;

const syncTable: readonly (readonly [what: string, result: OperationResult, words: string])[] = [
  [
    "a hook that failed each time",
    { ...hook, message: "Job has reached the specified backoff limit" },
    "Job migrate-2 failed each time it was tried.",
  ],
  [
    "a hook that took too long",
    { ...hook, message: "Job was active longer than specified deadline" },
    "Job migrate-2 took too long and was stopped.",
  ],
  [
    "a quota that is used up",
    refused(
      "PersistentVolumeClaim",
      "data",
      'persistentvolumeclaims "data" is forbidden: exceeded quota: store, requested: requests.storage=20Gi, used: requests.storage=1Gi, limited: requests.storage=10Gi',
    ),
    "PersistentVolumeClaim data is over the store's quota: requested: requests.storage=20Gi, used: requests.storage=1Gi, limited: requests.storage=10Gi",
  ],
  [
    "a right that Argo CD lacks",
    refused(
      "Deployment",
      "shop",
      'deployments.apps "shop" is forbidden: User "system:serviceaccount:argocd:argocd-application-controller" cannot patch resource "deployments" in API group "apps" in the namespace "store-acme"',
    ),
    "Deployment shop can't be applied: argocd-application-controller isn't allowed to patch deployments in the cluster.",
  ],
  [
    "a kind that the project doesn't allow",
    refused("ClusterRole", "shop", "resource rbac.authorization.k8s.io:ClusterRole is not permitted in project stores"),
    "Stores may not hold a ClusterRole: the project stores doesn't allow it.",
  ],
  [
    "a namespace that isn't the store's",
    refused("Deployment", "shop", "namespace kube-system is not permitted in project 'stores'"),
    "Deployment shop may not be in the namespace kube-system: the project doesn't allow it.",
  ],
  [
    "a webhook that refuses",
    refused(
      "Deployment",
      "shop",
      'admission webhook "validate.kyverno.svc-fail" denied the request: resource Deployment/store-acme/shop was blocked: images must be signed',
    ),
    "Deployment shop is refused by the cluster's rule validate.kyverno.svc-fail: resource Deployment/store-acme/shop was blocked: images must be signed",
  ],
  [
    "an admission policy that refuses",
    refused(
      "Deployment",
      "shop",
      "deployments.apps \"shop\" is forbidden: ValidatingAdmissionPolicy 'signed-images' with binding 'signed-images' denied request: images must be signed",
    ),
    "Deployment shop is refused by the cluster's rule signed-images: images must be signed",
  ],
  [
    "a webhook that doesn't answer",
    refused(
      "Deployment",
      "shop",
      'Internal error occurred: failed calling webhook "vpod.example.com": failed to call webhook: Post "https://vpod.svc:443/x": dial tcp 10.0.0.9:443: connect: connection refused',
    ),
    "Deployment shop can't be applied: the cluster's rule vpod.example.com doesn't answer.",
  ],
  [
    "a namespace that is on its way out",
    refused(
      "Deployment",
      "shop",
      'deployments.apps "shop" is forbidden: unable to create new content in namespace store-acme because it is being terminated',
    ),
    "Deployment shop can't be made: what ran under this name before is still being removed.",
  ],
  [
    "a field that can't change",
    refused(
      "Deployment",
      "shop",
      'Deployment.apps "shop" is invalid: spec.selector: Invalid value: {"matchLabels":{"app":"b"}}: field is immutable',
    ),
    "Deployment shop can't be changed in place: spec.selector is fixed once it is made; undo the change.",
  ],
  [
    "a StatefulSet's volume that can't change",
    refused(
      "StatefulSet",
      "db",
      "StatefulSet.apps \"db\" is invalid: spec: Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
    ),
    "StatefulSet db can't be changed in place: spec is fixed once it is made; undo the change.",
  ],
  [
    "a kind that the cluster doesn't know",
    refused(
      "ServiceMonitor",
      "shop",
      'The Kubernetes API could not find monitoring.coreos.com/ServiceMonitor for requested resource store-acme/shop. Make sure the "ServiceMonitor" CRD is installed on the destination cluster.',
    ),
    "The cluster doesn't know the kind ServiceMonitor: its definition must be installed first.",
  ],
  [
    "a value that the API server doesn't take",
    refused(
      "Service",
      "shop",
      'Service "shop" is invalid: spec.ports[0].port: Invalid value: 70000: must be between 1 and 65535, inclusive',
    ),
    "The cluster doesn't take Service shop: spec.ports[0].port: Invalid value: 70000: must be between 1 and 65535, inclusive",
  ],
];

test.each(syncTable)("%s ends a sync with plain words", (_what, result, words) => {
  expect(whySyncFailed(failed([result]), [])).toBe(words);
});

test("a failed hook tells what its pod says", () => {
  const trouble = { ...shop, pod: "migrate-2-abcde", container: "migrate", reason: "Error", message: "exit code 2" };
  const message = "Job has reached the specified backoff limit";
  expect(whySyncFailed(failed([{ ...hook, message }]), [trouble])).toBe(
    "Job migrate-2 failed each time it was tried. migrate (pod migrate-2-abcde): Error: exit code 2",
  );
});

test("a sync that took too long says so", () => {
  expect(whySyncFailed(failed([], "Operation terminated"), [])).toBe("Deploying took too long and was ended.");
  expect(whySyncFailed(failed([], "operation is terminating due to timeout"), [])).toBe(
    "Deploying took too long and was ended.",
  );
});

test("a hook that hangs is named, and so is what its pod waits for", () => {
  const running = { kind: "Job", name: "migrate-2", hookType: "PreSync", hookPhase: "Running" };
  const application = applicationOf("acme", revision, {
    operation: { phase: "Running", revision, startedAt: "", retries: 0, results: [running] },
  });
  expect(whyNotReady(application, [])).toBe("Job migrate-2 is still running.");
  const unschedulable = {
    pod: "migrate-2-x",
    reason: "Unschedulable",
    message: "0/2 nodes are available: 2 Insufficient memory. preemption: none",
  };
  expect(whyNotReady(application, [unschedulable])).toBe("Pod migrate-2-x finds no room: 2 Insufficient memory.");
});

describe("what can't be rendered", () => {
  const helm = (error: string) =>
    `Failed to load target state: failed to generate manifest for source 1 of 1: rpc error: code = Unknown desc = Manifest generation error (cached): failed to execute helm template command: failed to get command args to log: \`helm template . --name-template store-acme\` failed exit status 1: Error: ${error}`;

  test.each([
    [
      "values that don't fit the schema",
      helm(
        "values don't meet the specifications of the schema(s) in the following chart(s):\nmedusa:\n- at '/resources/plan': value must be one of 'small', 'medium'\n- at '': missing property 'store'\n",
      ),
      "Its values don't fit the engine's schema: /resources/plan value must be one of 'small', 'medium'; the file missing property 'store'.",
    ],
    [
      "a template that fails on purpose",
      helm("execution error at (medusa/templates/medusa.yaml:3:4): a store needs a plan"),
      "It can't be rendered: execution error at (medusa/templates/medusa.yaml:3:4): a store needs a plan",
    ],
    [
      "a template that asks for what isn't there",
      helm(
        'template: medusa/templates/medusa.yaml:9:20: executing "medusa/templates/medusa.yaml" at <.Values.a.b>: nil pointer evaluating interface {}.b',
      ),
      'It can\'t be rendered: template: medusa/templates/medusa.yaml:9:20: executing "medusa/templates/medusa.yaml" at <.Values.a.b>: nil pointer evaluating interface {}.b',
    ],
    [
      "a chart that isn't there",
      "Failed to load target state: failed to generate manifest for source 1 of 1: rpc error: code = Unknown desc = charts/medusa/9.9.9: app path does not exist",
      "Its chart version isn't released in the repository: check store.chartVersion.",
    ],
    [
      "a cluster that Argo CD doesn't know",
      "application destination spec for store-acme is invalid: unable to find destination server: there are no clusters with this name: eu",
      "Argo CD knows no cluster called eu: check store.cluster.",
    ],
  ])("%s is the file's fault", (_what, message, words) => {
    expect(passingFaultInWords(message)).toBeUndefined();
    expect(renderErrorInWords(message)).toBe(words);
  });

  test.each([
    [
      "the repository is down",
      'Failed to load target state: failed to generate manifest for source 1 of 1: rpc error: code = Unknown desc = failed to list refs: Get "http://127.0.0.1:7410/stores.git/info/refs?service=git-upload-pack": dial tcp 127.0.0.1:7410: connect: connection refused',
      "The stores repository doesn't answer Argo CD.",
    ],
    [
      "the repository lets nobody in",
      "Failed to load target state: failed to generate manifest for source 1 of 1: rpc error: code = Unknown desc = authentication required: Repository not found.",
      "Argo CD isn't let into the stores repository: check its credentials.",
    ],
    [
      "the branch isn't there",
      "Failed to load target state: failed to generate manifest for source 1 of 1: rpc error: code = Unknown desc = unable to resolve 'main' to a commit SHA: revision not found",
      "Argo CD doesn't find the branch in the stores repository.",
    ],
    [
      "the cluster is down",
      'Failed to load live state: failed to get cluster info for "https://10.0.0.1:6443": error synchronizing cache state : failed to get server version: Get "https://10.0.0.1:6443/version?timeout=32s": dial tcp 10.0.0.1:6443: connect: connection refused',
      "The store's cluster doesn't answer Argo CD.",
    ],
    [
      "the repo-server is down",
      'Failed to load target state: failed to generate manifest for source 1 of 1: rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing: dial tcp 127.0.0.1:8081: connect: connection refused"',
      "A part of Argo CD doesn't answer.",
    ],
  ])("%s: nobody's file is blamed", (_what, message, words) => {
    expect(passingFaultInWords(message)).toBe(words);
  });
});

test("a pod's exit code and the end of its log are read from its last run", () => {
  const pod = readPod({
    metadata: { name: "shop-1", namespace: "store-acme", uid: "u", resourceVersion: "1" },
    status: {
      containerStatuses: [
        {
          name: "shop",
          restartCount: 4,
          state: { waiting: { reason: "CrashLoopBackOff", message: "back-off 40s restarting failed container=shop" } },
          lastState: {
            terminated: {
              reason: "Error",
              exitCode: 78,
              message: "starting\n\nThe settings can't be used:\n- PORT is not set\n",
            },
          },
        },
      ],
    },
  });
  expect(pod?.troubles).toEqual([
    {
      pod: "shop-1",
      container: "shop",
      reason: "CrashLoopBackOff",
      message: "back-off 40s restarting failed container=shop",
      exitCode: 78,
      lastWords: "starting\nThe settings can't be used:\n- PORT is not set",
    },
  ]);
});
