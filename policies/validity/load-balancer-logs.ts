import { example } from "../example";
import { includes } from "../glob";
import { statementsOf } from "../iam-document";
import type { Judged, StackPolicy } from "../policy";
import { at, ofType, records, text, violation, violationIf, type Props } from "../read";
import { types } from "../types";

const logging = example(types.loadBalancer, { accessLogs: { enabled: true, bucket: "logs", prefix: "lb" } });
const bucket = example(types.bucket, { bucket: "logs", arn: "arn:aws:s3:::logs" });
const encrypted = (sseAlgorithm: string) =>
  example(types.bucketEncryption, {
    bucket: "logs",
    rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm } }],
  });
const delivering = (statement: Props = {}) =>
  example(types.bucketPolicy, {
    bucket: "logs",
    policy: JSON.stringify({
      Statement: {
        Effect: "Allow",
        Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: "arn:aws:s3:::logs/lb/AWSLogs/123456789012/*",
        ...statement,
      },
    }),
  });

/** Newer regions name the service, older ones an account of AWS's own. */
const deliverers =
  /^(Service:logdelivery\.elasticloadbalancing\.amazonaws\.com|AWS:(arn:aws[a-z-]*:iam::)?\d{12}(:root)?)$/;

function mayDeliver(one: Judged, name: string, resources: readonly Judged[]): boolean {
  const prefix = text(at(one.props, "accessLogs.prefix"));
  const place = `arn:aws:s3:::${name}/${prefix === undefined ? "" : `${prefix}/`}AWSLogs/123456789012/any`;
  const anyAccount = (pattern: string) => pattern.replace(/AWSLogs\/\d{12}\//, "AWSLogs/123456789012/");
  return ofType(resources, types.bucketPolicy)
    .filter(({ props }) => props["bucket"] === name)
    .flatMap(({ props }) => statementsOf(props["policy"]))
    .some(
      ({ actions, allows, principals, resources: places }) =>
        allows &&
        (principals ?? []).some((principal) => deliverers.test(principal)) &&
        actions.some((pattern) => includes(pattern, "s3:PutObject", "i")) &&
        places.some((pattern) => includes(anyAccount(pattern), place)),
    );
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html */
export const accessLogsDeliverable: StackPolicy = {
  kind: "stack",
  id: "load-balancers-logs-deliverable",
  requirement:
    "The bucket for a load balancer's access log lets the log in, and is encrypted with S3's own keys.",
  controls: ["V-45"],
  severity: "high",
  appliesTo: [types.loadBalancer],
  check: (resources) =>
    ofType(resources, types.loadBalancer).flatMap((one) => {
      const name = text(at(one.props, "accessLogs.bucket"));
      const place = ofType(resources, types.bucket).find(
        ({ id, props }) => name !== undefined && (text(props["bucket"]) ?? id) === name,
      );
      // Of a bucket of another stack the policy is not known here.
      if (name === undefined || place === undefined || at(one.props, "accessLogs.enabled") !== true)
        return [];
      const byKms = ofType(resources, types.bucketEncryption)
        .filter(({ props }) => props["bucket"] === name)
        .flatMap(({ props }) => records(props["rules"]))
        .some((rule) =>
          (text(at(rule, "applyServerSideEncryptionByDefault.sseAlgorithm")) ?? "").includes("kms"),
        );
      return [
        ...violationIf(
          byKms,
          one,
          "accessLogs.bucket",
          "is encrypted with a KMS key; load balancers deliver only to S3's own keys (AES256)",
        ),
        ...(mayDeliver(one, name, resources)
          ? []
          : [
              violation(
                one,
                "accessLogs.bucket",
                "has no policy that lets logdelivery.elasticloadbalancing.amazonaws.com put objects under <prefix>/AWSLogs/<account>/",
              ),
            ]),
      ];
    }),
  violatedBy: [
    [logging, bucket],
    [logging, bucket, delivering(), encrypted("aws:kms")],
    [logging, bucket, delivering({ Principal: { Service: "delivery.logs.amazonaws.com" } })],
    [logging, bucket, delivering({ Resource: "arn:aws:s3:::logs/other/*" })],
    [logging, bucket, delivering({ Action: "s3:GetObject" })],
  ],
  keptBy: [logging, bucket, delivering(), encrypted("AES256")],
};
