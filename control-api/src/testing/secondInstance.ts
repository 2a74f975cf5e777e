import { describeInstance, type Instance } from "../../../scripts/src/instance.ts";

/** An instance beside those in slots: in a folder of its own, on ports that were free. */
export function secondInstance(stateFolder: string, ports: Readonly<Record<string, number>>): Instance {
  const described = describeInstance({ slot: 9, name: "second", stateFolder });
  return { ...described, ports: { ...described.ports, ...ports } };
}
