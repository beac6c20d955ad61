import type { Contradiction } from "../contradiction";
import { fixedPartOf } from "./fixed-part";

interface Door {
  readonly cdn: boolean;
  readonly allowCidrs: readonly string[];
}

/** The load balancer is open to CloudFront, or to a list: never to both, and never to nobody. */
export function doorProblems({ cdn, allowCidrs }: Door): readonly Contradiction[] {
  if (!cdn && allowCidrs.length === 0) {
    const message = "is empty, and without CloudFront (cdn: false) nobody else could reach the site";
    return [{ path: ["allowCidrs"], message, example: ["198.51.100.0/24"] }];
  }
  if (cdn && allowCidrs.length > 0) {
    const message = "lets nobody in while cdn is true: the load balancer answers to CloudFront alone";
    return [{ path: ["allowCidrs"], message, example: [] }];
  }
  return [];
}

interface Gate {
  readonly cdn: boolean;
  readonly gate: "function" | "lambdaEdge";
  readonly frontend: "server" | "files";
}

export function gateProblems({ cdn, gate, frontend }: Gate): readonly Contradiction[] {
  const found: Contradiction[] = [];
  if (!cdn && gate === "lambdaEdge") {
    const message = "is lambdaEdge, which runs in CloudFront, and cdn is false";
    found.push({ path: ["gate"], message, example: "function" });
  }
  if (!cdn && frontend === "files") {
    const message = "is files, which CloudFront serves, and cdn is false";
    found.push({ path: ["frontend"], message, example: "server, or cdn: true" });
  }
  return found;
}

interface OfCdn {
  readonly cdn: boolean;
  readonly countries?: unknown;
  readonly originShield?: unknown;
  readonly probe?: unknown;
}

/** What CloudFront alone does, asked for without it; and a question from abroad, where nobody from there is let in. */
export function cdnProblems({ cdn, ...asked }: OfCdn): readonly Contradiction[] {
  const keys = (["countries", "originShield", "probe"] as const).filter((key) => asked[key] !== undefined);
  if (!cdn) {
    return keys.map((key) => ({
      path: [key],
      message:
        key === "probe"
          ? "asks from places all over the world, and allowCidrs lets in none of them: it would ring for ever"
          : "does nothing while cdn is false: it belongs to CloudFront",
      example: "leave it out",
    }));
  }
  if (asked.probe === undefined || asked.countries === undefined) return [];
  const message =
    "asks from places all over the world, and countries lets in some alone: it would ring for ever";
  return [{ path: ["probe"], message, example: "leave it out" }];
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html */
const mostBehaviours = 75;
/** Those of the waiting room, and the default. */
const ownBehaviours = 4;

export function behaviourProblems({
  staticPaths,
  apiPaths,
}: {
  readonly staticPaths: readonly string[];
  readonly apiPaths: readonly string[];
}): readonly Contradiction[] {
  const found: Contradiction[] = [];
  const room = mostBehaviours - ownBehaviours;
  const paths = staticPaths.length + apiPaths.length;
  if (paths > room) {
    const [longer, other, example] =
      apiPaths.length > staticPaths.length
        ? ["apiPaths", "staticPaths", "/api/*"]
        : ["staticPaths", "apiPaths", "/assets/*"];
    const message = `are ${String(paths)} together with ${other}, and CloudFront takes ${String(room)} beside the waiting room's behaviours; let a * stand for several`;
    found.push({ path: [longer], message, example: [example] });
  }
  staticPaths.forEach((path, index) => {
    const taken = apiPaths.find((api) => fixedPartOf(api).startsWith(fixedPartOf(path)));
    if (taken === undefined) return;
    const message = `is ${path}, which covers ${taken} of apiPaths and comes before it: the gateway would not be asked`;
    found.push({ path: ["staticPaths", index], message, example: "/assets/*" });
  });
  return found;
}
