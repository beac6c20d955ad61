export const usage = `Shows the way of requests through an environment: names, behaviours of CloudFront, rules of the load balancer, and
what becomes of one address of each kind. It evaluates the program and runs the edge's functions; it asks nobody.

  npm run routes -- <stack>               as tables
  npm run -s routes -- <stack> --json     the same as JSON, and nothing else on stdout

"cache key" is by what an answer is kept at the edge, "forwarded" what the origin sees of the request beside its path.
All conditions of a rule must hold; they are parted by semicolons.

Secrets are named by their generation and never shown. What the firewall does is not part of it.

Exit code: 0 fine, 1 the stack cannot be evaluated, 2 usage.`;
