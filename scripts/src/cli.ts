import { parseArgs } from "node:util";
import { describeInstance, type Instance, instanceFromEnvironment } from "./instance.ts";

/** What went wrong in words for whoever typed the command; unexpected errors keep their stack. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof AggregateError) return error.errors.map(explain).join("\n");
  if (error.name === "AbortError" && error.cause instanceof Error) return explain(error.cause);
  const expected = error.name !== "TypeError" && error.name !== "ReferenceError" && error.name !== "SyntaxError";
  const reason = error.cause instanceof Error ? `\n  because: ${explain(error.cause)}` : "";
  return (expected && !process.env.STOREPLANE_DEBUG ? error.message : (error.stack ?? error.message)) + reason;
}

const options = {
  cluster: { type: "string" },
  context: { type: "string" },
  slot: { type: "string" },
  name: { type: "string" },
  purge: { type: "boolean" },
  follow: { type: "boolean", short: "f" },
  lines: { type: "string", short: "n" },
  help: { type: "boolean", short: "h" },
} as const;

const usage = `Usage: npm run <command> [-- options]
  up       [-- --cluster=node|simulated|kind|context --context=<name>]   start the platform, or what is missing of it
  down     [-- --purge]                         stop it; --purge removes its data too
  status                                        what runs where
  logs     [<process>] [-- --follow --lines=50] what it wrote
  charts:release [<engine>…] [-- --to=<repository> --branch=main]   release charts into a stores repository
  test, test:unit, test:loopback, test:faults, test:fuzz, e2e, bench, bench:dashboard    see CONTRIBUTING.md
Further: --slot=<0..9> --name=<name> (or STOREPLANE_SLOT, STOREPLANE_NAME) choose an instance other than the one for you.`;

function chooseInstance(values: { slot?: string | undefined; name?: string | undefined }): Instance {
  if (values.slot === undefined && values.name === undefined) return instanceFromEnvironment();
  return describeInstance({
    ...(values.slot === undefined ? {} : { slot: Number(values.slot) }),
    ...(values.name === undefined ? {} : { name: values.name }),
  });
}

type Command = (args: readonly string[]) => Promise<number | undefined>;

/** Commands written elsewhere: each module exports `main(args)`, which returns the exit code. */
const modules: Readonly<Record<string, () => Promise<{ main: Command }>>> = {
  test: () => import("./test.ts"),
  "test:unit": () => import("./testUnit.ts"),
  "test:loopback": () => import("./testLoopback.ts"),
  "test:fuzz": () => import("./testFuzz.ts"),
  "test:faults": () => import("./testFaults.ts"),
  e2e: () => import("./e2e.ts"),
  bench: () => import("./bench.ts"),
  "charts:release": () => import("./chartsRelease.ts"),
  "bench:dashboard": () => import("./benchDashboard.ts"),
};

async function main(): Promise<number> {
  const [command = "help", ...args] = process.argv.slice(2);
  const module = modules[command];
  if (module) return (await (await module()).main(args)) ?? 0;
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  if (values.help || !["up", "down", "status", "logs"].includes(command)) {
    console.log(usage);
    return values.help || command === "help" ? 0 : 2;
  }
  const platform = await import("./platform.ts");
  const instance = chooseInstance(values);
  if (command === "down") await platform.down({ instance, purge: values.purge ?? false });
  else if (command === "status") return await platform.status({ instance });
  else if (command === "logs") {
    await platform.logs({
      instance,
      process: positionals[0],
      follow: values.follow ?? false,
      lines: Number(values.lines ?? 50),
    });
  } else {
    const { cluster, context } = values;
    await platform.up({
      instance,
      ...(cluster === undefined ? {} : { cluster: platform.parseClusterKind(cluster) }),
      ...(context === undefined ? {} : { context }),
    });
  }
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
