import { runsAtEdge } from "./function-links";
import { example } from "./example";
import type { Judged, StackPolicy } from "./policy";
import { ofType, stringsIn, text, violation } from "./read";
import { types } from "./types";

/** Shorter ones occur in code by chance. */
const shortestSecret = 8;

/** Values that the stack has made up or keeps secret, as far as they are known. */
function secretValues(resources: readonly Judged[]): readonly string[] {
  return [
    ...ofType(resources, types.randomPassword).flatMap(({ props }) => text(props["result"]) ?? []),
    ...ofType(resources, types.secretVersion).flatMap(({ props }) => text(props["secretString"]) ?? []),
  ].filter((value) => value.length >= shortestSecret);
}

const edgeCode = (code: string) => example(types.edgeFunction, { code });
const made = "b7Kq0Zp4Lw9Xc2Vn";
const lambdaArn = "arn:aws:lambda:us-east-1:123456789012:function:gate";
const atEdge = (code: object) => [
  example(types.lambdaFunction, { name: "gate", arn: lambdaArn, code }),
  example(types.distribution, {
    defaultCacheBehavior: { lambdaFunctionAssociations: [{ lambdaArn: `${lambdaArn}:3` }] },
  }),
];

/** Who may look at a function reads its code. Of an archive only what is given as text is seen here. */
export const edgeCodeWithoutSecrets: StackPolicy = {
  kind: "stack",
  id: "edge-code-without-secrets",
  requirement: "The code of no function at the edge holds a secret.",
  controls: ["EDGE-19"],
  severity: "high",
  appliesTo: [types.edgeFunction, types.lambdaFunction],
  check: (resources) => {
    const secrets = secretValues(resources);
    const atTheEdge = [
      ...ofType(resources, types.edgeFunction),
      ...ofType(resources, types.lambdaFunction).filter((one) => runsAtEdge(one, resources)),
    ];
    return atTheEdge.flatMap((one) => {
      const isMarked = one.secretPaths?.some((path) => /^code(\.|\[|$)/.test(path)) ?? false;
      const texts = stringsIn(one.props["code"]).map(([, value]) => value);
      const holds = secrets.some((secret) => texts.some((value) => value.includes(secret)));
      return isMarked || holds
        ? [
            violation(
              one,
              "code",
              "holds a secret, which everybody reads who may look at the function; use a KeyValueStore, a public key or Secrets Manager",
            ),
          ]
        : [];
    });
  },
  violatedBy: [
    [edgeCode(`const secret = "${made}";`), example(types.randomPassword, { result: made })],
    [edgeCode(`const secret = "${made}";`), example(types.secretVersion, { secretString: made })],
    [{ ...edgeCode("const secret = 1;"), secretPaths: ["code"] }],
    [
      ...atEdge({ assets: { "a.js": { text: `"${made}"` } } }),
      example(types.randomPassword, { result: made }),
    ],
  ],
  keptBy: [
    edgeCode("import cf from 'cloudfront';"),
    example(types.randomPassword, { result: made }),
    example(types.secretVersion, { secretString: "import" }),
    ...atEdge({ assets: { "a.js": { text: "exports.handler = 1" } } }),
  ],
};
