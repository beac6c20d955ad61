/** Imports point one way: infra → stacks → components → functions/bundle. */
const nothingAbove = (name, from, to, comment) => ({
  name,
  comment,
  severity: "error",
  from: { path: from, pathNot: "\\.test\\.ts$" },
  to: { path: to, dependencyTypesNot: ["type-only"] },
});

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "no-orphans",
      severity: "error",
      from: { orphan: true, pathNot: "(\\.test\\.ts|\\.d\\.ts|\\.(cjs|mjs))$" },
      to: {},
    },
    {
      name: "resolvable",
      comment:
        "CloudFront's runtime brings `cloudfront`; of `aws-lambda` there are only the types; `fauxqs` can only be imported.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, pathNot: "^(cloudfront|aws-lambda|fauxqs)$" },
    },
    nothingAbove(
      "components-know-no-stack",
      "^components/",
      "^(stacks|infra)/",
      "Components get settings and upstream outputs as arguments.",
    ),
    nothingAbove("stacks-know-no-entry", "^stacks/", "^infra/", "A stack gets its settings as an argument."),
    nothingAbove(
      "environments-know-no-bootstrap",
      "^(infra|stacks|components)/",
      "^bootstrap/",
      "A stack finds what bootstrap has made by its name.",
    ),
    nothingAbove(
      "functions-stand-alone",
      "^functions/",
      "^(components|stacks|infra|bootstrap|policies|tools)/",
      "A handler runs in AWS without the program.",
    ),
    nothingAbove(
      "policies-judge-from-outside",
      "^policies/",
      "^(infra|stacks|bootstrap|tools|functions)/",
      "Policies see resources, not the code that made them.",
    ),
    nothingAbove(
      "program-without-tools",
      "^(infra|stacks|bootstrap|components|functions|policies)/",
      "^(tools|test|bench)/",
      "What is deployed needs no development tool.",
    ),
    {
      name: "upstream-components-by-type",
      comment: "A component takes a Pick of an upstream component, never the class.",
      severity: "error",
      from: { path: "^components/([^/]+)/", pathNot: "\\.test\\.ts$" },
      to: { path: "^components/[^/]+/", pathNot: "^components/$1/", dependencyTypesNot: ["type-only"] },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "node_modules" },
    tsPreCompilationDeps: "specify",
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      extensions: [".ts", ".js", ".json"],
      exportsFields: ["exports"],
      conditionNames: ["require", "node", "default", "import"],
    },
  },
};
