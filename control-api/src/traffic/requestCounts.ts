/** Requests per host, as the Ingress or a Prometheus tells them in the text format. */

export interface TrafficSource {
  readonly url: string;
  /** Name of the counter. */
  readonly metric: string;
  readonly hostLabel: string;
  /** `label=value` pairs; a sample with one of them is no visit. */
  readonly ignored: readonly string[];
}

/** The endpoint can't be read, or doesn't have what it should. */
export class TrafficUnavailableError extends Error {
  override readonly name = "TrafficUnavailableError";
}

const largest = 64 * 1024 * 1024;
const answerWithin = 15_000;

/**
 * How many requests each host has had since its Ingress started; a host without any is left out.
 * @throws TrafficUnavailableError: no answer within 15 s, or an answer without a single such counter.
 */
export async function readRequestCounts(source: TrafficSource, signal: AbortSignal): Promise<Map<string, number>> {
  const text = await answerOf(source.url, AbortSignal.any([signal, AbortSignal.timeout(answerWithin)]));
  return requestCounts(text, source);
}

async function answerOf(url: string, signal: AbortSignal): Promise<string> {
  const where = new URL(url).host;
  try {
    const response = await fetch(url, { signal, headers: { accept: "text/plain" } });
    if (!response.ok)
      throw new TrafficUnavailableError(`${where} answered ${response.status}: check TRAFFIC_METRICS_URL.`);
    const parts: string[] = [];
    const decoder = new TextDecoder();
    let size = 0;
    for await (const part of response.body ?? []) {
      size += part.length;
      if (size > largest) throw new TrafficUnavailableError(`${where} answers with more than 64 MiB of metrics.`);
      parts.push(decoder.decode(part, { stream: true }));
    }
    return parts.join("") + decoder.decode();
  } catch (cause) {
    if (cause instanceof TrafficUnavailableError) throw cause;
    throw new TrafficUnavailableError(`${where} doesn't answer with metrics.`, { cause });
  }
}

/** @throws TrafficUnavailableError when the text has no such counter: then nothing is known, not even that nobody came. */
export function requestCounts(
  text: string,
  { metric, hostLabel, ignored }: Omit<TrafficSource, "url">,
): Map<string, number> {
  const counts = new Map<string, number>();
  let samples = 0;
  for (const line of text.split("\n")) {
    if (!line.startsWith(metric) || line[metric.length] !== "{") continue;
    const end = line.lastIndexOf("}");
    const value = Number(
      line
        .slice(end + 1)
        .trim()
        .split(/\s+/)[0],
    );
    const labels = labelsOf(line.slice(metric.length + 1, end));
    const host = labels.get(hostLabel)?.toLowerCase();
    if (host === undefined || !Number.isFinite(value)) continue;
    samples += 1;
    if (ignored.some((pair) => labels.get(pair.slice(0, pair.indexOf("="))) === pair.slice(pair.indexOf("=") + 1)))
      continue;
    counts.set(host, (counts.get(host) ?? 0) + value);
  }
  if (samples === 0)
    throw new TrafficUnavailableError(
      `There is no counter ${metric} with a label ${hostLabel}: check TRAFFIC_METRIC and TRAFFIC_HOST_LABEL.`,
    );
  return counts;
}

function labelsOf(text: string): Map<string, string> {
  const escapes: Readonly<Record<string, string>> = { n: "\n", '"': '"', "\\": "\\" };
  return new Map(
    [...text.matchAll(/([A-Za-z_]\w*)="((?:[^"\\]|\\.)*)"/g)].map(([, name = "", value = ""]) => [
      name,
      value.replace(/\\(.)/g, (_, escaped: string) => escapes[escaped] ?? escaped),
    ]),
  );
}
