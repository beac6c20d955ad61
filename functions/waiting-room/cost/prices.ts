/** US dollars for so many of a unit. */
export interface Price {
  readonly usd: number;
  readonly per: number;
  readonly unit: string;
  readonly source: string;
}

const million = 1_000_000;

/** On-demand list prices of us-east-1 without free tiers and discounts. Look them up again before you quote them. */
export const prices = {
  edgeRequest: {
    usd: 1,
    per: million,
    unit: "HTTPS request",
    source: "CloudFront, United States and Europe",
  },
  edgeFunction: { usd: 0.1, per: million, unit: "run", source: "CloudFront Functions" },
  edgeKeyRead: { usd: 0.03, per: million, unit: "read", source: "CloudFront KeyValueStore" },
  transfer: { usd: 0.085, per: 1e9, unit: "byte", source: "CloudFront, first 10 TB to the internet" },
  restRequest: { usd: 3.5, per: million, unit: "request", source: "API Gateway, REST API" },
  lambdaRequest: { usd: 0.2, per: million, unit: "request", source: "Lambda" },
  lambdaMegabyteMs: {
    usd: 0.000_016_666_7,
    per: 1_024 * 1_000,
    unit: "megabyte-millisecond",
    source: "Lambda, $0.0000166667 a GB-second",
  },
  writeUnit: { usd: 0.625, per: million, unit: "write request unit", source: "DynamoDB on demand" },
  readUnit: { usd: 0.125, per: million, unit: "read request unit", source: "DynamoDB on demand" },
  queueRequest: { usd: 0.4, per: million, unit: "request", source: "SQS, standard queue" },
  secretRequest: { usd: 0.05, per: 10_000, unit: "request", source: "Secrets Manager" },
} as const satisfies Readonly<Record<string, Price>>;

export type Unit = keyof typeof prices;

/** How many of each unit something takes. */
export type Usage = Readonly<Partial<Record<Unit, number>>>;
