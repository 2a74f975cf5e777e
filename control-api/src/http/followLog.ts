import type { Response as Upstream } from "undici";
import { eventText, type Following } from "./followStreams.ts";

/** Longest line that goes out as one event, in characters; the rest follows as further ones. */
const longestLine = 64 * 1024;

/** Hands a log on as it comes in: as it is, or each line as an event of its own. */
export async function followLog(upstream: Upstream, { format, signal, write }: Following): Promise<void> {
  const { body } = upstream;
  if (!body) return;
  const reader = body.getReader();
  const cancel = () => void reader.cancel().catch(() => undefined);
  signal.addEventListener("abort", cancel, { once: true });
  const decoder = new TextDecoder();
  let rest = "";
  try {
    while (!signal.aborted) {
      const { done, value } = await reader.read();
      const text = done ? decoder.decode() : decoder.decode(value, { stream: true });
      if (format === "text") {
        if (text !== "") await write(text);
      } else {
        const lines = (rest + text).split("\n");
        rest = lines.pop() ?? "";
        if (done && rest !== "") lines.push(rest);
        while (rest.length > longestLine) {
          lines.push(rest.slice(0, longestLine));
          rest = rest.slice(longestLine);
        }
        // A carriage return would begin a new line of the event stream.
        if (lines.length > 0)
          await write(lines.map((line) => eventText("line", JSON.stringify(line.replace(/\r$/, "")))).join(""));
      }
      if (done) return;
    }
  } finally {
    signal.removeEventListener("abort", cancel);
    cancel();
  }
}
