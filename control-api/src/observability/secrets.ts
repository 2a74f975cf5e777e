/** Which settings are secret, and how secrets are taken out of text. Pure. */

const secretNames = /PASSWORD|TOKEN|SECRET|PRIVATE_KEY|API_KEY/;
const keptInFiles = /_(FILE|DIR|URL|SECONDS|ISSUER)$/;

/** Values of the settings that nobody may read in a log: secrets by their name, and passwords inside URLs. */
export function secretsOf(settings: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(settings).flatMap(([name, value]) => {
    if (typeof value !== "string") return [];
    if (secretNames.test(name) && !keptInFiles.test(name)) return withEncodings(value, settings);
    const password = URL.canParse(value) ? new URL(value).password : "";
    return password === "" ? [] : [password, decodeURIComponent(password)];
  });
}

/** A password travels to the Git server as the second half of a Basic credential. */
function withEncodings(secret: string, { GIT_USERNAME: user }: Readonly<Record<string, unknown>>): string[] {
  const basic = typeof user === "string" ? [Buffer.from(`${user}:${secret}`).toString("base64")] : [];
  return [secret, encodeURIComponent(secret), ...basic];
}

/** Shorter ones would take ordinary words out of the log; inside URLs and headers they are found anyway. */
const shortest = 6;

/** A function that takes the given secrets, and whatever looks like a credential, out of a text. */
export function scrubber(secrets: readonly string[]): (text: string) => string {
  const known = [...new Set(secrets)]
    .filter((secret) => secret.length >= shortest)
    // The longest first: one may be part of another.
    .sort((a, b) => b.length - a.length)
    .map((secret) => JSON.stringify(secret).slice(1, -1));
  return (text) => {
    let clean = text;
    for (const secret of known) if (clean.includes(secret)) clean = clean.replaceAll(secret, "[redacted]");
    return clean
      .replace(/\b(Bearer|Basic|token) [\w.~+/=-]{8,}/gi, "$1 [redacted]")
      .replace(/(\w:\/\/[^\s/:@"]*):[^\s/@"]+@/g, "$1:[redacted]@");
  };
}
