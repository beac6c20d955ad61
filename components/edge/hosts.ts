/** The names under which an environment is reached. */
export interface Hosts {
  /** Visitors' own. */
  readonly site: string;
  /** Leads to the site; undefined where it is not asked for. */
  readonly www: string | undefined;
  /** The API's paths and nothing else; undefined where it is not asked for. */
  readonly api: string | undefined;
  /** The load balancer, for CloudFront: the name of AWS's own never fits a certificate. */
  readonly origin: string;
  /** The waiting room's API, for CloudFront and operators. */
  readonly waitingRoom: string;
}

export function hostsOf(domain: string, asked: { readonly www: boolean; readonly api: boolean }): Hosts {
  return {
    site: domain,
    www: asked.www ? `www.${domain}` : undefined,
    api: asked.api ? `api.${domain}` : undefined,
    origin: `origin.${domain}`,
    waitingRoom: `waiting-room.${domain}`,
  };
}

/** Those that visitors type or scripts call, by what they are for. */
export function publicHosts({ site, www, api }: Hosts): Readonly<Record<string, string>> {
  return { site, ...(www === undefined ? {} : { www }), ...(api === undefined ? {} : { api }) };
}
