import { generateKeyPairSync } from "node:crypto";

/** A fresh Ed25519 private key as the control API takes it: PKCS8, PEM. */
export function newSigningKey(): string {
  return generateKeyPairSync("ed25519").privateKey.export({ format: "pem", type: "pkcs8" }).toString();
}
