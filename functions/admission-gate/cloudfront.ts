import cf from "cloudfront";
import crypto from "crypto";
import type { Hmac } from "../waiting-room/tokens/token";
import { unavailable } from "./answer";
import {
  responseOf,
  type CloudFrontEvent,
  type CloudFrontRequest,
  type CloudFrontResponse,
} from "./cloudfront-event";
import { gateRequestOf, stripGateHeaders } from "./cloudfront-request";
import { decide, type Decision } from "./decide";

/*
 * The admission gate as a CloudFront Function on viewer requests of the protected behaviours only: every other request
 * would pay for it. It needs runtime 2.0 and one key value store.
 */

const store = cf.kvs();

const hmac: Hmac = (key, data) => crypto.createHmac("sha256", key).update(data).digest("base64url");

const failed: Decision = { kind: "refuse", answer: unavailable(), reason: "gate" };

/** A fault of the gate itself lets nobody in. */
function decided(event: CloudFrontEvent, found: Readonly<Record<string, string>>, now: number): Decision {
  try {
    return decide(gateRequestOf(event), found, now, hmac);
  } catch (error) {
    console.log(`gate: ${String(error)}`);
    return failed;
  }
}

function result(decision: Decision, request: CloudFrontRequest): CloudFrontRequest | CloudFrontResponse {
  if (decision.kind === "refuse") {
    if (decision.reason !== "absent") console.log(`gate: ${decision.reason}`);
    return responseOf(decision.answer.status, decision.answer.headers, decision.answer.body);
  }
  const added = decision.kind === "pass" ? decision.headers : {};
  Object.keys(added).forEach((name) => {
    request.headers[name] = { value: added[name] ?? "" };
  });
  return request;
}

/** What CloudFront calls. It reads the store at most three times. Closures do not work in async functions there. */
export async function handler(event: CloudFrontEvent): Promise<CloudFrontRequest | CloudFrontResponse> {
  stripGateHeaders(event.request.headers);
  const found: Record<string, string> = {};
  // The clock stands still while a function runs: one look is as good as several.
  const now = Date.now();
  let decision = decided(event, found, now);
  while (decision.kind === "read") {
    let text = "";
    try {
      text = await store.get(decision.key);
    } catch {
      // The key is missing or the store fails: the runtime does not say which, and both are judged alike.
    }
    found[decision.key] = text;
    decision = decided(event, found, now);
  }
  return result(decision, event.request);
}
