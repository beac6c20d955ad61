import type * as pulumi from "@pulumi/pulumi";
import { bundleFunction } from "../../../functions/bundle";
import { buildWaitingPage } from "../../../functions/waiting-page/build";
import type { LambdaFunctionArgs } from "../../lambda-function";
import type { OriginSecret } from "../../origin-secret";
import type { GateEntries } from "./gate-entries";
import type { KeyRing } from "./key-ring";
import { protectedPathsOf } from "./protected-paths";
import { readEvents, runLines, serveVisitors } from "./rights";
import type { WaitingRoomSettings } from "./settings";
import type { LineTables } from "./tables";

/** What a function is, beside where it lives and reports to. */
type Made = Omit<LambdaFunctionArgs, "account" | "operations">;

/** What all three are made of. */
export interface FunctionParts {
  readonly settings: WaitingRoomSettings;
  readonly environment: { readonly prefix: string; readonly domain: string };
  readonly region: string;
  readonly tables: Pick<LineTables, "names" | "arns" | "keyArn">;
  readonly ring: Pick<KeyRing, "secretName" | "read" | "readAndWrite">;
  /** Where the runs go that fail. */
  readonly failuresArn: pulumi.Input<string>;
}

/** Names in AWS, and what the alarms call them. */
export const functionNames = {
  api: "waiting-room-api",
  controller: "line-controller",
  rotation: "key-rotation",
} as const;

/** Where the functions' own figures are: environments of one account are not to be added up. */
export function metricsNamespaceOf({ prefix }: { readonly prefix: string }): string {
  return `${prefix}/WaitingRoom`;
}

/** API Gateway and the load balancer wait longer, so that it is the function that gives up, and says so. */
const apiTimeoutSeconds = 3;

/** The file beside the code that holds the waiting page. */
const pageFile = "page.json";

export interface ApiParts extends FunctionParts {
  /** Undefined where no CloudFront is in front. */
  readonly originSecret: Pick<OriginSecret, "secretName" | "read"> | undefined;
  readonly proxiesInFront: 0 | 1 | 2;
}

/** What visitors and operators ask. Without CloudFront, a load balancer sends it the waiting page's requests too. */
export function apiFunction(parts: ApiParts): Made {
  const { environment, originSecret, region, ring, settings, tables } = parts;
  const servesPage = originSecret === undefined;
  return {
    name: `${environment.prefix}-${functionNames.api}`,
    description: "The waiting room's API: places, admissions and what operators order",
    bundle: bundleFunction("waiting-room-api"),
    ...(servesPage ? { files: { [pageFile]: JSON.stringify(buildWaitingPage()) } } : {}),
    environment: {
      ...storeVariables(parts),
      KEY_RING_SECRET: ring.secretName,
      ...(servesPage ? { PAGE_FILE: pageFile } : { ORIGIN_SECRET: originSecret.secretName }),
      ALLOWED_ORIGINS: `https://${environment.domain},https://www.${environment.domain}`,
      PROXIES_IN_FRONT: String(parts.proxiesInFront),
      DEFAULT_RATE_PER_MINUTE: String(settings.admissionsPerMinute),
    },
    // Processor time comes with memory, and a process that starts in a rush has to be ready soon.
    memoryMb: 1024,
    timeoutSeconds: apiTimeoutSeconds,
    reservedConcurrency: settings.reservedConcurrency,
    statements: [...serveVisitors(tables, region), ...ring.read(), ...(originSecret?.read() ?? [])],
  };
}

/** What moves the lines: a run a minute, which lasts for nearly all of it. */
export function controllerFunction(parts: FunctionParts): Made {
  return {
    name: `${parts.environment.prefix}-${functionNames.controller}`,
    description: "Counts who is inside and publishes how far each line may go",
    bundle: bundleFunction("line-controller"),
    environment: storeVariables(parts),
    memoryMb: 1024,
    timeoutSeconds: 60,
    // Two minutes overlap by a moment; who comes second follows the first.
    reservedConcurrency: 2,
    statements: runLines(parts.tables, parts.region),
    // A run that is late or repeated helps nobody: the next minute begins one anyway.
    failures: { queueArn: parts.failuresArn, retries: 0, maxAgeSeconds: 60 },
  };
}

/** What keeps keys fresh, and the gate's entries as the events are. */
export function rotationFunction(
  parts: FunctionParts & {
    /** What it writes for the gate; undefined where no gate is. */
    readonly gate: Pick<GateEntries, "variables" | "write"> | undefined;
  },
): Made {
  const { gate, region, ring, settings, tables } = parts;
  return {
    name: `${parts.environment.prefix}-${functionNames.rotation}`,
    description: "Rotates the waiting room's keys, and writes what the gate at the edge must know",
    bundle: bundleFunction("key-rotation"),
    environment: {
      ...storeVariables(parts),
      KEY_RING_SECRET: ring.secretName,
      ...gate?.variables,
      PROTECTED_PATHS: JSON.stringify(protectedPathsOf(settings.protectedPaths)),
      KEY_ROTATION_DAYS: String(settings.keyRotationDays),
    },
    memoryMb: 1024,
    timeoutSeconds: 60,
    reservedConcurrency: 1,
    statements: [...readEvents(tables, region), ...ring.readAndWrite(), ...(gate?.write ?? [])],
    failures: { queueArn: parts.failuresArn, retries: 2, maxAgeSeconds: 180 },
  };
}

function storeVariables({ environment, settings, tables }: FunctionParts) {
  return {
    COUNTERS_TABLE: tables.names.counters,
    POSITIONS_TABLE: tables.names.positions,
    POWERTOOLS_LOG_LEVEL: settings.logLevel,
    POWERTOOLS_METRICS_NAMESPACE: metricsNamespaceOf(environment),
  };
}
