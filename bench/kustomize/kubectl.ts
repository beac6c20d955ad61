import { spawnSync } from "node:child_process";
import { isDeepStrictEqual } from "node:util";
import { parseAllDocuments } from "yaml";
import { z } from "zod";
import type { Manifest } from "../../components/workloads/manifests/manifest";

const versions = z.object({
  clientVersion: z.object({ gitVersion: z.string() }),
  kustomizeVersion: z.string(),
});

/** What `kubectl` is here; undefined where there is none. */
export function kubectlVersion(): string | undefined {
  const { status, stdout } = spawnSync("kubectl", ["version", "--client", "--output", "json"], {
    encoding: "utf8",
  });
  if (status !== 0) return undefined;
  const { clientVersion, kustomizeVersion } = versions.parse(JSON.parse(stdout));
  return `kubectl ${clientVersion.gitVersion} with Kustomize ${kustomizeVersion}`;
}

/** What Kustomize makes of a folder. @throws Error with what it says where it cannot. */
export function kustomized(folder: string): string {
  const { status, stderr, stdout } = spawnSync("kubectl", ["kustomize", folder], {
    ...{ encoding: "utf8", maxBuffer: 64 * 1024 ** 2 },
  });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

const idOf = ({ apiVersion, kind, metadata: { name, namespace } }: Manifest) =>
  `${apiVersion} ${kind} ${namespace ?? ""}/${name}`;

/** Objects that only one of the two has, or that are not alike; empty where both say the same. */
export function differences(ours: readonly Manifest[], theirs: string): readonly string[] {
  const other = new Map(
    parseAllDocuments(theirs).map((document) => {
      const object = document.toJS() as Manifest;
      return [idOf(object), object] as const;
    }),
  );
  const known = new Set(ours.map(idOf));
  return [
    ...ours.filter((object) => !isDeepStrictEqual(other.get(idOf(object)), object)).map(idOf),
    ...[...other.keys()].filter((id) => !known.has(id)),
  ];
}
