import { at, records, text } from "../../policies/read";
import type { Resource } from "../offline/resource";

/** Where a name leads: one of the stack's resources by its logical name, or a name that is none of the stack's. */
export interface Place {
  readonly kind: "api" | "bucket" | "distribution" | "elsewhere" | "loadBalancer";
  readonly name: string;
}

/** The kinds of resources that have a name of their own, and where it stands. */
const named: readonly (readonly [type: string, kind: Place["kind"], outputs: readonly string[]])[] = [
  ["aws:s3/bucket:Bucket", "bucket", ["bucketRegionalDomainName", "bucketDomainName"]],
  ["aws:apigateway/domainName:DomainName", "api", ["regionalDomainName"]],
  ["aws:lb/loadBalancer:LoadBalancer", "loadBalancer", ["dnsName"]],
  ["aws:cloudfront/distribution:Distribution", "distribution", ["domainName"]],
];

/** A name that visitors can ask for. */
export interface Host {
  readonly name: string;
  readonly types: readonly string[];
  readonly place: Place;
}

/** The names that records of the stack give to its parts. What records prove and permit is left out. */
export function hostsOf(resources: readonly Resource[]): readonly Host[] {
  const aliases = resources.flatMap((resource) => {
    const target = records(resource.inputs["aliases"])[0]?.["name"];
    return resource.type === recordType && target !== undefined ? [{ resource, target }] : [];
  });
  const byName = Map.groupBy(aliases, ({ resource }) => nameOf(resource));
  return [...byName].map(([name, all]) => ({
    name,
    types: all.map(({ resource }) => String(resource.inputs["type"])).toSorted(),
    place: placeOf(all[0]?.target, resources),
  }));
}

const recordType = "aws:route53/record:Record";

function nameOf({ inputs, outputs }: Resource): string {
  return text(outputs["fqdn"]) ?? text(inputs["name"]) ?? "";
}

/** Where a host name leads, by records of the stack where there is one. */
export function placeOf(host: unknown, resources: readonly Resource[]): Place {
  for (const [type, kind, outputs] of named) {
    const found = resources.find(
      (one) => one.type === type && outputs.some((name) => one.outputs[name] === host),
    );
    if (found !== undefined) return { kind, name: found.name };
  }
  const record = resources.find((one) => one.type === recordType && nameOf(one) === host);
  const target = records(record?.inputs["aliases"])[0]?.["name"] ?? at(record?.inputs, "records.0");
  return target === undefined ? { kind: "elsewhere", name: String(host) } : placeOf(target, resources);
}
