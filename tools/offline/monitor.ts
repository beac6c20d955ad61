import type { ResourceTransform } from "@pulumi/pulumi";
import { Callback } from "@pulumi/pulumi/proto/callback_pb";
import {
  ResourceMonitorFeature as Feature,
  type RegisterResourceOutputsRequest,
  type RegisterResourceRequest,
  type ResourceInvokeRequest,
} from "@pulumi/pulumi/proto/resource_pb";
import { accountOf, answered, type MonitorOptions, type Sent } from "./answered";
import { invokeAnswers } from "./answers/invokes";
import { openComponent } from "./packaged/open";
import { toStruct, type TransformRegistry } from "./pulumi-internals";
import { stackType, urnOf, type Resource } from "./resource";
import { unwrap } from "./wire-values";

/** By which the SDK asks for what a resource reference stands for. */
const getResource = "pulumi:pulumi:getResource";

type Reply<T> = (error: Error | null, response?: T) => void;

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
    const args = unwrap(request.getArgs()?.toJavaScript() ?? {}).value as Readonly<Record<string, unknown>>;
    const result =
      request.getTok() === getResource ? this.#state(args) : this.#called(request.getTok(), args);
    if (result === undefined) {
      const message = `no answer for the function ${request.getTok()}; add one to tools/offline/answers/invokes.ts`;
      this.problems.push(message);
      callback(Object.assign(new Error(message), { details: message }));
      return;
    }
    const returned = toStruct(result);
    callback(null, { getReturn: () => returned, getFailuresList: () => [], getUnknown: () => false });
  }

  #called(token: string, args: Resource["inputs"]): Resource["outputs"] | undefined {
    return invokeAnswers[token]?.({ args, account: accountOf(this.options), region: this.options.region });
  }

  /** The state of a resource that something refers to. */
  #state({ urn }: Resource["inputs"]): Resource["outputs"] | undefined {
    const resource = this.#resources.get(String(urn));
    return resource === undefined ? undefined : { urn, id: resource.id ?? "", state: resource.outputs };
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
      secretOutputs: request.getAdditionalsecretoutputsList(),
      ignoreChanges: request.getIgnorechangesList(),
      replaceOnChanges: request.getReplaceonchangesList(),
      deletedWith: request.getDeletedwith() === "" ? null : request.getDeletedwith(),
      retainOnDelete: request.getRetainondelete() ?? false,
    });
    const provided = request.getRemote() ? await this.#open(resource, request) : resource.outputs;
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

  #open(component: Resource, request: RegisterResourceRequest): Promise<Resource["outputs"]> {
    return openComponent(component, {
      at: this.options,
      providers: (name) => request.getProvidersMap().get(name) ?? null,
      transforms: this.#transformsOf.get(component.urn) ?? [],
      add: (sent) => this.#add(sent),
      outputsOf: (urn) => this.#resources.get(urn)?.outputs ?? {},
    });
  }

  /** Names and answers a resource, and keeps it. */
  #add(sent: Sent): Resource {
    if (this.#resources.has(sent.urn)) this.problems.push(`two resources have the URN ${sent.urn}`);
    const { resource, problems } = answered(sent, this.options);
    this.problems.push(...problems);
    this.#resources.set(resource.urn, resource);
    return resource;
  }
}
