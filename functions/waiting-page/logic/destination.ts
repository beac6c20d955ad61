import { eventIdPattern } from "../../waiting-room/event/event-id";
import { isOwnPath } from "../../waiting-room/gate/own-path";

/** The event whose waiting page a path is, if it is one. */
export function eventOf(path: string): string | undefined {
  const event = /^\/vwr\/([^/]+)(?:\/|$)/.exec(path)?.[1];
  return event !== undefined && eventIdPattern.test(event) ? event : undefined;
}

/** Where to go after the wait: `?next=`, if it is a path of this very host and no waiting page, which leads back here. */
export function destinationOf(search: string): string | undefined {
  const next = new URLSearchParams(search).get("next") ?? "";
  return isOwnPath(next) && eventOf(next) === undefined ? next : undefined;
}
