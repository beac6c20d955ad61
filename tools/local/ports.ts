/** A port of the cluster that is reached from this machine. */
export interface PortMapping {
  /** The Service's port on the node. */
  readonly nodePort: number;
  readonly hostPort: number;
  readonly serves: string;
  /** Absent where no browser can speak to it. */
  readonly scheme?: "http";
}

export const portMappings = [
  { nodePort: 30005, hostPort: 3000, serves: "Frontend", scheme: "http" },
  { nodePort: 30000, hostPort: 3001, serves: "Gateway API", scheme: "http" },
  { nodePort: 30006, hostPort: 3006, serves: "Grafana", scheme: "http" },
  { nodePort: 30411, hostPort: 9411, serves: "Zipkin", scheme: "http" },
  { nodePort: 30432, hostPort: 15_432, serves: "PostgreSQL" },
] as const satisfies readonly PortMapping[];

/** Where it answers, such as `http://localhost:3001`. */
export function addressOf({ hostPort, scheme }: PortMapping): string {
  const host = `localhost:${String(hostPort)}`;
  return scheme === undefined ? host : `${scheme}://${host}`;
}
