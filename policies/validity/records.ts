import { example } from "../example";
import type { ResourcePolicy, StackPolicy } from "../policy";
import {
  grouped,
  list,
  number,
  ofType,
  records,
  text,
  texts,
  violation,
  violationIf,
  type Props,
} from "../read";
import { types } from "../types";

const record = (props: Props) =>
  example(types.record, { zoneId: "Z1", name: "www.example.com", type: "A", ...props });
const alias = { aliases: [{ name: "d1.cloudfront.net", zoneId: "Z2", evaluateTargetHealth: false }] };
const values = (...all: readonly string[]) => ({ ttl: 300, records: all });

export const recordsSayOneThing: ResourcePolicy = {
  kind: "resource",
  id: "dns-records-say-one-thing",
  requirement: "A record has either an alias or values with a TTL.",
  controls: ["DNS-01"],
  severity: "high",
  appliesTo: [types.record],
  check: (one) => {
    const isAlias = records(one.props["aliases"]).length > 0;
    const hasValues = list(one.props["records"]).length > 0;
    const hasTtl = number(one.props["ttl"]) !== undefined;
    return isAlias
      ? violationIf(hasValues || hasTtl, one, "aliases", "stand beside values or a TTL, which no alias has")
      : violationIf(!hasValues || !hasTtl, one, "records", "or ttl is missing, and there is no alias");
  },
  violatedBy: [
    [record({ ...alias, ttl: 300 })],
    [record({ ...alias, records: ["203.0.113.7"] })],
    [record({ records: ["203.0.113.7"] })],
    [record({ ttl: 300 })],
  ],
  keptBy: [record(alias), record(values("203.0.113.7"))],
};

const zone = example(types.zone, { name: "example.com", zoneId: "Z1" });

/** The name of a zone carries NS and SOA records, and a CNAME goes beside no other: RFC 1034, section 3.6.2. */
export const namesOfZonesKept: StackPolicy = {
  kind: "stack",
  id: "dns-records-no-cname-at-zone",
  requirement: "A CNAME stands beside no other record of its name, and is never at the name of a zone.",
  controls: ["DNS-01"],
  severity: "high",
  appliesTo: [types.record],
  check: (resources) => {
    const all = ofType(resources, types.record);
    const nameOf = (value: unknown): string | undefined => text(value)?.toLowerCase().replace(/\.$/, "");
    const zones = ofType(resources, types.zone).map(({ props }) => nameOf(props["name"]));
    return all
      .filter(({ props }) => props["type"] === "CNAME")
      .flatMap((one) => {
        const name = nameOf(one.props["name"]);
        const beside = all.some(
          (other) =>
            other !== one &&
            other.props["type"] !== "CNAME" &&
            other.props["zoneId"] === one.props["zoneId"] &&
            nameOf(other.props["name"]) === name,
        );
        return [
          ...violationIf(
            name !== undefined && zones.includes(name),
            one,
            "type",
            "is CNAME at the name of a zone; an alias of type A and AAAA can stand there",
          ),
          ...violationIf(
            beside && name !== undefined,
            one,
            "type",
            "is CNAME beside other records of the name",
          ),
        ];
      });
  },
  violatedBy: [
    [zone, record({ name: "example.com", type: "CNAME", ...values("other.example.net") })],
    [zone, record({ name: "Example.com.", type: "CNAME", ...values("other.example.net") })],
    [
      record({ type: "CNAME", ...values("other.example.net") }),
      record({ type: "CAA", ...values('0 issue ";"') }),
    ],
  ],
  keptBy: [
    zone,
    record({ type: "CNAME", ...values("other.example.net") }),
    record({ name: "example.com", ...alias }),
  ],
};

/** Certificates of two regions for one domain ask for the same record. */
export const recordsOnce: StackPolicy = {
  kind: "stack",
  id: "dns-records-once",
  requirement: "No two resources are the same record of a zone.",
  controls: ["DNS-01", "V-34"],
  severity: "high",
  appliesTo: [types.record],
  check: (resources) => {
    const same = grouped(ofType(resources, types.record), ({ props }) => {
      const [zoneId, name, type] = [text(props["zoneId"]), text(props["name"]), text(props["type"])];
      return zoneId === undefined || name === undefined || type === undefined
        ? undefined
        : [zoneId, name.toLowerCase().replace(/\.$/, ""), type, text(props["setIdentifier"]) ?? ""].join(" ");
    });
    return [...same.values()].flatMap(([, ...others]) =>
      others.map((one) => violation(one, "name", "is that of another record of this type in the zone")),
    );
  },
  violatedBy: [[record(alias), record({ name: "WWW.example.com.", ...alias })]],
  keptBy: [
    record(alias),
    record({ ...alias, type: "AAAA" }),
    record({ ...alias, zoneId: "Z3" }),
    record({ name: "a.example.com", setIdentifier: "1", ...alias }),
    record({ name: "a.example.com", setIdentifier: "2", ...alias }),
  ],
};

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html#CAAFormat */
const legalCaa = /^(\d|[1-9]\d|1\d\d|2[0-4]\d|25[0-5]) (issue|issuewild|iodef|[a-z0-9]{1,15}) "[^"]*"$/;

export const authoritiesLegal: ResourcePolicy = {
  kind: "resource",
  id: "dns-records-caa-legal",
  requirement: 'A CAA record says a flag, a tag and a value in quotes, like 0 issue "amazon.com".',
  controls: ["DNS-01"],
  severity: "high",
  appliesTo: [types.record],
  check: (one) =>
    one.props["type"] !== "CAA"
      ? []
      : texts(one.props["records"])
          .map((value, index) => ({ value, path: `records[${String(index)}]` }))
          .filter(({ value }) => !legalCaa.test(value))
          .map(({ path }) => violation(one, path, 'is not like 0 issue "amazon.com"')),
  violatedBy: [
    [record({ type: "CAA", ...values("0 issue amazon.com") })],
    [record({ type: "CAA", ...values('0 issue "amazon.com"', '256 issue "amazon.com"') })],
    [record({ type: "CAA", ...values('issue "amazon.com"') })],
  ],
  keptBy: [
    record({
      type: "CAA",
      ...values('0 issue "amazon.com"', '0 issuewild ";"', '128 iodef "mailto:a@b.example"'),
    }),
    record(alias),
  ],
};

export const recordValidity = [recordsSayOneThing, namesOfZonesKept, recordsOnce, authoritiesLegal];
