/* Runs in CloudFront Functions: see token.ts for what that forbids. */

/** The device's secret: only the browser and we know it. One for all events. */
export const deviceCookie = "__Host-vwr_d";

/** The admission to this event. Every event has its own, so that two on-sales do not overwrite each other's. */
export function admissionCookie(event: string): string {
  return `__Host-vwr_a_${event}`;
}
