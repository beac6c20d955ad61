import { buildSync } from "esbuild";
import { join } from "node:path";
import { bundleEdge, edgeSettings } from "../functions/bundle-edge";
import { gateRequestOf, stripGateHeaders } from "../functions/admission-gate/cloudfront-request";
import { decide } from "../functions/admission-gate/decide";
import { mintAdmission } from "../functions/waiting-room/tokens/mint";
import { nodeHmac } from "../functions/waiting-room/tokens/node-hmac";
import { cloudFrontEvent, type Visit } from "../test/support/waiting-room/cloudfront-event";
import {
  admission,
  claims,
  cookiesWith,
  deviceSecret,
  entriesOf,
  ring,
} from "../test/support/waiting-room/gate-situation";
import { hostileRequests } from "../test/support/waiting-room/hostile-requests";
import { present } from "../test/support/waiting-room/key-ring";
import { runNjs } from "../test/support/waiting-room/njs";
import { requireTool } from "../test/support/waiting-room/require-tool";

/** What the gate costs; times in microseconds. */
export interface GateFigures {
  readonly gateP50: number;
  readonly gateP99: number;
  readonly mintP99: number;
  /** The device's tag and the token's check in njs; nothing if njs is missing. */
  readonly njsMean: number | undefined;
  /** A whole request in njs, from the event to the request that goes on, with three reads of a store in memory. */
  readonly njsRequestMean: number | undefined;
  readonly gateBytes: number;
  readonly routerBytes: number;
}

export const gateTargets = {
  gateP99: 50,
  mintP99: 20,
  njsMean: 25,
  njsHostileMean: 300,
  gateBytes: 8_192,
} as const;

const warmUp = 20_000;

const event = cloudFrontEvent({ cookies: cookiesWith(admission) });
const entries = entriesOf();

/** Microseconds that each of so many calls took, shortest first. */
function timed(calls: number, call: () => void): Float64Array {
  for (let index = 0; index < warmUp; index += 1) call();
  const taken = new Float64Array(calls);
  for (let index = 0; index < calls; index += 1) {
    const started = process.hrtime.bigint();
    call();
    taken[index] = Number(process.hrtime.bigint() - started) / 1_000;
  }
  return taken.sort();
}

function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
}

/** A request with a good admission, from the event to the decision: what most requests to a protected page are. */
function admit(): void {
  stripGateHeaders(event.request.headers);
  let decision = decide(gateRequestOf(event), present, nodeHmac);
  while (decision.kind === "read") decision = decision.proceed(entries[decision.key] ?? "");
  if (decision.kind !== "pass") throw new Error("the admission that is measured is not accepted");
}

interface Measured {
  readonly preparation: string;
  /** Before each round, and not measured. */
  readonly before?: string;
  readonly call: string;
}

const processesOfMean = 10;
const processesOfHostile = 1;
const roundsOfProcess = 10;
const callsOfRound = 100;

/**
 * Microseconds of a call in njs, on average in the quietest round: the others tell what else the machine was doing.
 * A round is over before the system lets another process run. Few calls for each process, because njs frees nothing
 * before it ends, and CloudFront runs one call at a time.
 */
function njsMeanOf(njs: string, { preparation, before = "", call }: Measured, processes: number): number {
  const main = `${preparation}
    Date.now = function () { return ${String(present)}; };
    async function run() {
      for (var round = 0; round < ${String(roundsOfProcess)}; round += 1) {
        ${before}
        console.time("took");
        for (var index = 0; index < ${String(callsOfRound)}; index += 1) { ${call} }
        console.timeEnd("took");
      }
    }
    run().catch(function (error) { console.log("failed " + error); });`;
  const rounds = Array.from({ length: processes }, () => {
    const took = runNjs(njs, { main }).flatMap((line) => /^took: ([\d.]+)ms$/.exec(line)?.[1] ?? []);
    if (took.length !== roundsOfProcess) throw new Error("what is measured does not run in njs");
    return took.map((milliseconds) => (Number(milliseconds) * 1_000) / callsOfRound);
  });
  return Math.min(...rounds.flat());
}

function gateIn(preparation: string): string {
  return `${bundleEdge("admission-gate").code}
    import state from "state";
    state.current = ${JSON.stringify(entries)};
    ${preparation}`;
}

function njsRequestMean(njs: string): number {
  const preparation = gateIn(`var event = ${JSON.stringify(event)};`);
  const call = 'var outcome = await handler(event); if (outcome.statusCode) throw new Error("refused");';
  return njsMeanOf(njs, { preparation, call }, processesOfMean);
}

/** Every call has an event of its own: the gate takes headers away, and the second call would find none. */
function njsHostileMean(njs: string, visit: Visit): number {
  const text = JSON.stringify(JSON.stringify(cloudFrontEvent(visit)));
  return njsMeanOf(
    njs,
    {
      preparation: gateIn(`var text = ${text}; var events = [];`),
      before: `for (var made = 0; made < ${String(callsOfRound)}; made += 1) events[made] = JSON.parse(text);`,
      call: "await handler(events[index]);",
    },
    processesOfHostile,
  );
}

/** The hostile request that takes longest in njs, on average in microseconds; nothing if njs is missing. */
export function measureHostile(): { readonly name: string; readonly mean: number } | undefined {
  const njs = requireTool("njs", "njs");
  if (njs === undefined) return undefined;
  return Object.entries(hostileRequests)
    .map(([name, visit]) => ({ name, mean: njsHostileMean(njs, visit) }))
    .toSorted((one, other) => other.mean - one.mean)
    .at(0);
}

function njsCheckMean(njs: string): number {
  const entryPoints = [join(__dirname, "edge-check.ts")];
  const built = buildSync({ ...edgeSettings, write: false, entryPoints }).outputFiles[0]?.text ?? "";
  const preparation = `${built.replace(/export\s*\{\s*([\w$]+) as check\s*\};?/, "var check = $1;")}
    var token = ${JSON.stringify(admission)};
    var keys = ${entries["k:concert-a"] ?? ""};`;
  const right = `check(token, ${JSON.stringify(deviceSecret)}, keys, ${String(present)})`;
  return njsMeanOf(njs, { preparation, call: `if (!${right}) throw new Error("refused");` }, processesOfMean);
}

/** Measures the gate's check and the minting of an admission over so many calls each. */
export function measureGate(calls = 200_000): GateFigures {
  const gate = timed(calls, admit);
  const minted = timed(calls, () => mintAdmission(claims(), ring));
  const njs = requireTool("njs", "njs");
  return {
    gateP50: quantile(gate, 0.5),
    gateP99: quantile(gate, 0.99),
    mintP99: quantile(minted, 0.99),
    njsMean: njs === undefined ? undefined : njsCheckMean(njs),
    njsRequestMean: njs === undefined ? undefined : njsRequestMean(njs),
    gateBytes: bundleEdge("admission-gate").bytes,
    routerBytes: bundleEdge("waiting-page-router").bytes,
  };
}
