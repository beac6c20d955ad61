import { describe, expect, it } from "vitest";
import type { Resource } from "../../tools/offline/resource";
import { evaluateStack } from "../../tools/preview/evaluate-stack";
import { at, servicesOf } from "../support/workloads/environment";
import { changed, environments, evaluated } from "../support/stacks";

const isOf = (kind: string) => (resource: Resource) =>
  resource.type.startsWith("kubernetes:") && resource.inputs["kind"] === kind;

/** Objects of the services: those that stand right below their component or one of the services. */
async function servicesIn(stack: string) {
  const { resources } = await evaluated(stack);
  const deployments = new Set(
    resources.filter(({ type }) => type === "urr:workloads:ServiceDeployment").map(({ urn }) => urn),
  );
  const inServices = resources.filter(({ parent }) => deployments.has(parent ?? ""));
  const count = (kind: string, of: readonly Resource[] = inServices) => of.filter(isOf(kind)).length;
  return { resources, count, services: deployments.size, inServices };
}

describe("the inventory of prod", () => {
  it("is the reference's, with what was missing in it: WRK-10, WRK-11, KCON-11, KCON-12, KCON-14", async () => {
    const { count, inServices, resources, services } = await servicesIn("prod");
    expect(services).toBe(9);
    // Nine workloads, of which four are Rollouts and no Deployments any more.
    expect([count("Deployment"), count("Rollout")]).toEqual([5, 4]);
    const all = inServices.filter(isOf("Service"));
    const previews = all.filter(({ inputs }) => String(at(inputs, "metadata.name")).endsWith("-preview"));
    expect([all.length - previews.length, previews.length]).toEqual([9, 4]);
    expect(count("HorizontalPodAutoscaler")).toBe(4);
    // Seven in the reference; catalog and frontend had none.
    expect(count("PodDisruptionBudget")).toBe(9);
    expect(resources.filter(isOf("AnalysisTemplate"))).toHaveLength(1);
    const inNamespace = (kind: string) =>
      resources.filter(isOf(kind)).filter(({ inputs }) => at(inputs, "metadata.namespace") === "urr-spring");
    expect(inNamespace("ExternalSecret")).toHaveLength(1);
    const configs = inNamespace("ConfigMap").map(({ inputs }) => String(at(inputs, "metadata.name")));
    expect(configs.filter((name) => !name.startsWith("database-setup-"))).toEqual(["spring-prod-config"]);
  });

  it("has the twelve policies of the reference by their names, and those that close its holes: NPO-01…NPO-12, KCON-12", async () => {
    const { resources } = await servicesIn("prod");
    const names = resources.filter(isOf("NetworkPolicy")).map(({ inputs }) => at(inputs, "metadata.name"));
    expect(names).toEqual(
      expect.arrayContaining([
        ...["default-deny-all", "allow-gateway-ingress", "allow-frontend-ingress"],
        ...["auth", "ticket", "catalog", "payment", "stats", "queue", "community"].map(
          (name) => `allow-${name}-service-ingress`,
        ),
        ...["allow-backend-egress", "allow-gateway-to-services"],
      ]),
    );
  });
});

describe.each(environments)("the services of %s", (environment) => {
  it("run from this account's registry, under the tag of the stack file, on the processors of the nodes: WRK-22, WRK-23, CIC-20, KUS-08, KUS-09, KUS-10, KCON-20, WKN-03", async () => {
    const { inServices } = await servicesIn(environment);
    const pods = inServices.filter((one) => isOf("Deployment")(one) || isOf("Rollout")(one));
    for (const { inputs, name } of pods) {
      const short = /^workloads-([a-z]+)-/.exec(name)?.[1] ?? "";
      expect(at(inputs, "spec.template.spec.containers.0.image"), name).toBe(
        `123456789012.dkr.ecr.ap-northeast-2.amazonaws.com/urr-${environment}/${short}:a1b2c3d-20260216-143022`,
      );
    }
    const { resources } = await evaluated(environment);
    const repositories = resources.filter(({ type }) => type === "aws:ecr/repository:Repository");
    expect(repositories.map(({ inputs }) => inputs["name"])).toEqual(
      expect.arrayContaining(pods.map(({ name }) => `urr-${environment}/${name.split("-")[1] ?? ""}`)),
    );
    const nodes = resources.find(({ type }) => type === "aws:eks/nodeGroup:NodeGroup");
    expect(nodes?.inputs["amiType"]).toMatch(/ARM_64/);
  });

  it("are in a namespace that this program makes, under Pod Security restricted: KUS-02, KDAT-10, SEC-13", async () => {
    const { resources } = await servicesIn(environment);
    const place = resources.find(({ name }) => name === "workloads-app-namespace");
    for (const mode of ["enforce", "audit", "warn"]) {
      expect(at(place?.inputs, "metadata.labels")).toMatchObject({
        [`pod-security.kubernetes.io/${mode}`]: "restricted",
        [`pod-security.kubernetes.io/${mode}-version`]: "v1.36",
      });
    }
  });
});

describe("an environment without images", () => {
  const untagged = () =>
    changed("dev", (settings) => {
      const { tag, ...images } = settings.workloads.images;
      return { ...settings, workloads: { ...settings.workloads, images } };
    });

  it("has its platform, no service, and says so, so that its first deployment ends well: WKN-03", async () => {
    const stack = untagged();
    const { problems, resources } = await evaluateStack(stack, "update");
    expect(problems).toEqual([]);
    expect(resources.filter(({ type }) => type === "urr:workloads:ServiceDeployment")).toEqual([]);
    expect(resources.some(({ name }) => name === "workloads-app-namespace")).toBe(true);
    expect(resources.some(({ name }) => name === "workloads-base-lbc-release")).toBe(true);
    expect(stack.notices.filter(({ policy }) => policy === "services-without-images")).toHaveLength(1);
  });

  it("has the services that have a tag of their own, and no others", () => {
    const { workloads } = servicesOf("dev", (settings) => {
      const { tag, ...images } = settings.workloads.images;
      const own = { enabled: true, calls: [], internet: false, resources: {}, variables: {}, tag: "a1b2c3d" };
      const services = { "auth-service": own };
      return { ...settings, workloads: { ...settings.workloads, images, services } };
    });
    expect(workloads.map(({ image, name }) => [name, image])).toEqual([
      ["auth-service", "123456789012.dkr.ecr.ap-northeast-2.amazonaws.com/urr-dev/auth:a1b2c3d"],
    ]);
  });
});
