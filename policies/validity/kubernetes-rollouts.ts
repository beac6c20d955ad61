import { object, workload } from "../kubernetes-example";
import { isWhollyKnown, namespaceOf, objectNamed, recordAt } from "../kubernetes-objects";
import { podsIn } from "../kubernetes-pods";
import { hasLabels } from "../kubernetes-selectors";
import { customTypes, kubernetesTypes } from "../kubernetes-types";
import type { Judged, StackPolicy, Violation } from "../policy";
import { at, isRecord, ofType, records, text, violation, violationIf } from "../read";

const { service } = kubernetesTypes;
const { analysisTemplate, rollout } = customTypes;
const strategy = "spec.strategy.blueGreen";

function serviceProblems(one: Judged, field: string, resources: readonly Judged[]): readonly Violation[] {
  const name = text(at(one.props, `${strategy}.${field}`));
  if (name === undefined) return [];
  const found = objectNamed(resources, namespaceOf(one), name, service);
  const path = `${strategy}.${field}`;
  if (found === undefined) return [violation(one, path, `is ${name}, which is no Service of the stack`)];
  const selector = recordAt(found.props, "spec.selector");
  return violationIf(
    !podsIn(one).every(({ labels }) => hasLabels(selector, labels)),
    one,
    path,
    `is ${name}, which selects other pods`,
  );
}

const analyses = ["prePromotionAnalysis", "postPromotionAnalysis"];

const blueGreen = (fields: object) =>
  workload(rollout, {
    workload: { strategy: { blueGreen: { activeService: "app", previewService: "app-preview", ...fields } } },
  });
const serving = (name: string, app = "app") => object(service, name, { spec: { selector: { app } } });

export const rolloutsHaveTheirParts: StackPolicy = {
  kind: "stack",
  id: "rollouts-have-their-parts",
  requirement: "A blue/green Rollout has a Service for each colour, and the analyses that it waits for.",
  controls: ["k8s:Rollout"],
  severity: "high",
  appliesTo: [rollout],
  check: (resources) =>
    ofType(resources, rollout)
      .filter((one) => isRecord(at(one.props, strategy)) && isWhollyKnown(resources, namespaceOf(one)))
      .flatMap((one) => {
        const [active, preview] = ["activeService", "previewService"].map((field) =>
          text(at(one.props, `${strategy}.${field}`)),
        );
        const missing = analyses
          .flatMap((field) => records(at(one.props, `${strategy}.${field}.templates`)))
          .filter(({ clusterScope }) => clusterScope !== true)
          .map(({ templateName }) => text(templateName) ?? "without a name")
          .filter((name) => objectNamed(resources, namespaceOf(one), name, analysisTemplate) === undefined);
        return [
          ...violationIf(active === undefined, one, `${strategy}.activeService`, "is missing"),
          ...violationIf(
            active !== undefined && active === preview,
            one,
            `${strategy}.previewService`,
            "is the active one: visitors would see what is not released",
          ),
          ...["activeService", "previewService"].flatMap((field) => serviceProblems(one, field, resources)),
          ...missing.map((name) =>
            violation(one, strategy, `waits for the AnalysisTemplate ${name}, which is not there`),
          ),
        ];
      }),
  violatedBy: [
    [blueGreen({}), serving("app")],
    [blueGreen({}), serving("app-preview")],
    [blueGreen({}), serving("app"), serving("app-preview", "other")],
    [blueGreen({ previewService: "app" }), serving("app")],
    [blueGreen({ activeService: undefined }), serving("app-preview")],
    [
      blueGreen({ prePromotionAnalysis: { templates: [{ templateName: "smoke" }] } }),
      serving("app"),
      serving("app-preview"),
    ],
  ],
  keptBy: [
    blueGreen({
      postPromotionAnalysis: {
        templates: [{ templateName: "smoke" }, { templateName: "all", clusterScope: true }],
      },
    }),
    serving("app"),
    serving("app-preview"),
    object(analysisTemplate, "smoke"),
    workload(rollout, { metadata: { name: "canary" }, workload: { strategy: { canary: {} } } }),
  ],
};
