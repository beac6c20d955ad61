import { checked } from "../../checked";

/** https://docs.docker.com/reference/cli/docker/image/tag/ */
function tagProblem(tag: string): string | undefined {
  if (tag === "latest") return "moves, so that nobody knows what runs";
  return /^\w[\w.-]{0,127}$/.test(tag) ? undefined : "is no tag: letters, digits, dots, underscores, hyphens";
}

/** By the pipeline's form: the commit, and when it was built. */
export const imageTag = checked(tagProblem, "a1b2c3d-20260216-143022");

const host = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(:\d{2,5})?$|^localhost(:\d{2,5})?$/;

/** The registry's host. */
export const registryHost = checked(
  (text) => (host.test(text) ? undefined : "is no host of a registry"),
  "123456789012.dkr.ecr.ap-northeast-2.amazonaws.com",
);

/** Where the name of a service, or its short form, and the registry are put in. */
const blanks = ["{registry}", "{prefix}", "{service}", "{short}"];

function patternProblem(pattern: string): string | undefined {
  const strange = (pattern.match(/\{[^}]*\}/g) ?? []).find((blank) => !blanks.includes(blank));
  if (strange !== undefined) return `has ${strange}, and only ${blanks.join(", ")} are filled in`;
  if (!/\{(service|short)\}/.test(pattern)) return "names every service's image alike";
  const [first = ""] = pattern.split("/");
  if (first !== "{registry}" && !host.test(first)) return "begins with no registry, so that any might answer";
  return /^[a-z0-9{}./:_-]+$/.test(pattern) ? undefined : "has what no image's name has";
}

/** How images are called, without their tag. */
export const imagePattern = checked(patternProblem, "{registry}/{prefix}/{short}");
