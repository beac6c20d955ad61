import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { usage } from "./arguments";
import { runRender } from "./command";

const projectRoot = join(__dirname, "..", "..");
const production = readFileSync(join(projectRoot, "Pulumi.prod.yaml"), "utf8");

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "urr-render-"));
  copyFileSync(join(projectRoot, "Pulumi.yaml"), join(root, "Pulumi.yaml"));
  writeFileSync(join(root, "Pulumi.prod.yaml"), production);
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function run(...args: readonly string[]) {
  const printed: string[] = [];
  const errors: string[] = [];
  const exitCode = runRender(args, root, {
    print: (text) => printed.push(text),
    printError: (text) => errors.push(text),
  });
  return { exitCode, printed: printed.join("\n"), errors: errors.join("\n") };
}
const namesIn = (folder: string) => readdirSync(join(root, folder)).toSorted();
const file = (name: string) => join(root, "deploy", "prod", "objects", name);
const withSettings = (from: string, to: string) => {
  expect(production).toContain(from);
  writeFileSync(join(root, "Pulumi.prod.yaml"), production.replace(from, to));
};
const withArgoCd = (more = "") => {
  const repository = "https://git.example.com/urr/deployments.git";
  withSettings(
    "    profile: prod\n",
    `    profile: prod\n    delivery: argocd\n    argocd:\n      repository: ${repository}\n${more}`,
  );
};

describe("npm run render", () => {
  it("writes a file for each service and for what they share, and lists them", () => {
    const { exitCode, printed } = run("prod");
    expect(exitCode).toBe(0);
    expect(namesIn("deploy/prod")).toEqual(["objects"]);
    expect(namesIn("deploy/prod/objects")).toEqual([
      ...["auth-service.yaml", "catalog-service.yaml", "community-service.yaml", "frontend.yaml"],
      ...["gateway-service.yaml", "network-policies.yaml", "payment-service.yaml", "queue-service.yaml"],
      ...["shared.yaml", "stats-service.yaml", "ticket-service.yaml"],
    ]);
    expect(printed).toMatch(/objects\/gateway-service\.yaml +6 +\d+ +ServiceAccount, Service, Rollout/);
    expect(printed).toMatch(/deploy\/prod: 11 files, 69 objects, \d+ bytes; 11 changed$/);
  });

  it("says that the objects have another owner where this program registers them", () => {
    expect(run("prod").errors).toContain("urr:workloads.delivery of prod is pulumi");
    withArgoCd();
    expect(run("prod").errors).not.toContain("urr:workloads.delivery");
  });

  it("writes an Application for each of them where Argo CD delivers, into the folder that the settings name: CIC-25", () => {
    withArgoCd("      path: clusters/blue\n");
    expect(run("prod").exitCode).toBe(0);
    expect(namesIn("clusters/blue/applications")).toEqual(namesIn("clusters/blue/objects"));
    const [application] = parseAllDocuments(
      readFileSync(join(root, "clusters/blue/applications/frontend.yaml"), "utf8"),
    ).map((document) => document.toJS() as unknown);
    expect(application).toMatchObject({
      kind: "Application",
      spec: { source: { path: "clusters/blue/objects", directory: { include: "frontend.yaml" } } },
    });
  });

  it("writes the same again, byte by byte, and says that nothing has changed", () => {
    run("prod");
    const before = namesIn("deploy/prod/objects").map((name) => readFileSync(file(name), "utf8"));
    expect(run("prod").printed).toMatch(/; nothing has changed$/);
    expect(namesIn("deploy/prod/objects").map((name) => readFileSync(file(name), "utf8"))).toEqual(before);
  });

  it("removes what it has written before and what is not needed any more, and no file of others", () => {
    run("prod");
    writeFileSync(file("own.yaml"), "# by hand\n");
    writeFileSync(file("notes.txt"), "notes\n");
    withSettings(
      "    profile: prod\n",
      "    profile: prod\n    services:\n      stats-service:\n        enabled: false\n",
    );
    const { printed } = run("prod");
    expect(printed).toMatch(/objects\/stats-service\.yaml +removed/);
    expect(existsSync(file("stats-service.yaml"))).toBe(false);
    expect(namesIn("deploy/prod/objects")).toEqual(expect.arrayContaining(["notes.txt", "own.yaml"]));
  });

  it("leaves out a service without an image, and says so", () => {
    withSettings("      tag: a1b2c3d-20260216-143022\n", "      registry: registry.example.com\n");
    const { errors, exitCode } = run("prod");
    expect(exitCode).toBe(0);
    expect(errors).toContain("auth-service is left out: it has no tag");
    expect(namesIn("deploy/prod/objects")).toEqual(["network-policies.yaml"]);
  });

  it("writes into another folder where it is told to", () => {
    expect(run("prod", "--out", "elsewhere").exitCode).toBe(0);
    expect(namesIn("elsewhere")).toEqual(["objects"]);
    expect(existsSync(join(root, "deploy"))).toBe(false);
  });
});

describe("npm run render -- --check", () => {
  it("is content with what was just written", () => {
    run("prod");
    const { exitCode, printed } = run("prod", "--check");
    expect(exitCode).toBe(0);
    expect(printed).toMatch(/^deploy\/prod is as it would be written: 11 files/);
  });

  it("fails and names each file that is missing, is different, or is not needed, and writes nothing", () => {
    run("prod");
    rmSync(file("frontend.yaml"));
    const changed = readFileSync(file("auth-service.yaml"), "utf8").replace(/replicas: \d+/, "replicas: 40");
    writeFileSync(file("auth-service.yaml"), changed);
    writeFileSync(file("gone-service.yaml"), readFileSync(file("stats-service.yaml"), "utf8"));
    const { errors, exitCode } = run("prod", "--check");
    expect(exitCode).toBe(1);
    expect(errors).toContain("deploy/prod/objects/frontend.yaml  is not there");
    expect(errors).toContain("deploy/prod/objects/auth-service.yaml  says something else");
    expect(errors).toContain("deploy/prod/objects/gone-service.yaml  is not needed any more");
    expect(errors).not.toContain("stats-service.yaml");
    expect(existsSync(file("frontend.yaml"))).toBe(false);
    expect(readFileSync(file("auth-service.yaml"), "utf8")).toBe(changed);
  });

  it("fails where nothing was written so far", () => {
    const { exitCode } = run("prod", "--check");
    expect(exitCode).toBe(1);
    expect(existsSync(join(root, "deploy"))).toBe(false);
  });
});

describe("what npm run render cannot do", () => {
  it("lists wrong settings with path and example, and leaves what was there", () => {
    mkdirSync(join(root, "deploy"));
    withSettings("    profile: prod\n", "    profile: prod\n    delivery: argocd\n");
    const { errors, exitCode } = run("prod");
    expect(exitCode).toBe(1);
    expect(errors).toMatch(
      /Pulumi\.prod\.yaml.*urr:workloads\.argocd\.repository.* is required where delivery is argocd.*git\.example\.com/,
    );
    expect(errors).not.toMatch(/\n\s+at /);
    expect(namesIn("deploy")).toEqual([]);
  });

  it.each([
    [[], "name a stack: prod"],
    [["nowhere"], "there is no environment nowhere, only: prod"],
    [["prod", "prod"], "one stack at a time"],
    [["prod", "--out="], "--out names a folder"],
    [["prod", "--fast"], "Unknown option '--fast'"],
  ])("is told to whoever asks for %j", (args, message) => {
    const { errors, exitCode } = run(...args);
    expect(exitCode).toBe(2);
    expect(errors).toContain(message);
    expect(errors).toContain("npm run render -- --help");
  });

  it("is not asked by --help, which shows what there is", () => {
    expect(run("--help")).toEqual({ exitCode: 0, printed: usage, errors: "" });
  });
});
