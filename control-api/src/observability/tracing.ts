/**
 * OpenTelemetry traces, set up by the standard `OTEL_*` variables of the environment and off without an endpoint: then the SDK
 * isn't even loaded.
 */
import { context, trace } from "@opentelemetry/api";

export interface Tracing {
  readonly enabled: boolean;
  /** Sends what waits, as far as it can within two seconds. */
  close(): Promise<void>;
}

const off: Tracing = { enabled: false, close: async () => undefined };
const flushWithin = 2_000;

/** Starts exporting traces over OTLP/HTTP where `OTEL_EXPORTER_OTLP_ENDPOINT` or `…_TRACES_ENDPOINT` is set. */
export async function startTracing(
  environment: Readonly<Record<string, string | undefined>>,
  version: string,
): Promise<Tracing> {
  const endpoint = environment.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT || environment.OTEL_EXPORTER_OTLP_ENDPOINT;
  const refused = environment.OTEL_SDK_DISABLED === "true" || environment.OTEL_TRACES_EXPORTER === "none";
  if (!endpoint || refused) return off;
  const [{ BasicTracerProvider, BatchSpanProcessor }, { OTLPTraceExporter }, contexts, resources, names] =
    await Promise.all([
      import("@opentelemetry/sdk-trace-base"),
      import("@opentelemetry/exporter-trace-otlp-http"),
      import("@opentelemetry/context-async-hooks"),
      import("@opentelemetry/resources"),
      import("@opentelemetry/semantic-conventions"),
    ]);
  const ours = resources.resourceFromAttributes({
    [names.ATTR_SERVICE_NAME]: "storeplane-control-api",
    [names.ATTR_SERVICE_VERSION]: version,
  });
  const given = resources.detectResources({ detectors: [resources.envDetector] });
  const provider = new BasicTracerProvider({
    resource: ours.merge(given),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  context.setGlobalContextManager(new contexts.AsyncLocalStorageContextManager().enable());
  trace.setGlobalTracerProvider(provider);
  return {
    enabled: true,
    async close() {
      const enough = new Promise<void>((resolve) => setTimeout(resolve, flushWithin).unref());
      await Promise.race([provider.shutdown().catch(() => undefined), enough]);
      trace.disable();
      context.disable();
    },
  };
}
