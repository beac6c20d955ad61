import { z } from "zod";
import { configSchema as bootstrapConfig } from "../../bootstrap/config";
import { configSchema } from "../../infra/config";
import { laptopSchema } from "../../infra/laptop";
import { stackFileSchema } from "../../infra/stack-file";

/** The JSON Schemas of stack files by file name, for completion and checks in an editor. */
export const stackSchemas: Readonly<Record<string, () => string>> = {
  "stack.schema.json": () => jsonSchema("A stack file of the URR platform", configSchema),
  "laptop.schema.json": () => jsonSchema("A stack file of a cluster without AWS", laptopSchema),
  "bootstrap.schema.json": () => jsonSchema("A stack file of bootstrap", bootstrapConfig),
};

function jsonSchema(title: string, config: z.ZodObject): string {
  const file = stackFileSchema(config);
  const schema = z.toJSONSchema(file, {
    io: "input",
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema: written }) => {
      // Keys of pulumi: are the engine's and none of our business.
      if (zodSchema === file.shape.config) written.patternProperties = { "^pulumi:": {} };
    },
  });
  return `${JSON.stringify({ title, ...schema }, null, 2)}\n`;
}
