import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { Component } from "../../component";

/** Of letters and digits, as a header may hold them: 64 have 381 bits. A condition of a rule takes 128 characters. */
const length = 64;

/**
 * The values by which the load balancer knows CloudFront: every distribution of every customer comes from the same
 * addresses. The last generation is good until every edge has stopped to send it.
 */
export class OriginSecrets extends Component {
  /** What CloudFront is to send. */
  readonly sent: pulumi.Output<string>;
  /** What the load balancer takes. */
  readonly accepted: readonly pulumi.Output<string>[];

  constructor(
    name: string,
    { generation }: { readonly generation: number },
    opts: pulumi.ComponentResourceOptions,
  ) {
    super("urr:edge:OriginSecrets", name, opts);
    // Each generation is a resource of its own, so that raising the number leaves the last one as it is.
    const valueOf = (one: number): pulumi.Output<string> =>
      pulumi.secret(
        new random.RandomPassword(this.named(`value-${String(one)}`), { length, special: false }, this.within)
          .result,
      );
    this.sent = valueOf(generation);
    this.accepted = [this.sent, ...(generation > 1 ? [valueOf(generation - 1)] : [])];
    this.registerOutputs({});
  }
}
