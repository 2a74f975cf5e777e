import { z } from "zod";
import { Problem } from "../problem.ts";
import { defineRoute } from "../route.ts";

const receiveGitHubWebhook = defineRoute({
  method: "post",
  path: "/webhooks/github",
  operationId: "receiveGitHubWebhook",
  summary: "GitHub says that a branch moved or a pull request changed; it merely triggers a look",
  tag: "operations",
  headers: z.object({
    "x-github-event": z.string().max(100),
    "x-github-delivery": z.string().regex(/^[\w-]{1,100}$/, "must be the delivery's id"),
    "x-hub-signature-256": z
      .string()
      .max(200)
      .optional()
      .meta({ description: "HMAC SHA-256 of the body with the webhook's secret, behind `sha256=`" }),
  }),
  bodyAsReceived: true,
  body: z.instanceof(Buffer).meta({ description: "GitHub's payload of the event" }),
  responses: { 202: { description: "Taken; it may be a repetition, or be about nothing that matters here" } },
  problems: [400, 401, 404],
  async handle({ headers, body }, { gitHubWebhook }) {
    if (!gitHubWebhook)
      throw new Problem(
        404,
        "no-webhook",
        "No webhook is taken here",
        "Set GITHUB_WEBHOOK_SECRET (with GIT_PROVIDER=github) to the secret of the webhook.",
      );
    await gitHubWebhook.receive({
      event: headers["x-github-event"],
      id: headers["x-github-delivery"],
      signature: headers["x-hub-signature-256"],
      body,
    });
    return { status: 202 };
  },
});

export const gitHubWebhookRoutes = [receiveGitHubWebhook];
