import type * as Grpc from "@grpc/grpc-js";
import type { ResourceTransform } from "@pulumi/pulumi";
import { CallbacksClient } from "@pulumi/pulumi/proto/callback_grpc_pb";
import {
  CallbackInvokeRequest,
  type Callback,
  type CallbackInvokeResponse,
} from "@pulumi/pulumi/proto/callback_pb";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import {
  LogSeverity,
  SetRootResourceResponse,
  type LogRequest,
  type SetRootResourceRequest,
} from "@pulumi/pulumi/proto/engine_pb";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import {
  DeploymentInfo,
  RegisterResourceResponse,
  ResourceInvokeResponse,
  TransformRequest,
  TransformResponse,
  type RegisterResourceOutputsRequest,
  type RegisterResourceRequest,
  type ResourceInvokeRequest,
} from "@pulumi/pulumi/proto/resource_pb";
import type { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { MonitorOptions } from "../../tools/offline/answered";
import { OfflineMonitor } from "../../tools/offline/monitor";
import { toStruct } from "../../tools/offline/pulumi-internals";
import { empty, grpc } from "../support/pulumi-wire";

/** A call of the program, as it came over the wire. */
export interface Call {
  /** e.g. `/pulumirpc.ResourceMonitor/RegisterResource`. */
  readonly path: string;
  readonly bytes: Buffer;
}

type Reply<T> = (error: Error | null, response?: T) => void;

/**
 * The engine's side of the wire: the offline monitor behind real gRPC.
 *
 * What the pinned runtime never calls is not implemented and answers so, as gRPC has it.
 */
export class EngineServer {
  readonly calls: Call[] = [];
  /** Warnings and errors that the program logged. */
  readonly complaints: string[] = [];
  rootUrn: string | undefined;
  /** Whether the program came to its end and said so. */
  finished = false;
  address = "";
  readonly #server = new grpc.Server();
  readonly #clients = new Map<string, CallbacksClient>();

  private constructor(readonly monitor: OfflineMonitor) {}

  static async start(options: MonitorOptions): Promise<EngineServer> {
    const engine = new EngineServer(new OfflineMonitor(options));
    engine.#server.addService(ResourceMonitorService, engine.#monitorService());
    engine.#server.addService(EngineService, engine.#engineService());
    const port = await new Promise<number>((resolve, reject) => {
      engine.#server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) => {
        if (error === null) resolve(bound);
        else reject(error);
      });
    });
    engine.address = `127.0.0.1:${String(port)}`;
    return engine;
  }

  stop(): void {
    for (const client of this.#clients.values()) client.close();
    this.#server.forceShutdown();
  }

  #monitorService(): Grpc.UntypedServiceImplementation {
    const { monitor } = this;
    return {
      getDeploymentInfo: this.#unary(async (request: Empty) => {
        const { getSupportedfeaturesList } = await answer<
          Empty,
          Answered<DeploymentInfo, "SupportedfeaturesList">
        >(monitor.getDeploymentInfo.bind(monitor), request);
        return new DeploymentInfo().setSupportedfeaturesList(getSupportedfeaturesList());
      }),
      registerResource: this.#unary(async (request: RegisterResourceRequest) => {
        await this.#bridgeTransforms(request);
        const given = await answer<RegisterResourceRequest, unknown>(
          monitor.registerResource.bind(monitor),
          request,
        );
        const { getUrn, getId, getObject } = given as Answered<
          RegisterResourceResponse,
          "Urn" | "Id" | "Object"
        >;
        return new RegisterResourceResponse().setUrn(getUrn()).setId(getId()).setObject(getObject());
      }),
      registerResourceOutputs: this.#unary(async (request: RegisterResourceOutputsRequest) => {
        await answer(monitor.registerResourceOutputs.bind(monitor), request);
        return new empty.Empty();
      }),
      invoke: this.#unary(async (request: ResourceInvokeRequest) => {
        const given = await answer<ResourceInvokeRequest, unknown>(monitor.invoke.bind(monitor), request);
        const { getReturn } = given as Answered<ResourceInvokeResponse, "Return">;
        return new ResourceInvokeResponse().setReturn(getReturn());
      }),
      signalAndWaitForShutdown: this.#unary<Empty, Empty>(() => {
        this.finished = true;
        return new empty.Empty();
      }),
    };
  }

  #engineService(): Grpc.UntypedServiceImplementation {
    return {
      log: this.#unary((request: LogRequest) => {
        if (request.getSeverity() >= LogSeverity.WARNING) this.complaints.push(request.getMessage());
        return new empty.Empty();
      }),
      setRootResource: this.#unary((request: SetRootResourceRequest) => {
        this.rootUrn = request.getUrn();
        return new SetRootResourceResponse();
      }),
    };
  }

  #unary<Request extends { serializeBinary(): Uint8Array }, Response>(
    handle: (request: Request) => Response | Promise<Response>,
  ): Grpc.handleUnaryCall<Request, Response> {
    return (call, callback) => {
      this.calls.push({ path: call.getPath(), bytes: Buffer.from(call.request.serializeBinary()) });
      const response = (async () => handle(call.request))();
      response.then(
        (message) => {
          callback(null, message);
        },
        (error: unknown) => {
          callback({
            code: grpc.status.UNKNOWN,
            details: error instanceof Error ? error.message : String(error),
          });
        },
      );
    };
  }

  /** Gives the monitor a function for each transform, in the place of the address of the one in the program. */
  async #bridgeTransforms(request: RegisterResourceRequest): Promise<void> {
    const bridged = request
      .getTransformsList()
      .map((callback) => this.monitor.registerTransform(this.#dial(callback)));
    request.setTransformsList(await Promise.all(bridged));
  }

  /** What the engine does for a child of a packaged component: it calls back into the program. */
  #dial(callback: Callback): ResourceTransform {
    return async ({ type, name, custom, props, opts }) => {
      const transform = new TransformRequest()
        .setType(type)
        .setName(name)
        .setCustom(custom)
        .setProperties(toStruct(props));
      const invocation = new CallbackInvokeRequest()
        .setToken(callback.getToken())
        .setRequest(transform.serializeBinary());
      const client = this.#clientOf(callback.getTarget());
      const reply = await answer<CallbackInvokeRequest, CallbackInvokeResponse>(
        (sent, reply) => client.invoke(sent, reply),
        invocation,
      );
      const transformed = TransformResponse.deserializeBinary(reply.getResponse_asU8());
      return { props: transformed.getProperties()?.toJavaScript() ?? {}, opts };
    };
  }

  #clientOf(target: string): CallbacksClient {
    const client =
      this.#clients.get(target) ??
      new CallbacksClient(target, grpc.credentials.createInsecure(), { "grpc.enable_http_proxy": 0 });
    this.#clients.set(target, client);
    return client;
  }
}

/** The monitor answers in plain objects with the getters of the message. */
type Answered<Message, Fields extends string> = Pick<Message, keyof Message & `get${Fields}`>;

function answer<Request, Response>(
  ask: (request: Request, reply: Reply<Response>) => unknown,
  request: Request,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    ask(request, (error, response) => {
      if (error !== null) reject(error);
      else resolve(response as Response);
    });
  });
}
