import { Writable } from "node:stream";
import { expect, test } from "vitest";
import { createLog } from "./log.ts";
import { currentContext, inRequest, outsideRequests } from "./requestContext.ts";
import { secretsOf } from "./secrets.ts";

function recordedLog(secrets: readonly string[] = []) {
  let text = "";
  const destination = new Writable({
    write(chunk, _encoding, done) {
      text += chunk;
      done();
    },
  });
  const log = createLog({ level: "info", secrets }, destination);
  const lines = (): Record<string, unknown>[] =>
    text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
  return { log, lines, text: () => text };
}

test("every line written for a request carries its id, however late and however deep", async () => {
  const { log, lines } = recordedLog();
  await Promise.all(
    ["first", "second"].map((requestId) =>
      inRequest({ requestId }, async () => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        log.child({ part: "deep" }).info("Something was done");
      }),
    ),
  );
  log.info("Nobody asked for this");
  expect(lines().map(({ requestId }) => requestId)).toEqual(["first", "second", undefined]);
});

test("work done later for a request is the request's, work that others share is nobody's", () => {
  const { log, lines } = recordedLog();
  const later = inRequest({ requestId: "asked" }, () => currentContext());
  inRequest({ requestId: "other" }, () => {
    later(() => log.info("Done for the one that asked"));
    outsideRequests(() => log.info("Done for several"));
  });
  expect(lines().map(({ requestId }) => requestId)).toEqual(["asked", undefined]);
});

test("no secret of the settings gets into a line, in a message, an error, a header or a URL", () => {
  const secrets = secretsOf({
    GIT_USERNAME: "robot",
    GIT_PASSWORD: 'git-"pass\\word',
    METRICS_TOKEN: "scrape-me-not",
    DATABASE_URL: "postgres://storeplane:p%40ssw0rd-db@db.internal:5432/storeplane",
    SIGNING_KEY_FILE: "/etc/storeplane/key.pem",
    GIT_URL: "https://git.example.com/stores.git",
  });
  const { log, lines, text } = recordedLog(secrets);
  const basic = Buffer.from('robot:git-"pass\\word').toString("base64");
  log.warn({ err: new Error('remote said: robot:git-"pass\\word is wrong') }, "Git refused");
  log.warn({ detail: `Authorization: Basic ${basic}`, header: basic }, "Git refused");
  log.warn({ err: new Error("connect postgres://storeplane:p%40ssw0rd-db@db.internal:5432") }, "No database");
  log.warn({ what: "p@ssw0rd-db", token: "abc", nested: { headers: { authorization: "x", cookie: "y" } } }, "Odd");
  log.info({ text: "Bearer eyJhbGciOi.eyJzdWIi.sig", url: "https://alice:hunter2@git.example.com/x.git" }, "Called");
  for (const secret of ["git-", "ssw0rd", "scrape-me-not", basic, '"abc"', '"x"', '"y"', "eyJ", "hunter2"])
    expect(text()).not.toContain(secret);
  expect(lines()).toHaveLength(5);
  expect(text()).toContain("https://alice:[redacted]@git.example.com/x.git");
  expect(text()).toContain("db.internal");
});

test("paths of files, plain addresses and unset secrets are no secrets", () => {
  expect(
    secretsOf({
      SIGNING_KEY_FILE: "/key.pem",
      GIT_URL: "https://git.example.com",
      PORT: 7400,
      GIT_PASSWORD: undefined,
    }),
  ).toEqual([]);
});
