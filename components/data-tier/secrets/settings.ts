import { z } from "zod";

const generation = (what: string, follows: string) =>
  z
    .int()
    .min(1)
    .default(1)
    .meta({ description: `Generation of ${what}. Raising it makes a new value: ${follows}`, examples: [1] });

export const secretsSettings = z.strictObject({
  generations: z
    .strictObject({
      jwt: generation(
        "the key that sessions are signed with",
        "everybody has to log in again once the services have read it.",
      ),
      queueEntryToken: generation(
        "the key that admissions of the queue are signed with",
        "who has been admitted has to queue again, so not during a sale.",
      ),
      internalApiToken: generation(
        "the token by which services know each other",
        "restart them all at once, or the new ones refuse the old.",
      ),
    })
    .prefault({})
    .meta({
      description: "How often each generated secret has been replaced; only raise them.",
      examples: [{ jwt: 2 }],
    }),
});

/** Settings of the generated secrets, every default filled in. */
export type SecretsSettings = z.output<typeof secretsSettings>;
