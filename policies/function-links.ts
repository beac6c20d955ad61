import type { Judged } from "./policy";
import { at, isRecord, ofType, records, text, texts, type Props } from "./read";
import { types } from "./types";

/** The function that a name or an ARN means, with a version or an alias behind it or without. */
export function functionNamed(value: unknown, resources: readonly Judged[]): Judged | undefined {
  const named = text(value);
  if (named === undefined) return undefined;
  return ofType(resources, types.lambdaFunction).find((one) =>
    [text(one.props["arn"]), text(one.props["name"]) ?? one.id].some(
      (own) => own !== undefined && (named === own || named.startsWith(`${own}:`)),
    ),
  );
}

/** Mappings that read a queue, with the queue and the function as far as they are of this stack. */
export function queueReaders(resources: readonly Judged[]): readonly {
  readonly mapping: Judged;
  readonly queue: Judged | undefined;
  readonly reader: Judged | undefined;
}[] {
  const queues = ofType(resources, types.queue);
  return ofType(resources, types.eventSourceMapping)
    .filter(({ props }) => /^arn:[^:]*:sqs:/.test(text(props["eventSourceArn"]) ?? ""))
    .map((mapping) => ({
      mapping,
      queue: queues.find(({ props }) => props["arn"] === mapping.props["eventSourceArn"]),
      reader: functionNamed(mapping.props["functionName"], resources),
    }));
}

/** Functions that others start without waiting for an answer: rules, schedules and topics. */
export function startedWithoutWaiting(resources: readonly Judged[]): readonly Judged[] {
  const started: readonly unknown[] = [
    ...ofType(resources, types.eventTarget).map(({ props }) => props["arn"]),
    ...ofType(resources, types.schedule).map(({ props }) => at(props, "target.arn")),
    ...ofType(resources, types.topicSubscription)
      .filter(({ props }) => props["protocol"] === "lambda")
      .map(({ props }) => props["endpoint"]),
  ];
  return [...new Set(started.flatMap((arn) => functionNamed(arn, resources) ?? []))];
}

/** Whether CloudFront runs a function at its edge, where Lambda offers less. */
export function runsAtEdge(one: Judged, resources: readonly Judged[]): boolean {
  return ofType(resources, types.distribution)
    .flatMap(({ props }) => [props["defaultCacheBehavior"], ...records(props["orderedCacheBehaviors"])])
    .flatMap((behavior) => records(at(behavior, "lambdaFunctionAssociations")))
    .some(({ lambdaArn }) => functionNamed(lambdaArn, [one]) !== undefined);
}

/** The variables of a function's environment. */
export function variablesOf({ props }: Judged): Props {
  const variables = at(props, "environment.variables");
  return isRecord(variables) ? variables : {};
}

export function subnetsOf({ props }: Judged): readonly string[] {
  return texts(at(props, "vpcConfig.subnetIds"));
}
