import { checked } from "../../checked";

const registry = /^[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?$|^localhost(:\d+)?$/;
const repository = /^[a-z0-9]+([._-]+[a-z0-9]+)*(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*$/;
const tag = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
const digest = /^sha256:[0-9a-f]{64}$/;

/** What is wrong with the name of an image; undefined where it says from where and which one. */
function imageProblem(image: string): string | undefined {
  const [name = "", fingerprint] = image.split("@");
  const [host = "", ...path] = name.split("/");
  if (path.length === 0 || !registry.test(host)) return "does not begin with a registry's name";
  const [repositoryName = "", version] = path.join("/").split(":");
  if (!repository.test(repositoryName)) return "names no repository";
  if (fingerprint !== undefined && !digest.test(fingerprint)) return "has a digest that is no sha256";
  if (version === "latest" && fingerprint === undefined) return "is `latest`, which is another one every day";
  if (version === undefined && fingerprint === undefined) return "has neither tag nor digest";
  return version === undefined || tag.test(version) ? undefined : "has a tag that no registry takes";
}

/** An image with its registry and a fixed version. */
export const imageSetting = (example: string) => checked(imageProblem, example);
