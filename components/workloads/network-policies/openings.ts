import type { Opening } from "./policy";

/** Where names are resolved. CoreDNS gives long answers over TCP. */
export const dns: Opening = {
  to: [{ namespace: "kube-system" }],
  ports: [53],
  protocols: ["UDP", "TCP"],
};

/** Where pods get their rights on AWS: https://docs.aws.amazon.com/eks/latest/userguide/pod-id-agent-setup.html */
export const podIdentity: Opening = { to: [{ cidrs: ["169.254.170.23/32"] }], ports: [80] };

/** Everybody over TLS but those inside: private networks, and addresses that clouds keep for themselves. */
export const internet: Opening = {
  to: [
    {
      cidrs: ["0.0.0.0/0"],
      except: ["10.0.0.0/8", "100.64.0.0/10", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16"],
    },
  ],
  ports: [443],
};

/** Where nothing stands before the cluster. */
export const anywhere = ["0.0.0.0/0"];
