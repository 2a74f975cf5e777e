/** Signatures as `ssh-keygen -Y sign` makes them (PROTOCOL.sshsig), with Ed25519 keys and the namespace that Git uses. */
import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto";

const magic = Buffer.from("SSHSIG");
const namespace = "git";
const hashName = "sha512";
const keyType = "ssh-ed25519";
const begin = "-----BEGIN SSH SIGNATURE-----";
const end = "-----END SSH SIGNATURE-----";

export interface CommitSigner {
  /** The public key as OpenSSH writes it: `ssh-ed25519 AAAA…`. */
  readonly publicKey: string;
  /** @returns the armoured signature that goes into a commit's `gpgsig` header. */
  sign(payload: Buffer): string;
}

/** @throws Error when the text is no Ed25519 private key in PEM. */
export function openCommitSigner(privateKeyPem: string): CommitSigner {
  const key = createPrivateKey(privateKeyPem);
  if (key.asymmetricKeyType !== "ed25519") throw new Error("the signing key must be an Ed25519 key");
  const publicKey = sshPublicKey(createPublicKey(key));
  return {
    publicKey: `${keyType} ${publicKey.toString("base64")}`,
    sign: (payload) => {
      const signature = sign(null, signedData(payload), key);
      const blob = Buffer.concat([
        magic,
        Buffer.from([0, 0, 0, 1]),
        sshString(publicKey),
        sshString(namespace),
        sshString(""),
        sshString(hashName),
        sshString(Buffer.concat([sshString(keyType), sshString(signature)])),
      ]);
      return `${begin}\n${(blob.toString("base64").match(/.{1,70}/g) ?? []).join("\n")}\n${end}`;
    },
  };
}

/** Keys whose signatures are believed, by their OpenSSH form. */
export type TrustedKeys = ReadonlyMap<string, KeyObject>;

/**
 * @param texts public keys in PEM (also several in one text) or as OpenSSH writes them (`ssh-ed25519 AAAA…`, also behind principals)
 * @throws Error when one holds no Ed25519 key.
 */
export function trustedKeys(texts: readonly string[]): TrustedKeys {
  const keys = texts.flatMap((text) => {
    const pem = text.match(/-----BEGIN PUBLIC KEY-----[^-]+-----END PUBLIC KEY-----/g) ?? [];
    const open = Array.from(text.matchAll(/ssh-ed25519 (AAAA[A-Za-z0-9+/=]+)/g), (match) => match[1] ?? "");
    if (pem.length + open.length === 0) throw new Error("no Ed25519 public key in the text of trusted keys");
    return [
      ...pem.map((block) => createPublicKey(block)),
      ...open.map((base64) => fromSsh(Buffer.from(base64, "base64"))),
    ];
  });
  return new Map(keys.map((key) => [sshPublicKey(key).toString("base64"), key]));
}

/** True when the signature over the payload was made by one of the keys. Whatever is malformed is no signature. */
export function isSignedBy(keys: TrustedKeys, payload: Buffer, armoured: string): boolean {
  const [, base64] = /^-----BEGIN SSH SIGNATURE-----\n([\s\S]+)\n-----END SSH SIGNATURE-----\s*$/.exec(armoured) ?? [];
  if (base64 === undefined) return false;
  try {
    const blob = Buffer.from(base64.replace(/\s/g, ""), "base64");
    if (!blob.subarray(0, 6).equals(magic) || blob.readUInt32BE(6) !== 1) return false;
    const [publicKey, usedFor, , hash, wrapped] = sshStrings(blob.subarray(10), 5);
    const key = publicKey && keys.get(publicKey.toString("base64"));
    if (!key || usedFor?.toString() !== namespace || hash?.toString() !== hashName || !wrapped) return false;
    const [type, signature] = sshStrings(wrapped, 2);
    return type?.toString() === keyType && !!signature && verify(null, signedData(payload), key, signature);
  } catch {
    return false;
  }
}

function signedData(payload: Buffer): Buffer {
  const hash = createHash(hashName).update(payload).digest();
  return Buffer.concat([magic, sshString(namespace), sshString(""), sshString(hashName), sshString(hash)]);
}

function sshPublicKey(key: KeyObject): Buffer {
  const { x } = key.export({ format: "jwk" });
  if (key.asymmetricKeyType !== "ed25519" || x === undefined) throw new Error("a trusted key must be an Ed25519 key");
  return Buffer.concat([sshString(keyType), sshString(Buffer.from(x, "base64url"))]);
}

function fromSsh(blob: Buffer): KeyObject {
  const [, x] = sshStrings(blob, 2);
  return createPublicKey({
    key: { kty: "OKP", crv: "Ed25519", x: (x ?? Buffer.alloc(0)).toString("base64url") },
    format: "jwk",
  });
}

function sshString(content: string | Buffer): Buffer {
  const bytes = Buffer.from(content);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** @throws RangeError when the buffer is too short. */
function sshStrings(buffer: Buffer, count: number): Buffer[] {
  const found: Buffer[] = [];
  for (let at = 0; found.length < count; ) {
    const length = buffer.readUInt32BE(at);
    if (at + 4 + length > buffer.length) throw new RangeError("cut off");
    found.push(buffer.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return found;
}
