import { example } from "../example";
import { object, workload } from "../kubernetes-example";
import { isWhollyKnown, namespaceOf, objectNamed } from "../kubernetes-objects";
import { customTypes, kubernetesTypes } from "../kubernetes-types";
import type { Judged, StackPolicy } from "../policy";
import { at, grouped, ofType, records, resourceNamed, text, violation, violationIf } from "../read";
import { types } from "../types";

const { service } = kubernetesTypes;
const { rollout, targetGroupBinding } = customTypes;

/** Whether a Rollout moves the Service from one set of pods to another. */
const isSwitched = (resources: readonly Judged[], namespace: string, name: string) =>
  ofType(resources, rollout).some(
    (one) =>
      namespaceOf(one) === namespace && at(one.props, "spec.strategy.blueGreen.activeService") === name,
  );

const opensNodePorts = ({ props }: Judged) =>
  /^(NodePort|LoadBalancer)$/.test(text(at(props, "spec.type")) ?? "");

const arn = "arn:aws:elasticloadbalancing:ap-northeast-2:123456789012:targetgroup/app/1";
const binding = (spec: object, name = "app") =>
  object(targetGroupBinding, name, {
    spec: { serviceRef: { name: "app", port: 80 }, targetGroupARN: arn, targetType: "instance", ...spec },
  });
const serving = (type: string) =>
  object(service, "app", {
    spec: {
      type,
      selector: { app: "app" },
      ports: [
        { name: "http", port: 80 },
        { name: "metrics", port: 9090 },
      ],
    },
  });
const group = (targetType?: string) => example(types.targetGroup, { arn, targetType });
const blueGreen = workload(rollout, { workload: { strategy: { blueGreen: { activeService: "app" } } } });

export const targetsBoundWell: StackPolicy = {
  kind: "stack",
  id: "targets-bound-well",
  requirement:
    "A target group gets the targets of one Service, of its own type, and those of a blue/green service are nodes.",
  controls: ["k8s:TargetGroupBinding", "D31"],
  severity: "high",
  appliesTo: [targetGroupBinding],
  check: (resources) => {
    const bindings = ofType(resources, targetGroupBinding);
    const ofGroups = grouped(bindings, ({ props }) => text(at(props, "spec.targetGroupARN")));
    return bindings.flatMap((one) => {
      const namespace = namespaceOf(one);
      const [name, port] = [
        text(at(one.props, "spec.serviceRef.name")) ?? "",
        at(one.props, "spec.serviceRef.port"),
      ];
      const found = objectNamed(resources, namespace, name, service);
      const groupArn = text(at(one.props, "spec.targetGroupARN"));
      const its = resourceNamed(types.targetGroup, groupArn, resources);
      const ofGroup = its === undefined ? undefined : (text(its.props["targetType"]) ?? "instance");
      const kind = text(at(one.props, "spec.targetType")) ?? ofGroup;
      const hasPort = records(at(found?.props, "spec.ports")).some(
        (own) => own["port"] === port || own["name"] === port,
      );
      return [
        ...violationIf(
          found === undefined && isWhollyKnown(resources, namespace),
          one,
          "spec.serviceRef.name",
          `is ${name}, which is no Service in ${namespace}`,
        ),
        ...violationIf(found !== undefined && !hasPort, one, "spec.serviceRef.port", `is no port of ${name}`),
        ...violationIf(
          found !== undefined && kind === "instance" && !opensNodePorts(found),
          one,
          "spec.targetType",
          `is instance, but ${name} opens no port of the nodes (NodePort)`,
        ),
        ...violationIf(
          kind !== "instance" && isSwitched(resources, namespace, name),
          one,
          "spec.targetType",
          "is not instance: for seconds after a switch the load balancer would know pods of the old colour only",
        ),
        ...violationIf(
          ofGroup !== undefined && kind !== ofGroup,
          one,
          "spec.targetType",
          `is ${kind ?? "unknown"}, but the target group takes ${ofGroup ?? "others"}`,
        ),
        ...violationIf(groupArn === undefined, one, "spec.targetGroupARN", "is missing"),
        ...(ofGroups.get(groupArn ?? "") ?? [])
          .filter((other) => other !== one)
          .map(() =>
            violation(
              one,
              "spec.targetGroupARN",
              "has another binding, and each takes out the other's targets",
            ),
          ),
      ];
    });
  },
  violatedBy: [
    [binding({}), serving("ClusterIP")],
    [binding({}), object(service, "other")],
    [binding({ serviceRef: { name: "app", port: 81 } }), serving("NodePort")],
    [binding({ targetType: "ip" }), serving("NodePort"), blueGreen],
    [binding({ targetType: undefined }), serving("NodePort"), blueGreen, group("ip")],
    [binding({}), serving("NodePort"), group("ip")],
    [binding({ targetType: "ip" }), serving("ClusterIP"), group()],
    [binding({}), binding({}, "twice"), serving("NodePort")],
    [binding({ targetGroupARN: undefined }), serving("NodePort")],
  ],
  keptBy: [
    binding({ serviceRef: { name: "app", port: "http" } }),
    serving("NodePort"),
    blueGreen,
    group("instance"),
    object(targetGroupBinding, "plain", {
      spec: { serviceRef: { name: "plain", port: 80 }, targetGroupARN: "arn:other", targetType: "ip" },
    }),
    object(service, "plain", { spec: { ports: [{ port: 80 }] } }),
  ],
};
