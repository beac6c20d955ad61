import { describe, expect, it } from "vitest";
import { domain, edgeOf, graphOf, opened } from "../../../test/support/edge/edge";
import { roomApi } from "../../../test/support/edge/room";
import { verdict } from "../../../test/support/edge/web-acl";
import type { Graph } from "../../../test/support/graph";
import { waitingRoomCloud } from "../../../test/support/waiting-room/cloud";
import { capacityOf } from "../../../policies/firewall-capacity";

const secretOf = (graph: Graph, generation: number) =>
  String(graph.named(`room-origin-value-${String(generation)}`).outputs["result"]);

function asks(graph: Graph) {
  const acl = graph.named("edge-waiting-room-firewall-acl");
  return (path: string, secret?: string, over: readonly string[] = []) => {
    const headers = secret === undefined ? {} : { "x-origin-verify": secret };
    const { action, rule } = verdict(acl, [], { method: "POST", path, headers }, { over });
    return rule === undefined ? action : `${action} by ${rule}`;
  };
}

const join = "/vwr/v1/events/concert-a/join";
const operators = "/vwr/internal/events/concert-a/open";

describe("the door of the waiting room's API", () => {
  it("is shut for who comes past CloudFront: QUE-34, SEC-03", async () => {
    const ask = asks(await graphOf());
    for (const secret of [undefined, "", "guess"]) {
      for (const path of [join, `/live${join}`, "/", "/vwr/internalx", `/x${operators}`]) {
        expect(ask(path, secret), path).toBe("block");
      }
    }
  });

  it("is open to CloudFront by each secret that Queueing takes, this one, the last and the next: QUE-34, STA-27", async () => {
    const graph = await graphOf();
    for (const generation of [1, 2, 3]) {
      expect(asks(graph)(join, secretOf(graph, generation))).toBe("allow by from-cloudfront");
    }
    const rules = graph.named("edge-waiting-room-firewall-acl");
    expect(rules.secretPaths).toHaveLength(3);
    expect(capacityOf(rules.inputs["rules"])).toBeLessThan(100);
  });

  it("is open to operators' calls, which the API checks, as often as people make them", async () => {
    for (const settings of [{}, opened]) {
      const ask = asks(await graphOf(settings));
      for (const path of [operators, `/live${operators}`]) {
        expect(ask(path)).toBe("allow by operators");
        expect(ask(path, undefined, ["operators-rate-limit"])).toBe("block by operators-rate-limit");
      }
    }
  });

  it("is open to operators alone without CloudFront, where the load balancer calls the function itself: CON-05", async () => {
    const ask = asks(await graphOf(opened));
    expect(ask(join)).toBe("block");
    expect(ask(join, "guess")).toBe("block");
  });

  it("has a name of ours with CloudFront, with the TLS that the API itself asks for: QUE-34, SEC-04", async () => {
    const graph = await graphOf();
    const named = graph.named("edge-waiting-room-domain");
    expect(named.inputs).toMatchObject({
      domainName: `waiting-room.${domain}`,
      endpointConfiguration: { types: "REGIONAL" },
    });
    expect(graph.named("edge-waiting-room-mapping").inputs).toMatchObject({
      ...{ domainName: named.outputs["domainName"], restApi: roomApi.id, stageName: roomApi.stageName },
    });
    const api = (await waitingRoomCloud()).graph.named("queueing-room-rest-api").inputs;
    const tls = ({ securityPolicy, endpointAccessMode }: Readonly<Record<string, unknown>>) => ({
      ...{ securityPolicy, endpointAccessMode },
    });
    expect(tls(named.inputs)).toEqual(tls(api));
    expect(String(named.inputs["securityPolicy"])).toMatch(/TLS13_1_2/);
  });

  it("has AWS's name alone without CloudFront, and is not there without a waiting room: CON-05", async () => {
    expect((await graphOf(opened)).ofType("aws:apigateway/domainName:DomainName")).toEqual([]);
    const { graph } = await edgeOf({ waitingRoom: false });
    expect(graph.names().filter((name) => name.includes("waiting-room"))).toEqual([]);
  });
});
