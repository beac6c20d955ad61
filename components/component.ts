import * as pulumi from "@pulumi/pulumi";

/**
 * Base of every component: a child carries its component's name as a prefix and the component as its parent.
 * The type token is `urr:<component>:<Class>`.
 */
export abstract class Component extends pulumi.ComponentResource {
  /** Options for a child: this component is its parent, and through it the providers are inherited. */
  protected readonly within: { readonly parent: pulumi.Resource };
  readonly #name: string;

  constructor(type: `urr:${string}:${string}`, name: string, opts: pulumi.ComponentResourceOptions) {
    super(type, name, {}, opts);
    this.#name = name;
    this.within = { parent: this };
  }

  /**
   * Options for a child that is a packaged component: it is handed the provider itself. The Node SDK sends none that
   * is inherited, and who reads the request, such as the offline monitor, should not have to know the rule.
   */
  protected get withinPackaged(): pulumi.ComponentResourceOptions {
    const aws = this.getProvider("aws:index:any");
    return { ...this.within, ...(aws === undefined ? {} : { providers: { aws } }) };
  }

  /** The logical name of a child, e.g. `network-flow-logs`. */
  protected named(part: string): string {
    return `${this.#name}-${part}`;
  }
}
