export const usage = `Shows who may call whom in an environment, by its network policies: a call must be let out where it begins and
let in where it ends. It evaluates the program; it asks no cluster.

  npm run reach -- <stack>               as tables: rows call columns, on the ports that stand where both meet
  npm run -s reach -- <stack> --json     the same as JSON, and nothing else on stdout

Ports are TCP, and 53 is UDP as well, where nothing else is said. "all" is every port; "in part" means that some of the
addresses are left out. A namespace stands for the pods that Helm makes in it: as their labels are not known, they count
as any pod there. "nodes' subnets" is whoever has an address there: nodes, which hand on what comes to a port of theirs,
and pods.

Services that Argo CD brings are shown as they are once it has synced; a service without an image is not there, and named.
Lines are as long as the terminal or COLUMNS allows, or as names and ports need.

Not part of it: security groups; the node that a pod runs on, which may always call it; and pods on the network of their
node, which are under no policy.

Exit code: 0 fine, 1 the stack cannot be evaluated, 2 usage.`;
