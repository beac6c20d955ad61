import { selects } from "../manifests/labels";
import type { Manifest } from "../manifests/manifest";
import type { StorePorts } from "../stores/ports";
import { anywhere, dns } from "./openings";
import { networkPolicy } from "./policy";

/** A store in the cluster, and who may call it. */
export interface ReachedStore {
  readonly store: StorePorts;
  /** The `app` labels of its clients. */
  readonly clients: readonly string[];
  /** Whether it answers at a port of the nodes too, for whoever looks into it. */
  readonly open: boolean;
  /** The namespace whose pods show what is in it, where there is one. */
  readonly shownIn?: string | undefined;
}

/** Lets clients in to each store, its own pods to one another, and whoever prepares it to it. */
export function storePolicies(namespace: string, reached: readonly ReachedStore[]): readonly Manifest[] {
  return reached.flatMap(({ clients, open, shownIn, store }) => {
    const { app, peerPorts, port, preparedBy } = store;
    const callers = [...clients, ...(preparedBy === undefined ? [] : [preparedBy])].map((client) => ({
      app: client,
    }));
    const shown = shownIn === undefined ? [] : [{ namespace: shownIn }];
    const own = { to: [{ app }], ports: peerPorts };
    const grouped = peerPorts.length > 0;
    return [
      networkPolicy({
        name: `allow-${app}-ingress`,
        ...{ namespace, subject: selects(app) },
        from: [
          { to: [...callers, ...shown, ...(open ? [{ cidrs: anywhere }] : [])], ports: [port] },
          ...(grouped ? [own] : []),
        ],
      }),
      ...(grouped
        ? [
            networkPolicy({
              name: `allow-${app}-egress`,
              ...{ namespace, subject: selects(app), to: [dns, own] },
            }),
          ]
        : []),
      ...(preparedBy === undefined
        ? []
        : [
            networkPolicy({
              name: `allow-${preparedBy}-egress`,
              ...{ namespace, subject: selects(preparedBy), to: [dns, { to: [{ app }], ports: [port] }] },
            }),
          ]),
    ];
  });
}
