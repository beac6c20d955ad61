import { z } from "zod";
import { stackFileSchema } from "../../infra/stack-file";

/** The JSON Schema of a stack file, for completion and checks in an editor. */
export function stackSchema(): string {
  const schema = z.toJSONSchema(stackFileSchema, {
    io: "input",
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => {
      // Keys of pulumi: are the engine's and none of our business.
      if (zodSchema === stackFileSchema.shape.config) jsonSchema.patternProperties = { "^pulumi:": {} };
    },
  });
  return `${JSON.stringify({ title: "A stack file of the URR platform", ...schema }, null, 2)}\n`;
}
