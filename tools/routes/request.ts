/** A request as a visitor sends it, or as an origin gets it. */
export interface Request {
  readonly scheme: "http" | "https";
  /** Without a port. */
  readonly host: string;
  readonly method: string;
  /** As it is sent, escapes and all. */
  readonly path: string;
  /** As it is sent, without the question mark; empty where there is none. */
  readonly query: string;
  /** By names in lower case; `host` and `cookie` stand apart. */
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: Readonly<Record<string, string>>;
  /** Of whoever is connected. */
  readonly address: string;
}

/** What is on one's mind when one types an address: the rest is what a browser adds. */
export type Asked = Partial<Request> & Pick<Request, "host">;

/** A GET over HTTPS of the first page, unless it is said otherwise. */
export function requestOf(asked: Asked): Request {
  return {
    ...{ scheme: "https", method: "GET", path: "/", query: "", headers: {}, cookies: {} },
    ...{ address: "192.0.2.17" },
    ...asked,
  };
}

/** The names and values of a query in their order, escapes and all. */
export function pairsOf(query: string): readonly (readonly [name: string, value: string])[] {
  return query
    .split("&")
    .filter((part) => part !== "")
    .map((part) => {
      const [name = "", ...value] = part.split("=");
      return [name, value.join("=")];
    });
}
