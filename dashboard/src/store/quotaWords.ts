/** What a quota is about, in plain words. Those not listed go by Kubernetes' own name. */
const WORDS: Record<string, string> = {
  "requests.cpu": "CPU reserved",
  "limits.cpu": "CPU at most",
  "requests.memory": "Memory reserved",
  "limits.memory": "Memory at most",
  "requests.storage": "Storage",
  persistentvolumeclaims: "Disks",
  pods: "Pods",
};

export function quotaWords(resource: string): string {
  return WORDS[resource] ?? resource;
}

const GIB = 1024 ** 3;
const MIB = 1024 ** 2;

/** "0.25 cores", "1.5 GiB", "3": an amount of a resource, in cores, bytes or pieces. */
export function amount(resource: string, value: number): string {
  if (resource.endsWith("cpu")) {
    const cores = value < 0.01 ? value.toFixed(3) : String(Number(value.toFixed(2)));
    return `${cores} ${value === 1 ? "core" : "cores"}`;
  }
  if (resource.endsWith("memory") || resource.endsWith("storage")) {
    return bytesInWords(value);
  }
  return String(value);
}

/** "12 MiB", "1.5 GiB", and what is less than that in KiB. */
export function bytesInWords(bytes: number): string {
  if (bytes < MIB) return `${Math.ceil(bytes / 1024)} KiB`;
  return bytes < GIB ? `${Math.round(bytes / MIB)} MiB` : `${Number((bytes / GIB).toFixed(1))} GiB`;
}
