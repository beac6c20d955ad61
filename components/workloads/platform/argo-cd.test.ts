import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { argoCdValues, type ArgoCdFacts } from "./argo-cd";
import { discordNotices } from "./argo-cd-notices";
import { gateway, gatewayClass, loadBalancerConfiguration, platformGateway, podsAsTargets } from "./gateway";
import { addonsSettings } from "./settings";

const facts: ArgoCdFacts = {
  ...{ replicas: 2, platformNodesTainted: false, monitored: false },
  ...{ host: undefined, tellsDiscord: false, gateway },
};

describe("Argo CD", () => {
  it("is reached by port-forward over its own TLS, by the administrator that it makes itself: KPLT-09", () => {
    const values = argoCdValues(facts);
    expect(values).toMatchObject({
      fullnameOverride: "argocd",
      configs: { cm: { "admin.enabled": true }, params: { "server.insecure": false } },
      dex: { enabled: false },
    });
    expect(values.server).not.toHaveProperty("httproute");
  });

  it("has a name at the gateway where one is set, and leaves TLS to it: KPLT-10", () => {
    const values = argoCdValues({ ...facts, host: "argocd.urr.example.com" });
    expect(values).toMatchObject({
      global: { domain: "argocd.urr.example.com" },
      configs: { params: { "server.insecure": true } },
      server: {
        httproute: {
          enabled: true,
          hostnames: ["argocd.urr.example.com"],
          parentRefs: [{ name: "platform", namespace: "gateway", sectionName: "https" }],
        },
      },
    });
  });

  it("tells Discord in words that are JSON, once for each revision", () => {
    const { notifications } = argoCdValues({ ...facts, tellsDiscord: true });
    expect(notifications).toMatchObject({ enabled: true, secret: { create: false } });
    expect(parse(discordNotices.notifiers["service.webhook.discord"])).toMatchObject({
      url: "$discord-webhook",
    });
    const names = Object.keys(discordNotices.templates).map((name) => name.replace("template.", ""));
    expect(discordNotices.subscriptions[0].triggers).toEqual(names);
    for (const name of names) {
      const template = parse(discordNotices.templates[`template.${name}`] ?? "") as {
        webhook: { discord: { body: string } };
      };
      // What is between braces is filled in as a string of JSON.
      const body = template.webhook.discord.body.replace(/\{\{.*\| toJson \}\}/, '"text"');
      expect(JSON.parse(body)).toEqual({ content: "text" });
      const [trigger] = parse(discordNotices.triggers[`trigger.${name}`] ?? "") as Record<string, unknown>[];
      expect(trigger).toMatchObject({
        send: [name],
        oncePer: "app.status.operationState?.syncResult?.revision",
      });
    }
    expect(argoCdValues(facts).notifications.enabled).toBe(false);
  });
});

describe("the gateway", () => {
  const settings = (input: object = {}) => addonsSettings.parse({ gatewayApi: { enabled: true, ...input } });
  const gatewayFacts = (input?: object) => ({
    settings: settings(input).gatewayApi,
    ...{ routesFrom: ["argocd"], tags: { Stack: "test" } },
  });

  it("is a load balancer of the controller's that ends TLS and takes routes of named namespaces: CLU-17, GAP-11", async () => {
    const { GatewayClass } =
      await import("@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1/GatewayClass");
    const { Gateway } = await import("@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1/Gateway");
    new GatewayClass(gatewayClass() as never).validate();
    new Gateway(platformGateway(gatewayFacts()) as never).validate();
    expect(gatewayClass()["spec"]).toEqual({ controllerName: "gateway.k8s.aws/alb" });
    expect(platformGateway(gatewayFacts())["spec"]).toMatchObject({
      gatewayClassName: gatewayClass().metadata.name,
      listeners: [
        {
          ...{ protocol: "HTTPS", port: 443 },
          allowedRoutes: { namespaces: { selector: { matchExpressions: [{ values: ["argocd"] }] } } },
        },
      ],
    });
  });

  it("stands inside the VPC unless somebody is let in from outside: GAP-11", () => {
    expect(loadBalancerConfiguration(gatewayFacts())["spec"]).toMatchObject({
      scheme: "internal",
      tags: { Stack: "test" },
      listenerConfigurations: [{ protocolPort: "HTTPS:443" }],
    });
    const certificateArn =
      "arn:aws:acm:ap-northeast-2:123456789012:certificate/11111111-2222-3333-4444-555555555555";
    expect(
      loadBalancerConfiguration(gatewayFacts({ allowCidrs: ["198.51.100.0/24"], certificateArn }))["spec"],
    ).toMatchObject({
      scheme: "internet-facing",
      sourceRanges: ["198.51.100.0/24"],
      listenerConfigurations: [{ defaultCertificate: certificateArn }],
    });
  });

  it("asks pods themselves", () => {
    expect(podsAsTargets({ name: "argocd-server", namespace: "argocd" }, "/healthz")).toMatchObject({
      metadata: { namespace: "argocd" },
      spec: { targetReference: { name: "argocd-server" }, defaultConfiguration: { targetType: "ip" } },
    });
  });
});
