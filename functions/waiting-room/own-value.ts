/* Runs in CloudFront Functions: see tokens/token.ts for what that forbids. */

/** The value of this name, which may be one that all objects have: those are not meant. */
export function ownValue<Value>(
  values: Readonly<Record<string, Value>> | undefined,
  name: string,
): Value | undefined {
  return values && Object.prototype.hasOwnProperty.call(values, name) ? values[name] : undefined;
}
