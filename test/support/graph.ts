import type { Resource } from "../../tools/offline/resource";

/** Looks things up among captured resources, and fails in words where they are missing. */
export class Graph {
  constructor(private readonly resources: readonly Resource[]) {}

  all(): readonly Resource[] {
    return this.resources;
  }

  ofType(type: string): readonly Resource[] {
    return this.resources.filter((resource) => resource.type === type);
  }

  named(name: string, type?: string): Resource {
    const found = this.resources.find(
      (one) => one.name === name && (type === undefined || one.type === type),
    );
    if (found === undefined) throw new Error(`no resource ${name}; there are ${this.names().join(", ")}`);
    return found;
  }

  has(name: string): boolean {
    return this.resources.some((resource) => resource.name === name);
  }

  names(): string[] {
    return this.resources.map(({ name }) => name);
  }

  byId(id: unknown): Resource {
    const found = this.resources.find((resource) => resource.id === id);
    if (found === undefined) throw new Error(`no resource has the id ${String(id)}`);
    return found;
  }
}

/** The statements of a policy document that was sent as JSON. */
export function statementsOf(document: unknown): readonly Readonly<Record<string, unknown>>[] {
  const parsed = JSON.parse(String(document)) as { Statement: readonly Readonly<Record<string, unknown>>[] };
  return parsed.Statement;
}
