import { decideReading } from "../../functions/admission-gate/decide-reading";
import { contentSecurityPolicy } from "../../functions/waiting-page/security";
import { buildWaitingPage } from "../../functions/waiting-page/build";
import { pageFolder, pageRouteOf } from "../../functions/waiting-page-router/route";
import { systemClock } from "../../functions/waiting-room/clock";
import type { Operator } from "./operator";
import { demoFiles, filled, type DemoFiles } from "./pages/demo-files";
import type { Platform } from "./platform";
import { apiRequestOf, gateRequestOf, jsonReply, type Received, type Reply } from "./wire";

/** What is served under one host: what CloudFront does in the cloud. */
export class Site {
  private readonly files: ReadonlyMap<string, Reply>;
  private readonly demo: DemoFiles = demoFiles();

  constructor(
    private readonly event: string,
    private readonly platform: Platform,
    private readonly operator: Operator,
    private readonly operatorToken: string,
  ) {
    this.files = new Map(
      buildWaitingPage().map((file) => [
        file.path,
        {
          status: 200,
          headers: {
            "content-type": file.contentType,
            "cache-control": file.cacheControl,
            ...(file.contentSecurityPolicy !== undefined && {
              "content-security-policy": file.contentSecurityPolicy,
            }),
          },
          body: file.body,
        },
      ]),
    );
  }

  /** The answer to a request. What is behind the gate is not reached without an admission. */
  async reply(received: Received): Promise<Reply> {
    const { path } = received;
    if (path === "/") return moved("/shop/");
    if (path === "/favicon.ico") return { status: 204, headers: {}, body: "" };
    if (path.startsWith("/vwr/v1/")) return this.platform.call(apiRequestOf(received, false));
    if (path.startsWith("/vwr/")) return this.page(received);
    if (path.startsWith("/operator")) return this.operatorPage(received);
    const decision = await decideReading(gateRequestOf(received), this.platform.gateEntry, systemClock.now());
    if (decision.kind === "refuse") return decision.answer;
    return this.shop(received, decision.headers["x-vwr-sub"]);
  }

  private page({ path, query }: Received): Reply {
    const route = pageRouteOf(path);
    if (route.kind === "moved") return moved(query === "" ? route.uri : `${route.uri}?${query}`);
    const file = this.files.get(route.kind === "object" ? route.uri : "");
    return file ?? jsonReply(404, { problem: `there is nothing under ${pageFolder} of that name` });
  }

  private async operatorPage(received: Received): Promise<Reply> {
    switch (`${received.method} ${received.path}`) {
      case "GET /operator":
      case "GET /operator/":
        return html(filled(this.demo.operatorPage, { token: this.operatorToken }));
      case "GET /operator/figures":
        return this.operator.figures();
      case "POST /operator/orders":
        return this.operator.order(received);
      case "GET /operator/operator.js":
        return script(this.demo.operatorScript);
      default:
        return jsonReply(404, { problem: "there is no such page" });
    }
  }

  private async shop({ method, path }: Received, visitor: string | undefined): Promise<Reply> {
    switch (`${method} ${path}`) {
      case "GET /shop/":
        return html(filled(this.demo.shopPage, { event: this.event }));
      case "GET /shop":
        return moved("/shop/");
      case "POST /shop/finish":
        return visitor === undefined ? jsonReply(200, {}) : this.operator.complete(visitor, "shop");
      case "GET /demo/shop.js":
        return script(this.demo.shopScript);
      case "GET /demo/style.css":
        return { status: 200, headers: { "content-type": "text/css; charset=utf-8" }, body: this.demo.style };
      default:
        return jsonReply(404, { problem: "there is no such page" });
    }
  }
}

function moved(location: string): Reply {
  return { status: 302, headers: { location, "cache-control": "no-store" }, body: "" };
}

function html(body: string): Reply {
  const headers = {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "content-security-policy": contentSecurityPolicy,
  };
  return { status: 200, headers, body };
}

function script(body: string): Reply {
  const headers = { "content-type": "text/javascript; charset=utf-8", "cache-control": "no-store" };
  return { status: 200, headers, body };
}
