import { describe, expect, it } from "vitest";
import { parseSettings } from "../../bootstrap/settings";
import { config, type Config } from "../../test/support/bootstrap";
import { disagreements, type BootstrapFile } from "./agreement";

function file(more: Config = {}): BootstrapFile {
  const { settings, problems } = parseSettings(config(more), "bootstrap");
  if (settings === undefined) throw new Error(JSON.stringify(problems));
  return { file: "bootstrap/Pulumi.bootstrap.yaml", settings };
}

const qa = { domain: "qa.acme.kr", prefix: "urr-qa", accountId: undefined, names: {}, zone: "acme.kr" };
const messages = (...args: Parameters<typeof disagreements>) =>
  disagreements(...args).map(({ message }) => message);

describe("an environment and bootstrap", () => {
  it("agree where bootstrap names the stack with its domain and prefix", () => {
    expect(disagreements("qa", qa, [file()])).toEqual([]);
    const elsewhere = { ...qa, domain: "perf.acme.com", zone: "acme.com", prefix: "urr-perf" };
    expect(disagreements("perf", elsewhere, [file()])).toEqual([]);
  });

  it("disagree over a stack that bootstrap does not know, a domain and a prefix", () => {
    expect(messages("new", { ...qa, prefix: "urr-new" }, [file()])).toEqual([
      expect.stringContaining("does not name new"),
    ]);
    expect(messages("qa", { ...qa, domain: "qa.acme.com", zone: "acme.com" }, [file()])).toEqual([
      expect.stringContaining("records of qa.acme.kr"),
    ]);
    expect(messages("perf", { ...qa, domain: "perf.acme.kr", prefix: "urr-perf" }, [file()])).toEqual([
      expect.stringContaining("gives perf no domain"),
    ]);
    const named = {
      ...qa,
      names: { "operations-archive-bucket": "acme-logs", "operations-key": "urr-qa-key" },
    };
    expect(messages("qa", named, [file()])).toEqual([expect.stringContaining("no right to acme-logs")]);
    expect(messages("qa", { ...qa, prefix: "acme" }, [file()])).toEqual([expect.stringContaining("is acme")]);
  });

  it("disagree over a hosted zone that nobody makes", () => {
    expect(messages("qa", { ...qa, zone: "qa.acme.kr" }, [file()])).toEqual([
      "makes the hosted zone acme.kr, and urr:edge.zone of qa is qa.acme.kr, which nobody makes",
    ]);
  });

  it("disagree over copies of backups in a region where the stack has no rights", () => {
    const stacks = { qa: { domain: "qa.acme.kr", copyRegion: "ap-northeast-1" } };
    const copying = { ...qa, copyRegion: "ap-northeast-1" };
    expect(messages("qa", copying, [file()])).toEqual([
      expect.stringContaining("urr:stacks.qa.copyRegion: ap-northeast-1"),
    ]);
    expect(messages("qa", copying, [file({ "urr:stacks": stacks })])).toEqual([]);
  });

  it("of different accounts have nothing to agree on", () => {
    const other = file({ "urr:account": { id: "123456789012" }, "urr:stacks": {} });
    expect(disagreements("qa", { ...qa, accountId: "210987654321" }, [other])).toEqual([]);
    expect(disagreements("qa", { ...qa, accountId: "123456789012" }, [other])).toHaveLength(1);
    expect(disagreements("qa", qa, [])).toEqual([]);
  });
});
