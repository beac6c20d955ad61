import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import {
  AnalyzerProviderResource,
  AnalyzeRequest,
  AnalyzeStackRequest,
  AnalyzerResource,
  AnalyzerResourceOptions,
  ConfigureAnalyzerRequest,
  EnforcementLevel,
  PolicyConfig,
  type AnalyzeDiagnostic,
  type AnalyzerInfo,
  type AnalyzeResponse,
} from "@pulumi/pulumi/proto/analyzer_pb";
import type { Judged } from "../../policies/policy";
import { toStruct } from "../../tools/offline/pulumi-internals";
import { empty, grpc } from "../support/pulumi-wire";

const pack = join(__dirname, "..", "..", "policies");

export interface Diagnostic {
  readonly policy: string;
  readonly urn: string;
  readonly message: string;
  readonly mandatory: boolean;
}

export interface Host {
  info(): Promise<AnalyzerInfo.AsObject>;
  /** As `--policy-pack-config` does it. */
  configure(levels: Readonly<Record<string, string>>): Promise<void>;
  /** What a resource is judged to be before it is made: inputs only. */
  analyze(resource: Judged): Promise<readonly Diagnostic[]>;
  /** What a stack is judged to be in the end: outputs, which repeat the physical id. */
  analyzeStack(resources: readonly Judged[]): Promise<readonly Diagnostic[]>;
  /** Ends the process and waits for its end. */
  stop(): Promise<void>;
}

/** Starts the policy pack as the engine does: in its folder, under Pulumi's own host. Whoever starts it must stop it. */
export async function startPolicyHost(): Promise<Host> {
  const run = require.resolve("@pulumi/pulumi/cmd/run-policy-pack");
  const child = spawn(process.execPath, [run, "127.0.0.1:1", "."], {
    cwd: pack,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = once(child, "exit");
  const complaints: string[] = [];
  createInterface(child.stderr).on("line", (line) => complaints.push(line));
  try {
    const port = await Promise.race([
      once(createInterface(child.stdout), "line").then(([line]) => String(line)),
      ended.then(() => {
        throw new Error(`the policy pack did not start:\n${complaints.join("\n")}`);
      }),
    ]);
    const client = new AnalyzerClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
    const stop = async () => {
      client.close();
      child.kill();
      await ended;
    };
    return { ...callsOf(client), stop };
  } catch (error) {
    child.kill();
    throw error;
  }
}

function callsOf(client: AnalyzerClient): Omit<Host, "stop"> {
  return {
    info: async () =>
      (await reply<AnalyzerInfo>((done) => client.getAnalyzerInfo(new empty.Empty(), done))).toObject(),
    configure: async (levels) => {
      const request = new ConfigureAnalyzerRequest();
      for (const [policy, level] of Object.entries(levels)) {
        const config = new PolicyConfig();
        config.setEnforcementlevel(
          level === "mandatory" ? EnforcementLevel.MANDATORY : EnforcementLevel.ADVISORY,
        );
        config.setProperties(toStruct({}));
        request.getPolicyconfigMap().set(policy, config);
      }
      await reply<unknown>((done) => client.configure(request, done));
    },
    analyze: async (resource) => {
      const request = new AnalyzeRequest();
      describe(request, resource);
      request.setProperties(toStruct(resource.props));
      return diagnosticsOf(await reply<AnalyzeResponse>((done) => client.analyze(request, done)));
    },
    analyzeStack: async (resources) => {
      const request = new AnalyzeStackRequest();
      for (const resource of resources) {
        const message = new AnalyzerResource();
        describe(message, resource);
        const id = resource.id === undefined ? {} : { id: resource.id };
        message.setProperties(toStruct({ ...resource.props, ...id }));
        request.addResources(message);
      }
      return diagnosticsOf(await reply<AnalyzeResponse>((done) => client.analyzeStack(request, done)));
    },
  };
}

function describe(
  message: AnalyzeRequest | AnalyzerResource,
  { urn, type, name, protect, provider }: Judged,
) {
  message.setUrn(urn);
  message.setType(type);
  message.setName(name);
  const options = new AnalyzerResourceOptions();
  options.setProtect(protect);
  message.setOptions(options);
  const sent = new AnalyzerProviderResource();
  sent.setType("pulumi:providers:aws");
  sent.setName(provider === null ? "default_7_48_0" : "aws");
  sent.setUrn(provider?.split("::").slice(0, 4).join("::") ?? "");
  sent.setProperties(toStruct({}));
  message.setProvider(sent);
}

function diagnosticsOf(response: AnalyzeResponse): readonly Diagnostic[] {
  return response.getDiagnosticsList().map((diagnostic: AnalyzeDiagnostic) => ({
    policy: diagnostic.getPolicyname(),
    urn: diagnostic.getUrn(),
    message: diagnostic.getMessage(),
    mandatory: diagnostic.getEnforcementlevel() === EnforcementLevel.MANDATORY,
  }));
}

function reply<T>(call: (done: (error: Error | null, response: T) => void) => unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    call((error, response) => {
      if (error === null) resolve(response);
      else reject(error);
    });
  });
}
