import { text, uuid, type Answer, type Asked } from "./answer";

const releaseType = "kubernetes:helm.sh/v3:Release";

interface Meta {
  readonly name?: string;
  readonly namespace?: string;
}

/**
 * What the API server answers for an object: the object itself, called `<namespace>/<name>`. Undefined for types of
 * other providers. Which kinds there are the cluster decides, so that every kind is answered alike.
 */
export function kubernetesAnswer(type: string): ((asked: Asked) => Answer) | undefined {
  if (!type.startsWith("kubernetes:")) return undefined;
  return type === releaseType ? released : stored;
}

function stored({ inputs, urn }: Asked): Answer {
  const { name = "", namespace } = (inputs["metadata"] ?? {}) as Meta;
  return {
    id: namespace === undefined ? name : `${namespace}/${name}`,
    outputs: { metadata: { ...(inputs["metadata"] as object), uid: uuid(urn) } },
  };
}

function released({ inputs }: Asked): Answer {
  const [name, namespace] = [text(inputs, "name"), text(inputs, "namespace")];
  const status = {
    ...{ name, namespace, chart: text(inputs, "chart"), version: text(inputs, "version") },
    ...{ revision: 1, status: "deployed" },
  };
  return { id: `${namespace}/${name}`, outputs: { status } };
}
