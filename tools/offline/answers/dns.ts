import { stableHex } from "../fake-ids";
import { attachedTo, text, uuid, type Answers } from "./answer";

/** Route 53 spreads a delegation over four top-level domains, each with 512 servers, eight to a domain. */
const serverDomains = ["com", "net", "org", "co.uk"];

const numberOf = (seed: string, below: number): number => parseInt(stableHex(seed, 8), 16) % below;

/** The four name servers of a delegation, in the order in which Route 53 lists them. */
export function nameServersOf(delegation: string): readonly string[] {
  return serverDomains.map((domain, place) => {
    const server = numberOf(`${delegation} ${domain}`, 512);
    const group = String(Math.floor(server / 8)).padStart(2, "0");
    return `ns-${String(512 * place + server)}.awsdns-${group}.${domain}`;
  });
}

/** Ids of Route 53: a letter that tells the kind, and twenty characters. */
export const upperId = (initial: string, urn: string): string =>
  `${initial}${stableHex(urn, 20).toUpperCase()}`;

/** Answers for zones, their name servers, query logs and signatures. */
export const dnsAnswers: Answers = {
  "aws:route53/delegationSet:DelegationSet": ({ urn }) => {
    const id = upperId("N", urn);
    const arn = `arn:aws:route53:::delegationset/${id}`;
    return { id, outputs: { arn, nameServers: nameServersOf(id) } };
  },
  "aws:route53/zone:Zone": ({ urn, inputs }) => {
    const zoneId = upperId("Z", urn);
    const nameServers = nameServersOf(text(inputs, "delegationSetId", zoneId));
    return {
      id: zoneId,
      outputs: {
        zoneId,
        arn: `arn:aws:route53:::hostedzone/${zoneId}`,
        primaryNameServer: nameServers[0],
        // The provider sorts those of a zone, and leaves those of a delegation set as Route 53 lists them.
        nameServers: nameServers.toSorted(),
      },
    };
  },
  "aws:route53/queryLog:QueryLog": ({ urn }) => {
    const id = uuid(urn);
    return { id, outputs: { arn: `arn:aws:route53:::queryloggingconfig/${id}` } };
  },
  "aws:route53/keySigningKey:KeySigningKey": ({ inputs }) => {
    const id = `${text(inputs, "hostedZoneId")},${text(inputs, "name")}`;
    const keyTag = numberOf(id, 65_536);
    const digestValue = stableHex(id, 64).toUpperCase();
    const curvePoint = `${stableHex(`${id} x`, 64)}${stableHex(`${id} y`, 64)}`;
    const publicKey = Buffer.from(curvePoint, "hex").toString("base64");
    return {
      id,
      outputs: {
        ...{ keyTag, digestValue, publicKey, flag: 257 },
        ...{ digestAlgorithmMnemonic: "SHA-256", digestAlgorithmType: 2 },
        ...{ signingAlgorithmMnemonic: "ECDSAP256SHA256", signingAlgorithmType: 13 },
        dnskeyRecord: `257 3 13 ${publicKey}`,
        dsRecord: `${String(keyTag)} 13 2 ${digestValue}`,
      },
    };
  },
  "aws:route53/hostedZoneDnsSec:HostedZoneDnsSec": attachedTo("hostedZoneId"),
};
