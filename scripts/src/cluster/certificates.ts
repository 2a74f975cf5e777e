import { existsSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { execa } from "execa";

const validDays = "3650";
const timeout = 20_000;

/** Paths of a certificate and its private key. */
export interface KeyPair {
  readonly certificate: string;
  readonly key: string;
}

export interface CertificateRequest {
  /** File name without its ending. */
  readonly name: string;
  readonly commonName: string;
  /** Kubernetes reads them as groups. */
  readonly organizations?: readonly string[];
  /** `IP:…` and `DNS:…`; makes it a server's certificate too. */
  readonly alternativeNames?: readonly string[];
}

const pairIn = (folder: string, name: string): KeyPair => ({
  certificate: join(folder, `${name}.crt`),
  key: join(folder, `${name}.key`),
});

const newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];

/** Makes a certificate authority, unless it is there. */
export async function ensureAuthority(folder: string, name: string): Promise<KeyPair> {
  const pair = pairIn(folder, name);
  if (existsSync(pair.certificate)) return pair;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = `${pair.certificate}.draft`;
  const args = ["-subj", `/CN=${name}`, "-addext", "keyUsage=critical,keyCertSign,cRLSign"];
  await execa("openssl", ["req", "-x509", ...newKey, "-days", validDays, ...args, "-keyout", pair.key, "-out", draft], {
    timeout,
  });
  await rename(draft, pair.certificate);
  return pair;
}

/** Makes a certificate signed by `authority`, unless it is there. The key is readable for its owner only. */
export async function ensureCertificate(
  folder: string,
  authority: KeyPair,
  request: CertificateRequest,
): Promise<KeyPair> {
  const pair = pairIn(folder, request.name);
  if (existsSync(pair.certificate)) return pair;
  await mkdir(dirname(pair.certificate), { recursive: true, mode: 0o700 });
  const subject = [...(request.organizations ?? []).map((name) => `/O=${name}`), `/CN=${request.commonName}`].join("");
  const names = request.alternativeNames ?? [];
  const extensions = [
    "keyUsage=critical,digitalSignature,keyEncipherment",
    `extendedKeyUsage=clientAuth${names.length > 0 ? ",serverAuth" : ""}`,
    ...(names.length > 0 ? [`subjectAltName=${names.join(",")}`] : []),
  ].join("\n");
  const draft = `${pair.certificate}.draft`;
  await writeFile(`${draft}.ext`, extensions);
  const { stdout: signingRequest } = await execa(
    "openssl",
    ["req", "-new", ...newKey, "-subj", subject, "-keyout", pair.key],
    { timeout },
  );
  const sign = ["x509", "-req", "-CA", authority.certificate, "-CAkey", authority.key, "-set_serial", `0x${serial()}`];
  await execa("openssl", [...sign, "-days", validDays, "-extfile", `${draft}.ext`, "-out", draft], {
    input: signingRequest,
    timeout,
  });
  await rm(`${draft}.ext`);
  await rename(draft, pair.certificate);
  return pair;
}

function serial(): string {
  // The first bit stays 0: serial numbers are positive.
  return `4${crypto.randomUUID().replaceAll("-", "").slice(1)}`;
}
