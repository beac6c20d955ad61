import { paint } from "../preview/render/style";
import type { RoutesDocument } from "./document";
import { fittedTable } from "./fitted-table";

const widest = 120;

const allMethods = 7;

/** The document as tables; parts that a stack does not have are left out. */
export function renderRoutes(routes: RoutesDocument): string {
  const sections = [
    section("Names", ["name", "records", "leads to"], hostRows(routes)),
    section(
      "CloudFront, the first that matches",
      ["path", "methods", "function", "cache key", "forwarded", "origin", "headers"],
      behaviourRows(routes),
    ),
    section("CloudFront, instead of an error", ["error", "page", "status"], errorRows(routes)),
    section("Load balancer, the first that holds", ["at", "rule", "if", "then"], ruleRows(routes)),
    section(
      "Examples",
      ["what", "request", "behaviour", "function", "rule", "answered by"],
      exampleRows(routes),
    ),
  ];
  const given = sections.filter((text) => text !== "");
  return given.length === 0 ? `${routes.stack} has no way in.` : given.join("\n\n");
}

function section(heading: string, titles: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "";
  const told = titles.map((_, column) => rows.some((row) => row[column] !== ""));
  const isTold = (_: unknown, column: number) => told[column] ?? false;
  const text = fittedTable(
    titles.filter(isTold),
    rows.map((row) => row.filter(isTold)),
    widest,
  );
  return `${paint("bold", heading)}\n${text}`;
}

const hostRows = ({ hosts }: RoutesDocument) =>
  hosts.map(({ name, records, to }) => [name, records.join(" "), to]);

const behaviourRows = ({ behaviours }: RoutesDocument) =>
  behaviours.map((row) => [
    row.pattern,
    row.methods.length === allMethods ? "all" : row.methods.join(" "),
    row.viewerFunction ?? "",
    row.cacheKey,
    row.originRequest ?? "",
    row.failover === null ? row.origin : `${row.origin}, else ${row.failover}`,
    row.responseHeaders ?? "",
  ]);

const errorRows = ({ errorPages }: RoutesDocument) =>
  errorPages.map(({ instead, path, status }) => [String(instead), path, String(status)]);

const ruleRows = ({ rules }: RoutesDocument) =>
  rules.map(({ priority, name, conditions, action }) => [
    priority === null ? "else" : String(priority),
    name ?? "",
    conditions.join("; "),
    action,
  ]);

const exampleRows = ({ domain, examples }: RoutesDocument) =>
  examples.map((row) => [
    row.what,
    `${row.method} ${row.url.replace("https://", "").replace(new RegExp(`^${domain ?? ""}(?=/)`), "")}`,
    row.behaviour ?? "",
    row.viewerFunction ?? "",
    row.rule ?? "",
    row.failover === null ? row.end : `${row.end}, else ${row.failover}`,
  ]);
