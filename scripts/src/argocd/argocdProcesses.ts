import { join } from "node:path";
import { type Instance, socketFolder } from "../instance.ts";
import type { ProcessSpec } from "../process/processSpec.ts";
import { argocdFolders } from "./argocdFolders.ts";
import { argocdKubeconfig } from "./prepareArgocd.ts";
import { type Component, componentSettings } from "./settings.ts";

/**
 * Argo CD and its Redis as host processes; `prepareArgocd` and `applyArgocd` come first. Everything listens on loopback, but for
 * the application controller's metrics, whose address can't be set.
 * @param binaries folder that holds `argocd`, `helm` and the wrapper scripts that the repo-server calls by name
 */
export async function argocdProcesses(instance: Instance, binaries: string): Promise<ProcessSpec[]> {
  const { ports } = instance;
  const folders = argocdFolders(instance);
  const repoServer = `127.0.0.1:${ports.repoServer}`;
  const redis = ["--redis", `127.0.0.1:${ports.redis}`];
  const shared = {
    // The cluster that they manage is the one of the kubeconfig, as if they ran inside it.
    ARGOCD_FAKE_IN_CLUSTER: "true",
    ARGOCD_TLS_DATA_PATH: folders.tls,
    ARGOCD_SSH_DATA_PATH: folders.ssh,
    ARGOCD_GNUPGHOME: folders.gnupg,
    ARGOCD_GPG_DATA_PATH: folders.gpgSource,
    ARGOCD_GPG_ENABLED: "false",
    ARGOCD_PLUGINSOCKFILEPATH: folders.plugins,
    ARGOCD_APP_CONF_PATH: folders.configuration,
    // Fixed below /tmp by default, where instances would take it from each other; a socket's path must be short.
    ARGOCD_ASK_PASS_SOCK: join(socketFolder(instance), "ask-pass.sock"),
    REDIS_CREDS_DIR_PATH: folders.redisCredentials,
    TMPDIR: folders.temporary,
    // Settings of the person who starts the platform are not Argo CD's.
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_CONFIG_NOSYSTEM: "1",
    // As the control plane's; see there.
    GOGC: "400",
  };
  const process = async (
    component: Component,
    args: string[],
    readiness: Partial<ProcessSpec>,
  ): Promise<ProcessSpec> => {
    const settings = await componentSettings(component);
    return {
      name: `argocd-${component}`,
      command: join(binaries, "argocd"),
      args: [...args, ...settings.args],
      // One binary is all of them; this names which.
      environment: {
        ...shared,
        KUBECONFIG: argocdKubeconfig(instance, component),
        ...settings.environment,
        ARGOCD_BINARY_NAME: `argocd-${component}`,
      },
      workingFolder: folders.root,
      readyTimeoutMs: 60_000,
      ...readiness,
    };
  };
  return [
    {
      name: "redis",
      command: "redis-server",
      args: [folders.redisConfiguration],
      workingFolder: folders.root,
      port: ports.redis,
    },
    await process(
      "repo-server",
      // Without TLS, on loopback only: a handshake and a self-signed certificate protect nothing here.
      [
        "--address=127.0.0.1",
        `--port=${ports.repoServer}`,
        "--metrics-address=127.0.0.1",
        `--metrics-port=${ports.repoServerMetrics}`,
        "--disable-tls",
        "--client-ca-path=",
        ...redis,
      ],
      { port: ports.repoServer, readyUrl: `http://127.0.0.1:${ports.repoServerMetrics}/healthz?full=true` },
    ),
    await process(
      "application-controller",
      [
        "--repo-server",
        repoServer,
        "--repo-server-plaintext",
        `--metrics-port=${ports.applicationControllerMetrics}`,
        ...redis,
      ],
      { readyUrl: `http://127.0.0.1:${ports.applicationControllerMetrics}/healthz` },
    ),
    await process(
      "applicationset-controller",
      [
        ...["--argocd-repo-server", repoServer, "--repo-server-plaintext"],
        `--metrics-addr=127.0.0.1:${ports.applicationSetMetrics}`,
        `--probe-addr=127.0.0.1:${ports.applicationSetProbe}`,
        `--webhook-addr=127.0.0.1:${ports.applicationSetWebhook}`,
        // The kinds that ask a forge's API aren't used.
        "--enable-scm-providers=false",
      ],
      { port: ports.applicationSetWebhook },
    ),
    await process(
      "server",
      [
        ...["--repo-server", repoServer, "--repo-server-plaintext", ...redis],
        // Plain HTTP on loopback only. Nobody signs in locally: who asks is anonymous and may read (argocd-rbac-cm).
        ...["--insecure", "--address=127.0.0.1", `--port=${ports.argocdServer}`],
        ...["--metrics-address=127.0.0.1", `--metrics-port=${ports.argocdServerMetrics}`],
      ],
      { readyUrl: `http://127.0.0.1:${ports.argocdServer}/healthz` },
    ),
  ];
}
