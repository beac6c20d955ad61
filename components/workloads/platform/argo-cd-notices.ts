/** The Secret that Argo CD reads credentials of its notices from, and the key of the webhook in it. */
export const noticeSecret = { name: "argocd-notifications-secret", key: "discord-webhook" } as const;

export const noNotices = { enabled: false } as const;

/** When a channel is told, and what, as a template of Go. */
const notices = {
  deployed: {
    when: "app.status.operationState?.phase == 'Succeeded' and app.status.health.status == 'Healthy'",
    says: 'printf "%s runs %s." .app.metadata.name .app.status.sync.revision',
  },
  degraded: {
    when: "app.status.health.status == 'Degraded'",
    says: 'printf "%s is not healthy." .app.metadata.name',
  },
  failed: {
    when: "app.status.operationState?.phase in ['Error', 'Failed']",
    says: 'printf "%s was not deployed: %s" .app.metadata.name .app.status.operationState.message',
  },
} as const;

/** Tells a channel of Discord what was deployed, what is not healthy and what could not be deployed. */
export const discordNotices = {
  enabled: true,
  secret: { create: false },
  notifiers: {
    "service.webhook.discord": [
      `url: $${noticeSecret.key}`,
      "headers:",
      "  - name: Content-Type",
      "    value: application/json",
    ].join("\n"),
  },
  templates: Object.fromEntries(
    Object.entries(notices).map(([name, { says }]) => [
      `template.${name}`,
      // As JSON: a message with a quotation mark in it is still one.
      `webhook:\n  discord:\n    method: POST\n    body: |\n      {"content": {{ ${says} | toJson }}}`,
    ]),
  ),
  triggers: Object.fromEntries(
    Object.entries(notices).map(([name, { when }]) => [
      `trigger.${name}`,
      // Once for each revision, not at every look.
      `- when: ${when}\n  oncePer: app.status.operationState?.syncResult?.revision\n  send: [${name}]`,
    ]),
  ),
  subscriptions: [{ recipients: ["discord"], triggers: Object.keys(notices) }],
} as const;
