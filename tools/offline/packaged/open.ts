import type { ResourceTransform } from "@pulumi/pulumi";
import type { Sent } from "../answered";
import { urnOf, type Resource } from "../resource";
import { unknownValue } from "../wire-values";
import { expandVpc } from "./awsx-vpc";
import { expandCluster } from "./eks-cluster";
import type { ChildAnswer, Expand, OutputsOf } from "./expansion";
import { expandYamlFile } from "./yaml-file";

const packaged: Readonly<Record<string, Expand>> = {
  "awsx:ec2:Vpc": expandVpc,
  "eks:index:Cluster": expandCluster,
  "kubernetes:yaml/v2:ConfigFile": expandYamlFile,
};

/** What opening a component needs of the monitor. */
export interface Opening {
  readonly at: { readonly project: string; readonly stack: string };
  /** References of the providers that the component was handed, by package. */
  readonly providers: (packageName: string) => string | null;
  /** Transforms that the component hands on to its children. */
  readonly transforms: readonly ResourceTransform[];
  readonly add: (sent: Sent) => Resource;
  readonly outputsOf: OutputsOf;
}

/**
 * Creates what a packaged component creates in its own process, and gives back its outputs.
 *
 * @throws Error for a component that nobody has opened yet, and for arguments its expansion was not taught.
 */
export async function openComponent(
  component: Resource,
  opening: Opening,
): Promise<Readonly<Record<string, unknown>>> {
  const expand = packaged[component.type];
  if (expand === undefined) {
    throw new Error("no expansion for this packaged component; add one to tools/offline/packaged/");
  }
  const expansion = expand(component.name, component.inputs);
  const given = new Map<string, ChildAnswer>();
  const answerOf = (key: string): ChildAnswer => {
    const answer = given.get(key);
    if (answer === undefined) throw new Error(`the expansion refers to ${key} before it exists`);
    return answer;
  };
  for (const { key, type, name, under, inputs, ignoreChanges = [] } of expansion.children) {
    const parent = under === undefined ? component.urn : answerOf(under).urn;
    const props = inputs(answerOf, opening.outputsOf);
    const resource = opening.add({
      urn: urnOf(opening.at, parent, type, name),
      type,
      name,
      parent,
      origin: "derived",
      custom: true,
      remote: false,
      protect: component.protect,
      provider: opening.providers(type.split(":")[0] ?? ""),
      dependencies: [],
      inputs: await transformed({ type, name, props }, opening.transforms),
      secretPaths: [],
      secretOutputs: [],
      ignoreChanges,
      replaceOnChanges: [],
      deletedWith: null,
      retainOnDelete: false,
    });
    given.set(key, { urn: resource.urn, id: resource.id ?? unknownValue, outputs: resource.outputs });
  }
  return expansion.outputs(answerOf);
}

async function transformed(
  child: { readonly type: string; readonly name: string; readonly props: Resource["inputs"] },
  transforms: readonly ResourceTransform[],
): Promise<Resource["inputs"]> {
  let { props } = child;
  for (const transform of transforms) {
    const result = await transform({ ...child, custom: true, props: { ...props }, opts: {} });
    props = (result?.props as Resource["inputs"] | undefined) ?? props;
  }
  return props;
}
