import { createHmac } from "node:crypto";
import type { Hmac } from "./token";

export const nodeHmac: Hmac = (key, data) => createHmac("sha256", key).update(data).digest("base64url");
