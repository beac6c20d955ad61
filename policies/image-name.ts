/** Parts of an image's name: `<host>/<path>:<tag>@<digest>`. */
export interface ImageName {
  /** Undefined where the name leaves it out, and whoever pulls it supplies one. */
  readonly host: string | undefined;
  readonly path: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

/** Reads an image's name as container runtimes do: a first part without `.` or `:` is no host, but for `localhost`. */
export function imageNameOf(image: string): ImageName {
  const [name = "", digest] = image.split("@");
  const colon = name.lastIndexOf(":");
  const hasTag = colon > name.lastIndexOf("/");
  const whole = hasTag ? name.slice(0, colon) : name;
  const slash = whole.indexOf("/");
  const first = whole.slice(0, Math.max(slash, 0));
  const isHost = /[.:]/.test(first) || first === "localhost";
  return {
    host: isHost ? first : undefined,
    path: isHost ? whole.slice(slash + 1) : whole,
    tag: hasTag ? name.slice(colon + 1) : undefined,
    digest,
  };
}
