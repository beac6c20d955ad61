import type { INetworkPolicyPeer } from "kubernetes-models/networking.k8s.io/v1/NetworkPolicyPeer" with {
  "resolution-mode": "import",
};
import type { INetworkPolicy } from "kubernetes-models/networking.k8s.io/v1/NetworkPolicy" with {
  "resolution-mode": "import",
};
import { selects } from "../manifests/labels";
import type { Peer, Way } from "../site";

/** Pods that a policy speaks of, by their labels; all of the namespace where there are none. */
export type Subject = Readonly<Record<string, string>>;

export interface PolicyParts {
  readonly name: string;
  readonly namespace: string;
  readonly subject: Subject;
  /** Who may come in, and where; absent where the policy says nothing about it. */
  readonly from?: readonly Opening[];
  /** Who may be called. */
  readonly to?: readonly Opening[];
}

/** A way that may also be UDP. */
export interface Opening extends Way {
  readonly protocols?: readonly ("TCP" | "UDP")[];
}

export function networkPolicy({ from, name, namespace, subject, to }: PolicyParts) {
  const ingress = (from ?? []).filter(namesSomebody);
  const egress = (to ?? []).filter(namesSomebody);
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name, namespace, labels: { "app.kubernetes.io/part-of": "urr" } },
    spec: {
      podSelector: Object.keys(subject).length === 0 ? {} : { matchLabels: { ...subject } },
      policyTypes: [
        ...(from === undefined ? [] : ["Ingress" as const]),
        ...(to === undefined ? [] : ["Egress" as const]),
      ],
      ...(ingress.length === 0
        ? {}
        : { ingress: ingress.map((way) => ({ from: way.to.flatMap(peers), ports: portsOf(way) })) }),
      ...(egress.length === 0
        ? {}
        : { egress: egress.map((way) => ({ to: way.to.flatMap(peers), ports: portsOf(way) })) }),
    },
  } satisfies INetworkPolicy;
}

/** To Kubernetes a rule that names nobody means everybody. */
const namesSomebody = ({ to }: Opening) => to.length > 0;

const portsOf = ({ ports, protocols = ["TCP"] }: Opening) =>
  ports.flatMap((port) => protocols.map((protocol) => ({ port, protocol })));

/** Kubernetes itself puts this label on every namespace. */
const namespaceLabel = "kubernetes.io/metadata.name";

function peers(peer: Peer): INetworkPolicyPeer[] {
  if ("cidrs" in peer) {
    return peer.cidrs.map((cidr) => ({
      ipBlock: { cidr, ...(peer.except === undefined ? {} : { except: [...peer.except] }) },
    }));
  }
  if ("namespace" in peer) {
    return [
      {
        namespaceSelector: { matchLabels: { [namespaceLabel]: peer.namespace } },
        ...(peer.app === undefined ? {} : { podSelector: { matchLabels: selects(peer.app) } }),
      },
    ];
  }
  return [{ podSelector: { matchLabels: selects(peer.app) } }];
}
