import { X509Certificate } from "node:crypto";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ensureAuthority, ensureCertificate } from "./certificates.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "certificates-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("a certificate carries its names, is signed by its authority, and is made once", async () => {
  const authority = await ensureAuthority(folder, "test-ca");
  const request = {
    name: "kubelet",
    commonName: "system:node:one",
    organizations: ["system:nodes"],
    alternativeNames: ["IP:10.200.4.2", "DNS:one"],
  };
  const pair = await ensureCertificate(folder, authority, request);
  const text = await readFile(pair.certificate, "utf8");
  const certificate = new X509Certificate(text);
  expect(certificate.subject).toBe("O=system:nodes\nCN=system:node:one");
  expect(certificate.checkIP("10.200.4.2")).toBe("10.200.4.2");
  expect(certificate.checkHost("one")).toBe("one");
  const issuer = new X509Certificate(await readFile(authority.certificate));
  expect(certificate.verify(issuer.publicKey)).toBe(true);
  expect(issuer.ca).toBe(true);
  expect((await stat(pair.key)).mode & 0o077).toBe(0);
  await ensureCertificate(folder, authority, request);
  expect(await readFile(pair.certificate, "utf8")).toBe(text);
});
