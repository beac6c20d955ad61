import { z } from "zod";
import { checked, withoutRepeats } from "../checked";
import { refusing, whenSound } from "../contradiction";
import { blueGreenSettings } from "./blue-green-settings";
import { catalogueNames } from "./catalogue/catalogues";
import { argocdSettings, deliveryProblems } from "./delivery/settings";
import { imagesSettings } from "./images/settings";
import { entrySetting, ingressProblems, ingressSettings } from "./ingress/settings";
import { observabilitySettings } from "./observability/settings";
import { addonsSettings } from "./platform/settings";
import { podCount, resourcesSetting, serviceSettings } from "./service-settings";
import {
  autoscalingProblems,
  budgetProblems,
  callProblems,
  gatewayProblems,
  replicaProblems,
  routeProblems,
  unknownServiceProblems,
  uploaderProblems,
} from "./settings-problems";
import { storesSettings } from "./stores/settings";
import { podWorkerSettings } from "./worker/settings";

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names */
const label = (text: string) =>
  /^[a-z]([a-z0-9-]*[a-z0-9])?$/.test(text) && text.length <= 63
    ? undefined
    : "must be small letters, digits and hyphens, a letter first, 63 at most";
const systemNamespace = (text: string) =>
  text === "default" || text.startsWith("kube-") ? "is Kubernetes' own" : label(text);
/** `-config` and `-secret` follow. */
const shortLabel = (text: string) => (text.length > 55 ? "is longer than 55 characters" : label(text));

const web = z.strictObject({
  corsOrigins: z
    .array(z.url({ protocol: /^https?$/ }))
    .optional()
    .meta({
      description: "Whose pages may call the API from a browser; the site itself unless set.",
      examples: [["https://tickets.urr.example.com"]],
    }),
  cookieSecure: z
    .boolean()
    .default(true)
    .meta({ description: "Whether cookies are sent over HTTPS only.", examples: [true] }),
});

const fields = {
  catalogue: z
    .enum(catalogueNames)
    .default("urr")
    .meta({
      description: "Which set of services is run.",
      examples: ["urr"],
    }),
  namespace: checked(systemNamespace, "urr-spring")
    .optional()
    .meta({
      description: "Where the services run; `urr:environment.prefix` unless set.",
      examples: ["urr-spring"],
    }),
  configName: checked(shortLabel, "spring-blue")
    .optional()
    .meta({
      description: "Begins the names of the services' ConfigMap and Secret; `spring-<stack>` unless set.",
      examples: ["spring-blue"],
    }),
  delivery: z
    .enum(["pulumi", "argocd"])
    .default("pulumi")
    .meta({
      description:
        "Who owns the services' objects: this program, or Argo CD, which takes them from what `npm run render` has written.",
      examples: ["pulumi"],
    }),
  argocd: argocdSettings.prefault({}),
  profile: checked(label, "production")
    .optional()
    .meta({
      description: "Spring's active profile; its default one unless set.",
      examples: ["prod"],
    }),
  schema: z
    .enum(["validate", "update"])
    .default("validate")
    .meta({
      description: "Whether the services' object mapping may change tables, or only looks whether they fit.",
      examples: ["validate"],
    }),
  user: z
    .int()
    .min(1)
    .max(65_534)
    .default(1000)
    .meta({
      description: "User and group that the services' processes run as. Images must let it read their files.",
      examples: [1000],
    }),
  images: imagesSettings.prefault({}),
  replicas: podCount.optional().meta({
    description: "Pods of every service that says nothing itself; the catalogue's numbers unless set.",
    examples: [1],
  }),
  resources: resourcesSetting.default({}).meta({
    description: "What pods of every service ask for and may use, where it differs from the catalogue.",
    examples: [{ memory: "640Mi" }],
  }),
  autoscaling: z
    .boolean()
    .default(true)
    .meta({
      description: "Whether the load decides how many pods the services have that are made for it.",
      examples: [true],
    }),
  disruptionBudgets: z
    .boolean()
    .default(true)
    .meta({
      description: "Whether drained nodes leave some pods of every service running.",
      examples: [true],
    }),
  blueGreen: blueGreenSettings.prefault({}),
  networkPolicies: z
    .boolean()
    .default(true)
    .meta({
      description:
        "Whether pods reach only whom they need. Off only while somebody looks for what is missing.",
      examples: [true],
    }),
  uploaders: z
    .array(z.string())
    .superRefine(withoutRepeats)
    .optional()
    .meta({
      description:
        "Services that store and read files in the bucket of uploads; those that the catalogue has for it unless set.",
      examples: [["community-service"]],
    }),
  web: web.prefault({}),
  entry: entrySetting,
  ingress: ingressSettings.prefault({}),
  stores: storesSettings.prefault({}),
  worker: podWorkerSettings.prefault({}),
  addons: addonsSettings.prefault({}),
  observability: observabilitySettings.prefault({}),
  services: z
    .record(z.string(), serviceSettings)
    .default({})
    .meta({
      description: "What differs from the catalogue, by service.",
      examples: [{ "gateway-service": { autoscaling: { min: 3, max: 20 } } }],
    }),
};

type Fields = z.output<z.ZodObject<typeof fields>>;

export const workloadsSettings = z
  .strictObject(fields)
  .superRefine(refusing(deliveryProblems), whenSound("delivery", "argocd.repository"))
  .superRefine(refusing(unknownServiceProblems), whenSound("catalogue", "services"))
  .superRefine(refusing(callProblems), whenSound("catalogue", "services"))
  .superRefine(refusing(uploaderProblems), whenSound("catalogue", "uploaders"))
  .superRefine(refusing(autoscalingProblems), whenSound("services"))
  .superRefine(refusing(replicaProblems), whenSound("services"))
  .superRefine(refusing(ingressProblems), whenSound("entry", "ingress"))
  .superRefine(refusing(gatewayProblems), whenSound("addons", "catalogue", "services", "blueGreen"))
  .superRefine(refusing(routeProblems), whenSound("catalogue", "entry", "services", "blueGreen"))
  .superRefine(
    refusing(budgetProblems),
    whenSound("catalogue", "services", "replicas", "autoscaling", "disruptionBudgets", "blueGreen"),
  );

/** Settings of the workloads, every default filled in. */
export type WorkloadsSettings = Fields;
