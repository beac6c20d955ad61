import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { at, texts } from "../../../policies/read";
import { aSite } from "../../../test/support/stores/a-site";
import { objectProblems } from "../../../test/support/stores/object-problems";
import { container } from "../../../test/support/stores/objects";
import { kafkaSettings } from "../../data-tier/kafka/settings";
import { kafkaTopicsObjects } from "./kafka-topics";
import { storesSettings } from "./settings";

const jobs = (topics: object, kafka: object = {}) =>
  kafkaTopicsObjects(aSite, storesSettings.parse({ kafka }).kafka, kafkaSettings.parse(topics));

function job(topics: object, kafka?: object) {
  const [only] = jobs(topics, kafka);
  if (only === undefined) throw new Error("there is no Job");
  return only;
}
const scriptOf = (topics: object, kafka?: object) =>
  texts(container(job(topics, kafka))["command"]).at(-1) ?? "";

describe("the Job that makes Kafka's topics", () => {
  it("makes those that the data tier has, with partitions, copies and time as said: KCON-07, KDAT-14", () => {
    const topics = { "seat-holds": { partitions: 12, retentionHours: 2, cleanup: "compact" }, audit: {} };
    const script = scriptOf({ topics, partitions: 4, retentionHours: 24 }, { brokers: 3 });
    expect(script.split("\n").filter((line) => line.startsWith("ensure "))).toEqual([
      "ensure audit 4 86400000 delete",
      "ensure seat-holds 12 7200000 compact",
    ]);
    expect(script).toContain("--replication-factor 3");
    expect(scriptOf({})).toContain("--replication-factor 1");
  });

  it("is another Job for other topics, and the same for the same in another order", () => {
    const names = (topics: object) => job({ topics }).metadata.name;
    const one = { first: {}, second: {} };
    expect(names({ second: {}, first: {} })).toBe(names(one));
    expect(names({ ...one, third: {} })).not.toBe(names(one));
    expect(names(one)).toMatch(/^kafka-topics-[0-9a-f]{8}$/);
    expect(job({}, { image: "docker.io/apache/kafka:3.9.1" }).metadata.name).not.toBe(job({}).metadata.name);
  });

  it("is none where there are no topics", () => {
    expect(jobs({ topics: {} })).toEqual([]);
  });

  it("is accepted by Kubernetes and by Pod Security as restricted", async () => {
    expect(await objectProblems(job({}))).toEqual([]);
    expect(at(job({}), "spec.template.spec.restartPolicy")).toBe("Never");
  });
});

/** Answers as Kafka's tools do, for one partition count to a file. */
const tool = `#!/bin/bash
set -eu
topic="" partitions="" action=""
while [ $# -gt 0 ]; do
  case "$1" in
    --create|--describe|--alter) action=$1 ;;
    --topic|--entity-name) topic=$2; shift ;;
    --partitions) partitions=$2; shift ;;
    --add-config) echo "$2" > "TOPICS/$topic.config"; shift ;;
  esac
  shift
done
case "$action$partitions" in
  --create*) [ -e "TOPICS/$topic" ] || echo "$partitions" > "TOPICS/$topic" ;;
  --describe) printf 'Topic: %s\\tTopicId: x\\tPartitionCount: %s\\tReplicationFactor: 1\\n' "$topic" "$(cat "TOPICS/$topic")"
    printf '\\tTopic: %s\\tPartition: 0\\tLeader: 1\\n' "$topic" ;;
  --alter?*) [ "$partitions" -gt "$(cat "TOPICS/$topic")" ]; echo "$partitions" > "TOPICS/$topic" ;;
esac
`;

describe("its script, on tools that answer as Kafka's do", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "urr-topics-"));
    for (const name of ["kafka-topics.sh", "kafka-configs.sh"]) {
      writeFileSync(join(folder, name), tool.replaceAll("TOPICS", folder));
      chmodSync(join(folder, name), 0o755);
    }
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const run = (topics: object) =>
    execFileSync("bash", ["-c", scriptOf({ topics }).replaceAll("/opt/kafka/bin", folder)], {
      encoding: "utf8",
      stdio: "pipe",
    });
  const stored = () =>
    Object.fromEntries(
      readdirSync(folder)
        .filter((name) => !name.endsWith(".sh"))
        .map((name) => [name, readFileSync(join(folder, name), "utf8").trim()]),
    );

  it("makes what is missing, and changes nothing when it runs again", () => {
    run({ audit: { partitions: 2 } });
    const first = stored();
    expect(first).toEqual({ audit: "2", "audit.config": "retention.ms=604800000,cleanup.policy=delete" });
    run({ audit: { partitions: 2 } });
    expect(stored()).toEqual(first);
  });

  it("adds partitions and changes how long messages stay", () => {
    run({ audit: { partitions: 2 } });
    run({ audit: { partitions: 8, retentionHours: 1 } });
    expect(stored()).toEqual({ audit: "8", "audit.config": "retention.ms=3600000,cleanup.policy=delete" });
  });

  it("fails where partitions would have to go, and says so", () => {
    run({ audit: { partitions: 8 } });
    expect(() => run({ audit: { partitions: 2 } })).toThrow(/audit has 8 partitions, which cannot become 2/);
    expect(stored()["audit"]).toBe("8");
  });
});
