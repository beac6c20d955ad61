import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { originSecretHeader } from "../../../functions/waiting-room-api/guard";
import { Component } from "../../component";
import type { RuleAction, RulePlan, Target } from "./listener-rules";

export interface ListenerArgs {
  readonly loadBalancerArn: pulumi.Input<string>;
  readonly certificateArn: pulumi.Input<string>;
  readonly rules: Readonly<Record<string, RulePlan>>;
  /** Group of each target that a rule forwards to. */
  readonly targets: Readonly<Partial<Record<Target, pulumi.Input<string>>>>;
  /** What a request must carry to be forwarded; undefined where nothing is asked. */
  readonly secrets: readonly pulumi.Output<string>[] | undefined;
}

/**
 * TLS 1.3, and 1.2 for CloudFront, which speaks no newer one to origins; what AWS recommends:
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
 */
const sslPolicy = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09";

const halfYear = 15_768_000;

/** The one door of the load balancer. What no rule knows is refused. */
export class Listener extends Component {
  /** Where who depends on a rule waits for all of them. */
  readonly rules: readonly aws.lb.ListenerRule[];

  constructor(name: string, args: ListenerArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:edge:Listener", name, opts);
    const listener = new aws.lb.Listener(
      this.named("https"),
      {
        loadBalancerArn: args.loadBalancerArn,
        ...{ port: 443, protocol: "HTTPS", sslPolicy, certificateArn: args.certificateArn },
        routingHttpResponseServerEnabled: false,
        routingHttpResponseStrictTransportSecurityHeaderValue: `max-age=${String(halfYear)}; includeSubDomains`,
        routingHttpResponseXContentTypeOptionsHeaderValue: "nosniff",
        defaultActions: [
          {
            type: "fixed-response",
            fixedResponse: { statusCode: "403", contentType: "text/plain", messageBody: "Forbidden" },
          },
        ],
      },
      this.within,
    );
    this.rules = Object.entries(args.rules).map(
      ([short, plan]) =>
        new aws.lb.ListenerRule(
          this.named(short),
          {
            listenerArn: listener.arn,
            priority: plan.priority,
            conditions: conditionsOf(plan, args.secrets),
            actions: [actionOf(plan.action, args.targets)],
          },
          this.within,
        ),
    );
    this.registerOutputs({});
  }
}

function conditionsOf(
  { action, hosts, paths }: RulePlan,
  secrets: ListenerArgs["secrets"],
): aws.types.input.lb.ListenerRuleCondition[] {
  return [
    ...(hosts === undefined ? [] : [{ hostHeader: { values: [...hosts] } }]),
    ...(paths === undefined ? [] : [{ pathPattern: { values: [...paths] } }]),
    ...(secrets === undefined || action.kind !== "forward"
      ? []
      : [{ httpHeader: { httpHeaderName: originSecretHeader, values: [...secrets] } }]),
  ];
}

function actionOf(
  action: RuleAction,
  targets: ListenerArgs["targets"],
): aws.types.input.lb.ListenerRuleAction {
  if (action.kind === "refuse") {
    return {
      type: "fixed-response",
      fixedResponse: {
        ...{ statusCode: String(action.status), contentType: "application/json" },
        messageBody: action.json,
      },
    };
  }
  if (action.kind === "redirect") {
    return {
      type: "redirect",
      redirect: {
        ...{ protocol: "HTTPS", port: "443", statusCode: "HTTP_301" },
        ...{ host: action.host, path: "/#{path}", query: "#{query}" },
      },
    };
  }
  const targetGroupArn = targets[action.to];
  if (targetGroupArn === undefined) throw new Error(`there is no target group for ${action.to}`);
  return { type: "forward", targetGroupArn };
}
