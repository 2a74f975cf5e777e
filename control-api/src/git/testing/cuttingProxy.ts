import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";

export interface CuttingProxy {
  readonly url: string;
  /** How many of the next pushes reach the server, whose answers then get lost. */
  cutAnswers: number;
  /** True: after a cut nothing gets through any more. */
  downAfterCut: boolean;
  /** How many pushes went through, cut or not. */
  readonly pushes: () => number;
  close(): Promise<void>;
}

/** Stands between the control API and the Git server and cuts connections after a push was done. */
export async function startCuttingProxy(target: string): Promise<CuttingProxy> {
  let pushes = 0;
  let down = false;
  const server = createServer((incoming, outgoing) => {
    if (down) {
      outgoing.destroy();
      return;
    }
    const isPush = incoming.url?.endsWith("/git-receive-pack") ?? false;
    const url = new URL(incoming.url ?? "/", target);
    const forwarded = request(
      url,
      { method: incoming.method, headers: { ...incoming.headers, host: url.host } },
      (answer) => {
        if (isPush) pushes += 1;
        if (isPush && proxy.cutAnswers > 0) {
          proxy.cutAnswers -= 1;
          down = proxy.downAfterCut;
          answer.resume().once("end", () => outgoing.destroy());
          return;
        }
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    forwarded.once("error", () => outgoing.destroy());
    incoming.pipe(forwarded);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const proxy: CuttingProxy = {
    url: `http://127.0.0.1:${port}${new URL(target).pathname}`,
    cutAnswers: 0,
    downAfterCut: false,
    pushes: () => pushes,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return proxy;
}
