import { z } from "zod";
import { logRetentions } from "../../components/operations/settings";
import { domainName } from "../../components/domain-name";

const zone = z.strictObject({
  dnssec: z
    .boolean()
    .default(false)
    .meta({
      description:
        "Signs the zone. Then the DS record that the program puts out goes to the registrar; before it is switched off again, that record must be gone for two days.",
      examples: [true],
    }),
});

export const dnsSettings = z.strictObject({
  zones: z
    .record(domainName, zone)
    .superRefine((zones, context) => {
      for (const domain of Object.keys(zones)) {
        const above = Object.keys(zones).find((other) => domain.endsWith(`.${other}`));
        if (above === undefined) continue;
        const message = `lies in ${above}, and Route 53 refuses zones of which one contains the other on the same name servers`;
        context.addIssue({
          code: "custom",
          path: [domain],
          message,
          params: { example: `records of it in ${above}` },
        });
      }
    })
    .default({})
    .meta({
      description:
        "Public hosted zones by domain. All share one set of name servers, which outlives each of them.",
      examples: [{ "urr.example.com": { dnssec: false } }],
    }),
  queryLogDays: z
    .literal(logRetentions)
    .default(365)
    .meta({
      description: "Days for which it is known who asked for which name.",
      examples: [365],
    }),
});

export type DnsSettings = z.output<typeof dnsSettings>;

/** The zone that holds the records of a domain. */
export function zoneOf(domain: string, zones: DnsSettings["zones"]): string | undefined {
  return Object.keys(zones).find((zone) => domain === zone || domain.endsWith(`.${zone}`));
}
