import { at } from "../../../policies/read";
import type { Resource } from "../../offline/resource";
import { fixed, hoursPerMonth, shareAmong, used, type Line, type Pricer } from "./lines";

const tableType = "aws:dynamodb/table:Table";
const repositoryType = "aws:ecr/repository:Repository";
const vaultType = "aws:backup/vault:Vault";

const isOnDemand = ({ inputs }: Resource): boolean => inputs["billingMode"] === "PAY_PER_REQUEST";

/** What provisioned units cost by the hour; above the least that scaling leaves, nobody can say for how long. */
function units(what: string, read: unknown, write: unknown): readonly Line[] {
  const monthly = (count: unknown) => (typeof count === "number" ? count * hoursPerMonth : null);
  return [
    fixed(`${what}: read units, at the least`, "dynamodb-rcu-hour", monthly(read)),
    fixed(`${what}: write units, at the least`, "dynamodb-wcu-hour", monthly(write)),
    used(`${what}: read units above it`, "dynamodb-rcu-hour", undefined),
    used(`${what}: write units above it`, "dynamodb-wcu-hour", undefined),
  ];
}

/** The stated gigabytes and requests are those of all tables; indexes count with their tables. */
const table: Pricer = ({ resource, resources, usage }) => {
  const { inputs } = resource;
  const share = shareAmong(resources, ({ type }) => type === tableType);
  const onDemandShare = shareAmong(resources, (one) => one.type === tableType && isOnDemand(one));
  return [
    ...(isOnDemand(resource)
      ? [
          used("reads", "dynamodb-million-reads", usage.dynamodbMillionReads, onDemandShare),
          used("writes", "dynamodb-million-writes", usage.dynamodbMillionWrites, onDemandShare),
        ]
      : units("table", inputs["readCapacity"], inputs["writeCapacity"])),
    used("storage", "dynamodb-gb-month", usage.dynamodbGb, share),
    ...(at(inputs, "pointInTimeRecovery.enabled") === true
      ? [used("point-in-time recovery", "dynamodb-pitr-gb-month", usage.dynamodbGb, share)]
      : []),
  ];
};

/** Of a table that is paid by request an index is paid with its requests. */
const index: Pricer = ({ resource: { inputs } }) => {
  const throughput = inputs["provisionedThroughput"];
  return throughput === undefined
    ? []
    : units("index", at(throughput, "readCapacityUnits"), at(throughput, "writeCapacityUnits"));
};

/** How tables, images and backups are paid for. */
export const dataStorePricers: Readonly<Record<string, Pricer>> = {
  [tableType]: table,
  "aws:dynamodb/globalSecondaryIndex:GlobalSecondaryIndex": index,
  [repositoryType]: ({ resources, usage }) => [
    used(
      "images",
      "image-gb-month",
      usage.imageGb,
      shareAmong(resources, ({ type }) => type === repositoryType),
    ),
  ],
  // Copies in another region are as large again; there is a price book for this one alone.
  [vaultType]: ({ usage }) => [used("backups", "backup-gb-month", usage.backupGb)],
};
