import { z } from "zod";
import { imagePattern, imageTag, registryHost } from "./values";

/** Where images come from, and what they are called. */
export const imagesSettings = z.strictObject({
  registry: registryHost.optional().meta({
    description: "Host of the registry; the account's own ECR unless set.",
    examples: ["123456789012.dkr.ecr.ap-northeast-2.amazonaws.com"],
  }),
  pattern: imagePattern.default("{registry}/{prefix}/{short}").meta({
    description:
      "How images are called, without their tag: {prefix} is `urr:environment.prefix`, {service} a service's name, {short} its short form.",
    examples: ["{registry}/{prefix}/{short}"],
  }),
  tag: imageTag.optional().meta({
    description: "Tag of every image that has none of its own. A service without a tag is not deployed.",
    examples: ["a1b2c3d-20260216-143022"],
  }),
});
