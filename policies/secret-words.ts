import { text } from "./read";

const secretName =
  /(PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|CREDENTIALS?|API_?KEY|PRIVATE_?KEY|ACCESS_?KEY|WEBHOOK)/i;
const place = /_(ARN|NAME|ID|HEADER|FILE|PATH)$/i;
const harmless = /^(arn:aws[a-z-]*:|\d+(\.\d+)?$|true$|false$|$)/;

/** What is called like a secret holds one, unless it only says where one is, or for how long. */
export function holdsSecret(name: string, value: unknown): boolean {
  return secretName.test(name) && !place.test(name) && !harmless.test(text(value) ?? "");
}
