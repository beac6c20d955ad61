import type { Contradiction } from "../contradiction";
import { fixedPartOf } from "./fixed-part";
import type { EdgeSettings } from "./settings";
import { usEast1 } from "../us-east-1";

interface Edge<Key extends keyof EdgeSettings> {
  readonly "urr:edge": Pick<EdgeSettings, Key>;
}

/** A name is written to its own zone or to one above it. */
export function zoneNameProblems({
  "urr:environment": { domain },
  "urr:edge": { zone },
}: Edge<"zone"> & { readonly "urr:environment": { readonly domain: string } }): readonly Contradiction[] {
  if (zone === undefined || domain === zone || domain.endsWith(`.${zone}`)) return [];
  const message = `is ${zone}, and urr:environment.domain ${domain} is not below it`;
  return [{ path: ["urr:edge", "zone"], message, example: domain }];
}

/** The edge sends visitors of `www.` on, and answers `api.` with the API alone. */
const ownLabels = ["www.", "api."];

export function domainLabelProblems({
  "urr:environment": { domain },
}: {
  readonly "urr:environment": { readonly domain: string };
}): readonly Contradiction[] {
  const label = ownLabels.find((one) => domain.startsWith(one));
  if (label === undefined) return [];
  const message = `begins with ${label}, a name that the edge makes before the domain`;
  return [{ path: ["urr:environment", "domain"], message, example: domain.slice(label.length) }];
}

/** A certificate's first name has 64 characters at most, and the wildcard's two come to it: https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html */
const longestCertified = 64;

export function domainLengthProblems({
  "urr:environment": { domain },
  "urr:edge": { certificates, cdn },
}: Edge<"cdn" | "certificates"> & {
  readonly "urr:environment": { readonly domain: string };
}): readonly Contradiction[] {
  const made = certificates.regional === undefined || (cdn && certificates.cdn === undefined);
  if (!made || domain.length <= longestCertified) return [];
  const message = `has ${String(domain.length)} characters, and a certificate of ACM takes ${String(longestCertified)}`;
  return [{ path: ["urr:environment", "domain"], message, example: "tickets.urr.example.com" }];
}

/** ARNs have the region in the fourth place. */
const regionOf = (arn: string): string => arn.split(":")[3] ?? "";

export function certificateProblems({
  "aws:region": region,
  "urr:edge": { certificates, cdn },
}: Edge<"cdn" | "certificates"> & { readonly "aws:region": string }): readonly Contradiction[] {
  const found: Contradiction[] = [];
  const inRegion = (where: string) =>
    `arn:aws:acm:${where}:123456789012:certificate/12345678-1234-1234-1234-123456789012`;
  const { cdn: forCdn, regional } = certificates;
  if (forCdn !== undefined && regionOf(forCdn) !== usEast1) {
    const message = `is a certificate of ${regionOf(forCdn)}, and CloudFront takes those of ${usEast1} alone`;
    found.push({ path: ["urr:edge", "certificates", "cdn"], message, example: inRegion(usEast1) });
  }
  if (forCdn !== undefined && !cdn) {
    const message = "is for CloudFront, and cdn is false";
    found.push({ path: ["urr:edge", "certificates", "cdn"], message, example: "leave it out" });
  }
  if (regional !== undefined && regionOf(regional) !== region) {
    const message = `is a certificate of ${regionOf(regional)}, and the load balancer is in ${region}`;
    found.push({ path: ["urr:edge", "certificates", "regional"], message, example: inRegion(region) });
  }
  return found;
}

/**
 * No gate stands before static files, so that none of them may be what an admission is asked for. Where that is the
 * whole site, its static files are let out on purpose.
 */
export function ungatedProblems({
  "urr:edge": { staticPaths },
  "urr:queueing": { waitingRoom },
}: Edge<"staticPaths"> & {
  readonly "urr:queueing": {
    readonly waitingRoom: {
      readonly enabled: boolean;
      readonly protectedPaths: Readonly<Record<string, unknown>>;
    };
  };
}): readonly Contradiction[] {
  if (!waitingRoom.enabled) return [];
  return staticPaths.flatMap((path, index) => {
    const open = Object.keys(waitingRoom.protectedPaths).find((one) =>
      overlap(fixedPartOf(one), fixedPartOf(path)),
    );
    if (open === undefined) return [];
    const message = `is ${path}, which reaches into ${open} of urr:queueing.waitingRoom.protectedPaths, and no gate stands before static files`;
    return [{ path: ["urr:edge", "staticPaths", index], message, example: "/assets/*" }];
  });
}

function overlap(guarded: string, open: string): boolean {
  return guarded.startsWith(open) || (guarded !== "/" && open.startsWith(guarded));
}

export function lambdaEdgeProblems({
  "urr:edge": { gate },
  "urr:queueing": { waitingRoom },
}: Edge<"gate"> & {
  readonly "urr:queueing": { readonly waitingRoom: { readonly enabled: boolean } };
}): readonly Contradiction[] {
  if (gate === "function" || waitingRoom.enabled) return [];
  const message = "is lambdaEdge, and without a waiting room there is nothing to be admitted to";
  return [{ path: ["urr:edge", "gate"], message, example: "function" }];
}
