/** Spans of the work at hand. Without a tracer (see `tracing.ts`) all of this does next to nothing. */
import {
  type Attributes,
  type Context,
  context,
  isSpanContextValid,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  trace,
} from "@opentelemetry/api";
import { formatTraceparent, parseTraceparent } from "./traceparent.ts";

const tracer = trace.getTracer("storeplane");

/** Runs `action` in a span of its own; an error it throws is the span's. */
export async function withSpan<R>(name: string, attributes: Attributes, action: () => Promise<R>): Promise<R> {
  return await tracer.startActiveSpan(name, { attributes }, async (span) => {
    try {
      return await action();
    } catch (error) {
      failSpan(span, error);
      throw error;
    } finally {
      span.end();
    }
  });
}

/** A span within the current one; whoever starts it ends it. */
export function startSpan(name: string, attributes: Attributes = {}): Span {
  return tracer.startSpan(name, { attributes });
}

/** The span of a request that comes in, and the context its work is done in; a caller's `traceparent` is its parent. */
export function startRequestSpan(name: string, traceparent: string | undefined): { span: Span; within: Context } {
  const parent = contextOf(traceparent);
  const span = tracer.startSpan(name, { kind: SpanKind.SERVER }, parent);
  return { span, within: trace.setSpan(parent, span) };
}

/** A span of what was observed, with its own times in epoch milliseconds. Returns what its parts are put below. */
export function recordSpan(
  name: string,
  times: { readonly from: number; readonly to: number },
  attributes: Attributes,
  parent: Context,
): Context {
  const span = tracer.startSpan(name, { attributes, startTime: times.from }, parent);
  span.end(Math.max(times.from, times.to));
  return trace.setSpan(parent, span);
}

export function failSpan(span: Span, error: unknown): void {
  span.recordException(error instanceof Error ? error : String(error));
  span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.message : String(error) });
}

/** The context of a `traceparent`; of none, or a wrong one, the root. */
export function contextOf(traceparent: string | undefined): Context {
  const parent = parseTraceparent(traceparent);
  return parent ? trace.setSpanContext(ROOT_CONTEXT, parent) : ROOT_CONTEXT;
}

/** `traceparent` of the current span, where it is recorded. */
export function currentTraceparent(): string | undefined {
  const current = trace.getSpanContext(context.active());
  if (!current || !isSpanContextValid(current) || (current.traceFlags & TraceFlags.SAMPLED) === 0) return undefined;
  return formatTraceparent(current);
}

export function currentTraceId(): string | undefined {
  return traceIdOf(context.active());
}

/** Undefined where nothing is traced. */
export function traceIdOf(within: Context): string | undefined {
  const current = trace.getSpanContext(within);
  return current && isSpanContextValid(current) ? current.traceId : undefined;
}
