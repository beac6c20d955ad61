import cf from "cloudfront";
import crypto from "crypto";
import { movedResponse } from "../canonical-host/moved";
import type { Hmac } from "../waiting-room/tokens/token";
import { unavailable } from "./answer";
import {
  responseOf,
  valuesOf,
  type CloudFrontEvent,
  type CloudFrontRequest,
  type CloudFrontResponse,
} from "./cloudfront-event";
import { gateRequestOf, stripGateHeaders } from "./cloudfront-request";
import { decide, type Decision } from "./decide";
import { lineOf } from "./logged";

/*
 * The admission gate as a CloudFront Function on viewer requests of the protected behaviours only: every other request
 * would pay for it. It needs runtime 2.0 and one key value store.
 */

const store = cf.kvs();

const hmac: Hmac = (key, data) => crypto.createHmac("sha256", key).update(data).digest("base64url");

const failed: Decision = { kind: "refuse", answer: unavailable(), reason: "gate" };

function fault(error: unknown): Decision {
  console.log(`gate: ${String(error)}`);
  return failed;
}

/** A fault of the gate itself lets nobody in. */
function begun(event: CloudFrontEvent): Decision {
  try {
    stripGateHeaders(event.request.headers);
    // The clock stands still while a function runs: one look is as good as several.
    return decide(gateRequestOf(event), Date.now(), hmac);
  } catch (error) {
    return fault(error);
  }
}

function continued(decision: Extract<Decision, { kind: "read" }>, text: string): Decision {
  try {
    return decision.proceed(text);
  } catch (error) {
    return fault(error);
  }
}

function result(decision: Decision, request: CloudFrontRequest): CloudFrontRequest | CloudFrontResponse {
  if (decision.kind === "refuse") {
    const line = lineOf(decision.reason, Date.now());
    if (line !== undefined) console.log(line);
    return responseOf(decision.answer);
  }
  if (decision.kind === "pass") Object.assign(request.headers, valuesOf(decision.headers));
  return request;
}

/** What CloudFront calls. It reads the store at most three times. Closures do not work in async functions there. */
export async function handler(event: CloudFrontEvent): Promise<CloudFrontRequest | CloudFrontResponse> {
  const moved = movedResponse(event.request);
  if (moved) return moved;
  let decision = begun(event);
  while (decision.kind === "read") {
    let text = "";
    try {
      text = await store.get(decision.key);
    } catch {
      // The key is missing or the store fails: the runtime does not say which, and both are judged alike.
    }
    decision = continued(decision, text);
  }
  return result(decision, event.request);
}
