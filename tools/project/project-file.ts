import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import type { Autonaming } from "../offline/autonaming";

const projectFile = z.looseObject({
  name: z.string(),
  config: z
    .looseObject({ "pulumi:autonaming": z.looseObject({ value: z.custom<Autonaming>() }).optional() })
    .optional(),
});

/** What the offline tools need of Pulumi.yaml. */
export interface Project {
  readonly name: string;
  readonly autonaming: Autonaming;
}

/** @throws Error that names the file, where it is missing or not a Pulumi project. */
export function readProject(directory: string): Project {
  const path = join(directory, "Pulumi.yaml");
  let content: unknown;
  try {
    content = parse(readFileSync(path, "utf8"));
  } catch (error) {
    const missing = error instanceof Error && "code" in error && error.code === "ENOENT";
    const reason = error instanceof Error ? error.message : String(error);
    const message = missing
      ? `there is no Pulumi.yaml in ${directory}`
      : `Pulumi.yaml cannot be read: ${reason}`;
    throw new Error(message, { cause: error });
  }
  const project = projectFile.safeParse(content);
  if (!project.success)
    throw new Error("Pulumi.yaml is not a Pulumi project: it needs a name, for example `name: urr`");
  return { name: project.data.name, autonaming: project.data.config?.["pulumi:autonaming"]?.value ?? {} };
}
