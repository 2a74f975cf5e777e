import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { afterEach, expect, test } from "vitest";
import { endOwnProcesses, findOwnProcesses, markerVariable } from "./ownProcesses.ts";

const children: ChildProcess[] = [];
const stateFolder = `/nonexistent/state-${process.pid}`;

function start(marker: string, code = "setInterval(() => {}, 1000)"): ChildProcess {
  const child = spawn(process.execPath, ["-e", `${code}; console.log("up")`], {
    env: { [markerVariable]: marker },
    stdio: ["ignore", "pipe", "ignore"],
  });
  children.push(child);
  return child;
}

afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

test("processes of an instance are found by their marker, those of others are left alone", async () => {
  const mine = start(`${stateFolder}:mine`);
  const other = start(`${stateFolder}-too:other`);
  await Promise.all([mine, other].map((child) => child.stdout && once(child.stdout, "data")));
  expect(findOwnProcesses(stateFolder)).toEqual([{ pid: mine.pid, name: "mine" }]);
  expect(await endOwnProcesses(stateFolder)).toHaveLength(1);
  expect(findOwnProcesses(stateFolder)).toEqual([]);
  expect(other.exitCode ?? other.signalCode).toBeNull();
});

test("a process that doesn't listen to SIGTERM is killed", async () => {
  const deaf = start(`${stateFolder}:deaf`, "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)");
  if (deaf.stdout) await once(deaf.stdout, "data");
  const ended = once(deaf, "exit");
  await endOwnProcesses(stateFolder, 300);
  expect((await ended)[1]).toBe("SIGKILL");
});
