import { type EventSourceMessage, EventSourceParserStream } from "eventsource-parser/stream";
import { detailOf } from "../api/ProblemError.ts";
import { identityHeaders, noteRefusal } from "../identity/identityHeaders.ts";

/**
 * Asks for server-sent events as every other request is asked: with headers, which EventSource can't send.
 * `onAlive` hears of each sign of life, comments too.
 * @throws Error when the answer isn't a stream of events.
 */
export async function requestEvents(
  path: string,
  options: { signal: AbortSignal; lastEventId?: string | undefined; onAlive?: () => void },
): Promise<AsyncIterable<EventSourceMessage>> {
  const response = await fetch(path, {
    headers: {
      accept: "text/event-stream",
      ...identityHeaders(),
      ...(options.lastEventId === undefined ? {} : { "last-event-id": options.lastEventId }),
    },
    cache: "no-store",
    signal: options.signal,
  });
  if (!response.ok || response.body === null) {
    const detail = await detailOf(response);
    if (response.status === 401) noteRefusal(detail);
    throw new StreamRefused(response.status, detail);
  }
  return read(response.body, options.onAlive ?? (() => {}));
}

/** The API's answer instead of a stream. */
export class StreamRefused extends Error {
  override name = "StreamRefused";
  readonly status: number;

  constructor(status: number, detail: string) {
    super(detail);
    this.status = status;
  }
}

async function* read(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  onAlive: () => void,
): AsyncGenerator<EventSourceMessage> {
  const reader = body
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream({ onComment: onAlive }))
    .getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      onAlive();
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
