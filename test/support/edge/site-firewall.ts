import { graphOf, type EdgeChoices } from "./edge";
import { verdict, type Known, type Visit } from "./web-acl";

/** Asks the site's firewall of an edge with these settings: what becomes of a request, and by which rule. */
export async function siteFirewall(settings: NonNullable<EdgeChoices["settings"]> = {}) {
  const graph = await graphOf(settings);
  const acl = graph.named(`edge${settings.cdn === false ? "" : "-cdn"}-firewall-web-acl`);
  const sets = graph.ofType("aws:wafv2/ipSet:IpSet");
  return (visit: Visit, known: Known = {}): string => {
    const { action, rule } = verdict(acl, sets, visit, known);
    return rule === undefined ? action : `${action} by ${rule}`;
  };
}

export const get = (path: string, query = ""): Visit => ({ method: "GET", path, query });
export const post = (path: string): Visit => ({ method: "POST", path });

export const line = "/vwr/v1/events/concert-a";

/** One of each kind. */
export const page = get("/vwr/concert-a/");
export const joins = ["join", "rejoin"].map((what) => post(`${line}/${what}`));
export const status = get(`${line}/status`);
export const file = get("/_next/static/app.js");
