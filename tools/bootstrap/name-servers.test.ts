import { describe, expect, it } from "vitest";

import { refusal } from "../aws-cli/fake-answers";
import { commands, facts, fakeAccount, notMoved, statesOf, stepOf, withoutKey, zones } from "./fake-account";

describe("the step name servers", () => {
  const list = "route53 list-hosted-zones-by-name";
  const own = { Id: "/hostedzone/Z1", Name: "urr.example.com." };
  const servers = "-C bootstrap stack output nameServers --stack bootstrap";
  const failing = (code: string) => () => Promise.reject(Object.assign(new Error("queryNs"), { code }));
  const toSet =
    "set at the registrar: ns-1.awsdns-01.org, ns-2.awsdns-02.com, ns-3.awsdns-03.net, ns-4.awsdns-04.co.uk";

  it("compares regardless of order, case and closing dot", async () => {
    expect(await stepOf("name servers", fakeAccount())).toMatchObject({
      state: "done",
      text: "urr.example.com is answered by its hosted zone",
    });
  });

  it("stands once for each zone, and not at all without zones", async () => {
    const two = { ...facts, domains: ["urr.example.com", "a.example"] };
    expect((await statesOf(fakeAccount(), { facts: two })).slice(6)).toEqual([
      "name servers: done",
      "name servers: open",
    ]);
    expect(await statesOf(fakeAccount(), { facts: { ...facts, domains: [] } })).toHaveLength(6);
  });

  it("lists what to set and what the DNS says", async () => {
    const account = fakeAccount({ resolveNs: () => Promise.resolve(["ns.parking.example"]) });
    expect(await stepOf("name servers", account)).toMatchObject({
      state: "open",
      details: [toSet, "the public DNS says: ns.parking.example"],
    });
  });

  it.each([
    ["ENOTFOUND", "does not know this name"],
    ["ENODATA", "has no name servers"],
    ["ETIMEOUT", "did not answer in time"],
    ["ECONNREFUSED", "no DNS server can be reached"],
    ["ESERVFAIL", "cannot be asked (ESERVFAIL)"],
  ])("cannot be told when the DNS fails with %s, but what to set can", async (code, reason) => {
    const step = await stepOf("name servers", fakeAccount({ resolveNs: failing(code) }));
    expect(step).toMatchObject({ state: "unknown", details: [toSet] });
    expect(step?.text).toContain(reason);
  });

  it("passes over the next name in the list and private zones of the same name", async () => {
    const hidden = { ...own, Id: "/hostedzone/Z0", Config: { PrivateZone: true } };
    const account = fakeAccount({
      answers: { [list]: zones(hidden, own, { Id: "Z2", Name: "us.example." }) },
    });
    expect(await stepOf("name servers", account)).toMatchObject({ state: "done" });
    const asked = account.calls.find((call) => call.includes("get-hosted-zone"));
    expect(asked?.slice(0, 5)).toEqual(["aws", "route53", "get-hosted-zone", "--id", "/hostedzone/Z1"]);
  });

  it("leads to a deployment when there is no zone, with the state where it is", async () => {
    const answers = { [list]: zones({ Id: "Z2", Name: "us.example." }) };
    expect(await stepOf("name servers", fakeAccount({ answers }))).toMatchObject({
      state: "open",
      commands: [commands.logIn, commands.fromBucket],
    });
    const before = fakeAccount({ answers: { ...notMoved, ...answers }, stackFileText: withoutKey });
    expect(await stepOf("name servers", before)).toMatchObject({ state: "open", commands: [commands.local] });
  });

  it.each([
    ["in the bucket", {}, [commands.logIn, `npx pulumi ${servers}`]],
    ["here", notMoved, [`PULUMI_BACKEND_URL=file://. PULUMI_CONFIG_PASSPHRASE= npx pulumi ${servers}`]],
  ])("says how to make one zone of two, with the state %s", async (_, place, shown) => {
    const answers = { ...place, [list]: zones(own, { ...own, Id: "/hostedzone/Z9" }) };
    const step = await stepOf(
      "name servers",
      fakeAccount({ answers, ...(place === notMoved ? { stackFileText: withoutKey } : {}) }),
    );
    expect(step).toMatchObject({
      state: "unknown",
      text: "urr.example.com has several public hosted zones: /hostedzone/Z1, /hostedzone/Z9",
      commands: shown,
    });
    expect(step?.details.map((detail) => detail.split(" ", 1).join())).toEqual(["copy", "set", "delete"]);
  });

  it.each([
    ["the zones may not be listed", { [list]: refusal("AccessDenied", "no") }],
    ["the zone may not be read", { "route53 get-hosted-zone": refusal("AccessDenied", "no") }],
  ])("cannot be told when %s", async (_, answers) => {
    expect(await stepOf("name servers", fakeAccount({ answers }))).toMatchObject({ state: "unknown" });
  });
});
