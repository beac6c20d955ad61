import { homedir } from "node:os";
import { join } from "node:path";
import type { Problem } from "./problems";

/** What tells where Pulumi keeps state: the environment, and the file in which `pulumi login` notes it. */
export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** @throws where there is no such file. */
  readonly readText: (path: string) => string;
}

/**
 * An environment's state on one machine could be changed from there only, by one person at a time and without a lock,
 * and would be lost with the disk.
 */
export function backendProblems(machine: Machine): readonly Problem[] {
  const url = backendUrl(machine);
  if (url?.startsWith("file:") !== true) return [];
  const message = `would be kept on this machine (${url}), where nobody else can reach it`;
  return [
    {
      path: "state",
      message,
      example: "npx pulumi login 's3://urr-state-123456789012?region=ap-northeast-2'",
    },
  ];
}

/** https://www.pulumi.com/docs/iac/cli/environment-variables/ */
function backendUrl({ env, readText }: Machine): string | undefined {
  if (env["PULUMI_BACKEND_URL"] !== undefined) return env["PULUMI_BACKEND_URL"];
  const folder = env["PULUMI_CREDENTIALS_PATH"] ?? env["PULUMI_HOME"] ?? join(homedir(), ".pulumi");
  try {
    const { current }: { readonly current?: unknown } = JSON.parse(
      readText(join(folder, "credentials.json")),
    ) as object;
    return typeof current === "string" ? current : undefined;
  } catch {
    return undefined;
  }
}
