import { describe, expect, test } from "vitest";
import { describeInstance, instanceEnvironment, instanceFromEnvironment, ownsPath } from "./instance.ts";

const slots = Array.from({ length: 10 }, (_, slot) => describeInstance({ slot }));

describe("describeInstance", () => {
  test("no two instances share a port, an address range, a device or a folder", () => {
    const ports = slots.flatMap((instance) => Object.values(instance.ports));
    expect(new Set(ports).size).toBe(ports.length);
    for (const part of ["podCidr", "serviceCidr", "namespace", "hostDevice", "hostAddress"] as const) {
      expect(new Set(slots.map(({ network }) => network[part])).size).toBe(slots.length);
    }
    const ranges = slots.flatMap(({ network }) => [network.podCidr, network.serviceCidr]);
    expect(new Set(ranges).size).toBe(ranges.length);
    expect(new Set(slots.map(({ stateFolder }) => stateFolder)).size).toBe(slots.length);
  });

  test("a slot or a name that can't be one is refused in words", () => {
    expect(() => describeInstance({ slot: 10 })).toThrow("whole number from 0 to 9");
    expect(() => describeInstance({ slot: 1.5 })).toThrow("whole number");
    expect(() => describeInstance({ slot: 4, name: "../evil" })).toThrow("DNS label");
  });

  test("a child process that gets the instance's environment describes the same instance", () => {
    const instance = describeInstance({ slot: 4, name: "mine", stateFolder: "/somewhere/else" });
    expect(instanceFromEnvironment(instanceEnvironment(instance))).toEqual(instance);
  });
});

describe("ownsPath", () => {
  test("what lies in the folder is its own, but not other instances or neighbours", () => {
    expect(ownsPath("/clone/.local", "/clone/.local")).toBe(true);
    expect(ownsPath("/clone/.local", "/clone/.local/node/volumes")).toBe(true);
    expect(ownsPath("/clone/.local", "/clone/.local/instances/e2e/node")).toBe(false);
    expect(ownsPath("/clone/.local", "/clone/.locality")).toBe(false);
  });
});
