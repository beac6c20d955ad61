import { costOf, times, together } from "../../../functions/waiting-room/cost/cost";
import type { Usage } from "../../../functions/waiting-room/cost/prices";

/** Every request goes through CloudFront to a REST API and a function of 1,024 MB that reads and writes its tables. */
const naivePoll: Usage = {
  edgeRequest: 1,
  restRequest: 1,
  lambdaRequest: 1,
  lambdaMegabyteMs: 10 * 1_024,
  readUnit: 1,
  transfer: 1_000,
};
const naiveJoin: Usage = { ...naivePoll, readUnit: 0, writeUnit: 3 };

/** US dollars of the naive design: a counter, an item and its index for a join, and every poll at the origin. */
export function naiveCost({
  visitors,
  polls,
}: {
  readonly visitors: number;
  readonly polls: number;
}): number {
  return costOf(together(times(pageLoad, visitors), times(naiveJoin, visitors), times(naivePoll, polls)));
}

const pageLoad: Usage = { edgeRequest: 3, transfer: 30_000 };
const edgePoll: Usage = { edgeRequest: 1, transfer: 500 };
/** SQS takes the join; a tenth of a receive and of a run, a delete; the item is written twice. */
const solutionJoin: Usage = {
  edgeRequest: 1,
  restRequest: 1,
  queueRequest: 2.1,
  lambdaRequest: 0.1,
  lambdaMegabyteMs: 5 * 1_024,
  writeUnit: 2,
};
const solutionLookUp: Usage = {
  edgeRequest: 1,
  restRequest: 1,
  lambdaRequest: 1,
  lambdaMegabyteMs: 50 * 1_024,
  readUnit: 1,
};
/** Three RS256 signatures and the key from Secrets Manager, each time. */
const solutionToken: Usage = { ...solutionLookUp, secretRequest: 1, writeUnit: 1 };

/** US dollars of the AWS solution, without its Redis, NAT gateway and endpoints of some $14 a day. */
export function solutionCost({
  visitors,
  polls,
}: {
  readonly visitors: number;
  readonly polls: number;
}): number {
  const each = together(solutionJoin, solutionLookUp, solutionToken);
  return costOf(together(times(each, visitors), times(edgePoll, polls)));
}
