import { at, number, records, text, texts, type Props } from "../../policies/read";
import type { Resource } from "../offline/resource";
import type { Behaviour, Distribution, ErrorPage, Origin, ViewerFunction } from "./distribution";
import { placeOf } from "./places";
import { cachePolicyOf, originRequestPolicyOf } from "./read-policies";

/** The distribution of a stack; undefined where it has none. */
export function readDistribution(resources: readonly Resource[]): Distribution | undefined {
  const found = resources.find(({ type }) => type === "aws:cloudfront/distribution:Distribution");
  if (found === undefined) return undefined;
  const { name, inputs, outputs } = found;
  const behaviour = (given: Props) => behaviourOf(given, found, resources);
  const last = records([inputs["defaultCacheBehavior"]]).map((given) => ({ ...given, pathPattern: "*" }));
  return {
    name,
    domainName: text(outputs["domainName"]) ?? "",
    aliases: texts(inputs["aliases"] ?? []),
    behaviours: [...records(inputs["orderedCacheBehaviors"]), ...last].map(behaviour),
    errorPages: records(inputs["customErrorResponses"]).flatMap(errorPageOf),
    rootObject: text(inputs["defaultRootObject"]) ?? "",
  };
}

function behaviourOf(given: Props, { inputs, name }: Resource, resources: readonly Resource[]): Behaviour {
  const origins = new Map(
    records(inputs["origins"]).map((origin) => [origin["originId"], originOf(origin, resources)]),
  );
  const group = records(inputs["originGroups"]).find(({ originId }) => originId === given["targetOriginId"]);
  const members = group === undefined ? [given] : records(group["members"]);
  const [first, second] = members.map((one) => origins.get(one["originId"] ?? one["targetOriginId"]));
  if (first === undefined) throw new Error(`${name} has no origin ${String(given["targetOriginId"])}`);
  const statuses = at(group, "failoverCriteria.statusCodes");
  const policy = given["originRequestPolicyId"];
  return {
    pattern: text(given["pathPattern"]) ?? "",
    methods: texts(given["allowedMethods"] ?? []),
    cachedMethods: texts(given["cachedMethods"] ?? []),
    plainHttp: text(given["viewerProtocolPolicy"]) ?? "",
    viewerFunction: viewerFunctionOf(given, first.place.kind === "bucket", resources),
    cachePolicy: cachePolicyOf(given["cachePolicyId"], resources),
    originRequestPolicy: policy === undefined ? undefined : originRequestPolicyOf(policy, resources),
    headersPolicy: resources.find(
      ({ id, type }) => type === headersPolicy && id === given["responseHeadersPolicyId"],
    )?.name,
    origin: first,
    failover:
      second === undefined
        ? undefined
        : { origin: second, statuses: (Array.isArray(statuses) ? statuses : []).map(Number) },
  };
}

const headersPolicy = "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy";

function originOf(given: Props, resources: readonly Resource[]): Origin {
  const domainName = text(given["domainName"]) ?? "";
  const headers = records(given["customHeaders"]).map(({ name, value }) => [
    String(name).toLowerCase(),
    String(value),
  ]);
  return {
    domainName,
    path: text(given["originPath"]) ?? "",
    place: placeOf(domainName, resources),
    customHeaders: Object.fromEntries(headers) as Readonly<Record<string, string>>,
  };
}

function viewerFunctionOf(
  given: Props,
  servesFiles: boolean,
  resources: readonly Resource[],
): ViewerFunction | undefined {
  const atRequest = (key: string) =>
    records(given[key]).find(({ eventType }) => eventType === "viewer-request");
  const arn = text(atRequest("functionAssociations")?.["functionArn"]);
  const own = resources.find(
    ({ id, outputs, type }) => type === "aws:cloudfront/function:Function" && arn === (outputs["arn"] ?? id),
  );
  if (own !== undefined) return { name: own.name, code: text(own.inputs["code"]), servesFiles };
  if (arn !== undefined) throw new Error(`${arn} is no function of the stack`);
  const version = text(atRequest("lambdaFunctionAssociations")?.["lambdaArn"]);
  if (version === undefined) return undefined;
  const lambda = resources.find(({ outputs }) => outputs["qualifiedArn"] === version);
  return { name: lambda?.name ?? version, code: undefined, servesFiles };
}

function errorPageOf(given: Props): readonly ErrorPage[] {
  const [instead, path] = [number(given["errorCode"]), text(given["responsePagePath"])];
  if (instead === undefined || path === undefined) return [];
  return [{ instead, path, status: number(given["responseCode"]) ?? instead }];
}
