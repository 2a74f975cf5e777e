/** GitHub's webhooks: believed when signed with the shared secret, and then taken as news only: what is true is asked for. */
import { verify } from "@octokit/webhooks-methods";
import { z } from "zod";
import { Problem } from "./problem.ts";

export interface Delivery {
  readonly event: string;
  readonly id: string;
  readonly signature: string | undefined;
  /** As received: the signature is of these bytes. */
  readonly body: Buffer;
}

export interface GitHubWebhook {
  /** `repeated`: this delivery was handled before; `ignored`: it is about nothing that matters here. @throws Problem */
  receive(delivery: Delivery): Promise<"accepted" | "repeated" | "ignored">;
}

export interface GitHubWebhookOptions {
  readonly secret: string;
  readonly branch: string;
  /** The branch is at `tip` now, or was when the news was sent. */
  readonly onPush: (tip: string) => void;
  /** Something happened to the pull request. */
  readonly onPullRequest: (number: number) => void;
}

const push = z.object({ ref: z.string(), after: z.string().regex(/^[0-9a-f]{40}$/) });
const pullRequest = z.object({ pull_request: z.object({ number: z.int().positive() }) });

/** How many deliveries are remembered, the latest: one that comes again after that merely makes us look once more. */
const mostRemembered = 10_000;

export function gitHubWebhook(options: GitHubWebhookOptions): GitHubWebhook {
  const { secret, branch, onPush, onPullRequest } = options;
  const remembered = new Set<string>();

  return {
    async receive({ event, id, signature, body }) {
      const text = body.toString("utf8");
      if (text === "" || signature === undefined || !(await verify(secret, text, signature))) throw notSigned();
      if (remembered.has(id)) return "repeated";
      const payload = parse(text);
      const isNews = event === "push" ? pushed(payload) : event === "pull_request" ? pulled(payload) : false;
      remembered.add(id);
      for (const oldest of remembered) {
        if (remembered.size <= mostRemembered) break;
        remembered.delete(oldest);
      }
      return isNews ? "accepted" : "ignored";
    },
  };

  function pushed(payload: unknown): boolean {
    const { ref, after } = read(push, payload);
    if (ref !== `refs/heads/${branch}`) return false;
    onPush(after);
    return true;
  }

  function pulled(payload: unknown): boolean {
    onPullRequest(read(pullRequest, payload).pull_request.number);
    return true;
  }
}

function notSigned(): Problem {
  return new Problem(
    401,
    "not-signed",
    "Not signed by GitHub",
    "X-Hub-Signature-256 doesn't fit the body: set the same secret in the webhook's settings and in GITHUB_WEBHOOK_SECRET.",
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw unreadable("it isn't JSON: set the webhook's content type to application/json");
  }
}

function read<Schema extends z.ZodType>(schema: Schema, payload: unknown): z.output<Schema> {
  const parsed = schema.safeParse(payload);
  if (!parsed.success)
    throw unreadable(parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; "));
  return parsed.data;
}

function unreadable(why: string): Problem {
  return new Problem(400, "unreadable-webhook", "The webhook can't be read", `Its body doesn't fit its event: ${why}.`);
}
