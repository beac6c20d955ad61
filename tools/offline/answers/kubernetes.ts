import { stableDigits, stableHex } from "../fake-ids";
import { text, uuid, type Answer, type Asked } from "./answer";

const ingressType = "kubernetes:networking.k8s.io/v1:Ingress";
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
  if (type === ingressType) return answeredAt;
  return type === releaseType ? released : stored;
}

function stored({ inputs, urn }: Asked): Answer {
  const { name = "", namespace } = (inputs["metadata"] ?? {}) as Meta;
  return {
    id: namespace === undefined ? name : `${namespace}/${name}`,
    outputs: { metadata: { ...(inputs["metadata"] as object), uid: uuid(urn) } },
  };
}

/** Where the load balancer answers that a controller has made for it. */
function answeredAt(asked: Asked): Answer {
  const { id, outputs } = stored(asked);
  const name = `k8s-${stableHex(asked.urn, 10)}-${stableDigits(asked.urn, 10)}`;
  const hostname = `${name}.${asked.region}.elb.amazonaws.com`;
  return { id, outputs: { ...outputs, status: { loadBalancer: { ingress: [{ hostname }] } } } };
}

function released({ inputs }: Asked): Answer {
  const [name, namespace] = [text(inputs, "name"), text(inputs, "namespace")];
  const status = {
    ...{ name, namespace, chart: text(inputs, "chart"), version: text(inputs, "version") },
    ...{ revision: 1, status: "deployed" },
  };
  return { id: `${namespace}/${name}`, outputs: { status } };
}
