import type { ResourceTransform } from "@pulumi/pulumi";
import { Callback } from "@pulumi/pulumi/proto/callback_pb";
import {
  ResourceMonitorFeature as Feature,
  type RegisterResourceOutputsRequest,
  type RegisterResourceRequest,
  type ResourceInvokeRequest,
} from "@pulumi/pulumi/proto/resource_pb";
import { ec2Answers } from "./answers/ec2";
import { invokeAnswers } from "./answers/invokes";
import { operationsAnswers } from "./answers/operations";
import type { Answers } from "./answers/answer";
import { withPhysicalName, type Autonaming } from "./autonaming";
import { holesIn } from "./holes";
import { expandVpc } from "./packaged/awsx-vpc";
import type { ChildAnswer, Expand } from "./packaged/expansion";
import { toStruct, type TransformRegistry } from "./pulumi-internals";
import { stackType, urnOf, type Resource } from "./resource";
import { unknownValue, unwrap } from "./wire-values";

export interface MonitorOptions {
  readonly project: string;
  readonly stack: string;
  /** `preview` leaves what a provider computes unknown; `update` answers it. */
  readonly mode: "preview" | "update";
  readonly region: string;
  readonly autonaming: Autonaming;
}

type Reply<T> = (error: Error | null, response?: T) => void;

const answers: Answers = { ...operationsAnswers, ...ec2Answers };
const packaged: Readonly<Record<string, Expand>> = { "awsx:ec2:Vpc": expandVpc };

/**
 * Stands in for the engine's resource monitor and for every provider.
 *
 * It keeps what the program sent, options and all, and answers like AWS would: with ids and ARNs of the right shape,
 * always the same for the same resource. What it cannot answer it records as a problem, by name.
 */
export class OfflineMonitor implements TransformRegistry {
  readonly #resources = new Map<string, Resource>();
  readonly #transforms = new Map<string, ResourceTransform>();
  readonly #transformsOf = new Map<string, readonly ResourceTransform[]>();
  readonly problems: string[] = [];
  stackOutputs: Readonly<Record<string, unknown>> = {};

  constructor(private readonly options: MonitorOptions) {}

  get resources(): readonly Resource[] {
    return [...this.#resources.values()];
  }

  /** Without output values: what the program sends then carries plain marks for secrets and unknown values. */
  getDeploymentInfo(_request: unknown, callback: Reply<{ getSupportedfeaturesList(): number[] }>): void {
    callback(null, {
      getSupportedfeaturesList: () => [
        Feature.RESOURCE_MONITOR_FEATURE_SECRETS,
        Feature.RESOURCE_MONITOR_FEATURE_RESOURCE_REFERENCES,
        Feature.RESOURCE_MONITOR_FEATURE_ALIAS_SPECS,
        Feature.RESOURCE_MONITOR_FEATURE_DELETED_WITH,
        Feature.RESOURCE_MONITOR_FEATURE_REPLACE_WITH,
        Feature.RESOURCE_MONITOR_FEATURE_TRANSFORMS,
      ],
    });
  }

  registerTransform(transform: ResourceTransform): Promise<Callback> {
    const callback = new Callback();
    callback.setToken(String(this.#transforms.size));
    this.#transforms.set(callback.getToken(), transform);
    return Promise.resolve(callback);
  }

  awaitStackRegistrations(): Promise<void> {
    return Promise.resolve();
  }

  shutdown(): void {
    this.#transforms.clear();
  }

  registerResource(request: RegisterResourceRequest, callback: Reply<unknown>): void {
    this.#register(request).then(
      (response) => {
        callback(null, response);
      },
      (error: unknown) => {
        const reason = error instanceof Error ? error : new Error(String(error));
        this.problems.push(`${request.getType()} ${request.getName()}: ${reason.message}`);
        callback(reason);
      },
    );
  }

  registerResourceOutputs(request: RegisterResourceOutputsRequest, callback: Reply<object>): void {
    const { value } = unwrap(request.getOutputs()?.toJavaScript() ?? {});
    const resource = this.#resources.get(request.getUrn());
    if (resource !== undefined) {
      const outputs = value as Readonly<Record<string, unknown>>;
      this.#resources.set(resource.urn, { ...resource, outputs });
      if (resource.type === stackType) this.stackOutputs = outputs;
    }
    callback(null, {});
  }

  invoke(request: ResourceInvokeRequest, callback: Reply<unknown>): void {
    const answer = invokeAnswers[request.getTok()];
    if (answer === undefined) {
      const message = `no answer for the function ${request.getTok()}; add one to tools/offline/answers/invokes.ts`;
      this.problems.push(message);
      callback(Object.assign(new Error(message), { details: message }));
      return;
    }
    const args = unwrap(request.getArgs()?.toJavaScript() ?? {}).value as Readonly<Record<string, unknown>>;
    const result = toStruct(answer({ args, region: this.options.region }));
    callback(null, { getReturn: () => result, getFailuresList: () => [], getUnknown: () => false });
  }

  async #register(request: RegisterResourceRequest): Promise<unknown> {
    const parent = request.getParent() === "" ? null : request.getParent();
    const { value, secretPaths } = unwrap(request.getObject()?.toJavaScript() ?? {});
    const urn = urnOf(this.options, parent, request.getType(), request.getName());
    this.#transformsOf.set(urn, this.#requestedTransforms(request, parent));

    const resource = this.#add({
      urn,
      type: request.getType(),
      name: request.getName(),
      parent,
      origin: "program",
      custom: request.getCustom(),
      remote: request.getRemote(),
      protect: request.getProtect() ?? false,
      provider: request.getProvider() === "" ? null : request.getProvider(),
      dependencies: request.getDependenciesList().toSorted(),
      inputs: value as Readonly<Record<string, unknown>>,
      secretPaths,
      ignoreChanges: request.getIgnorechangesList(),
      deletedWith: request.getDeletedwith() === "" ? null : request.getDeletedwith(),
    });
    const provided = request.getRemote() ? await this.#expand(resource, request) : resource.outputs;
    const state = toStruct(
      this.options.mode === "update" ? provided : request.getCustom() ? resource.inputs : {},
    );
    return {
      getUrn: () => urn,
      getId: () => resource.id ?? "",
      getObject: () => state,
      getPropertydependenciesMap: () => undefined,
      getResult: () => 0,
      getUnknown: () => false,
    };
  }

  #requestedTransforms(
    request: RegisterResourceRequest,
    parent: string | null,
  ): readonly ResourceTransform[] {
    const own = request.getTransformsList().map((callback) => this.#transforms.get(callback.getToken()));
    const inherited = parent === null ? [] : (this.#transformsOf.get(parent) ?? []);
    return [...own.filter((transform) => transform !== undefined), ...inherited];
  }

  /** Names and answers a resource, and keeps it. */
  #add(sent: Omit<Resource, "id" | "outputs">): Resource {
    if (this.#resources.has(sent.urn)) this.problems.push(`two resources have the URN ${sent.urn}`);
    const inputs = withPhysicalName(this.options.autonaming, { ...this.options, ...sent }, sent.inputs);
    const answer = answers[sent.type];
    if (sent.custom && answer === undefined) {
      this.problems.push(
        `no answer for the type ${sent.type} (${sent.name}); add one to tools/offline/answers/`,
      );
    }
    for (const path of holesIn(inputs)) {
      this.problems.push(`${sent.type} ${sent.name}: ${path} was made of a value that is missing`);
    }
    const given = answer?.({ ...sent, inputs, region: this.options.region });
    const id = this.options.mode === "update" ? (given?.id ?? null) : null;
    const outputs = { ...inputs, ...given?.outputs };
    const resource: Resource = {
      ...sent,
      inputs,
      id,
      outputs: sent.custom && this.options.mode === "update" ? outputs : {},
    };
    this.#resources.set(resource.urn, resource);
    return resource;
  }

  /** Creates what a packaged component creates, and gives back its outputs. */
  async #expand(
    component: Resource,
    request: RegisterResourceRequest,
  ): Promise<Readonly<Record<string, unknown>>> {
    const expand = packaged[component.type];
    if (expand === undefined)
      throw new Error("no expansion for this packaged component; add one to tools/offline/packaged/");
    const expansion = expand(component.name, component.inputs);
    const given = new Map<string, ChildAnswer>();
    const answerOf = (key: string): ChildAnswer => {
      const answer = given.get(key);
      if (answer === undefined) throw new Error(`the expansion refers to ${key} before it exists`);
      return answer;
    };
    for (const child of expansion.children) {
      const parent = child.under === undefined ? component.urn : answerOf(child.under).urn;
      const provider = request.getProvidersMap().get(child.type.split(":")[0] ?? "") ?? null;
      const sent = {
        urn: urnOf(this.options, parent, child.type, child.name),
        type: child.type,
        name: child.name,
        parent,
        origin: "derived" as const,
        custom: true,
        remote: false,
        protect: component.protect,
        provider,
        dependencies: [],
        inputs: child.inputs(answerOf),
        secretPaths: [],
        ignoreChanges: [],
        deletedWith: null,
      };
      const resource = this.#add({ ...sent, inputs: await this.#transformed(component.urn, sent) });
      given.set(child.key, { urn: resource.urn, id: resource.id ?? unknownValue, outputs: resource.outputs });
    }
    return expansion.outputs(answerOf);
  }

  async #transformed(
    component: string,
    child: Pick<Resource, "type" | "name" | "inputs">,
  ): Promise<Resource["inputs"]> {
    let props = child.inputs;
    for (const transform of this.#transformsOf.get(component) ?? []) {
      const result = await transform({
        custom: true,
        type: child.type,
        name: child.name,
        props: { ...props },
        opts: {},
      });
      props = (result?.props as Resource["inputs"] | undefined) ?? props;
    }
    return props;
  }
}
