import type { Series } from "../simulations/simulation";

const width = 860;
const height = 320;
const left = 64;
const right = 16;
const top = 40;
const bottom = 48;

/** Told apart without colour too: by their dashes. */
const strokes = ["#1f5fbf", "#c2410c", "#15803d"];
const dashes = ["", "6 3", "2 3"];

export interface Chart {
  readonly title: string;
  readonly yTitle: string;
  readonly series: readonly Series[];
  /** A line across, such as a capacity. */
  readonly mark?: { readonly name: string; readonly value: number };
  /** Values above are cut off, so that the rest can be seen. */
  readonly yMax?: number;
}

/** A chart of values by the second, as an SVG that needs nothing else. */
export function chartSvg({ title, yTitle, series, mark, yMax }: Chart): string {
  const seconds = Math.max(1, ...series.map(({ values }) => values.length));
  const most = yMax ?? Math.max(1, mark?.value ?? 0, ...series.map(({ values }) => largestOf(values)));
  const x = (second: number) => left + (second / seconds) * (width - left - right);
  const y = (value: number) => top + (1 - Math.min(value, most) / most) * (height - top - bottom);
  const lines = series.map(
    ({ values }, index) =>
      `<path d="${path(values, x, y)}" fill="none" stroke="${strokes[index] ?? "#000"}" stroke-width="1.2" stroke-dasharray="${dashes[index] ?? ""}"/>`,
  );
  const legend = series.map(
    ({ name }, index) =>
      `<text x="${String(left + 8 + index * 200)}" y="${String(top - 8)}" fill="${strokes[index] ?? "#000"}">${escaped(name)}</text>`,
  );
  const across =
    mark === undefined
      ? []
      : [
          `<path d="M${String(left)} ${fixed(y(mark.value))}H${String(width - right)}" stroke="#b91c1c" stroke-dasharray="8 4"/>`,
          `<text x="${String(width - right)}" y="${fixed(y(mark.value) - 5)}" text-anchor="end" fill="#b91c1c">${escaped(mark.name)}</text>`,
        ];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(width)} ${String(height)}" role="img" font-family="system-ui, sans-serif" font-size="12">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${String(width)}" height="${String(height)}" fill="#fff"/>`,
    `<text x="${String(left)}" y="16" font-size="14" font-weight="600">${escaped(title)}</text>`,
    ...axis(most, seconds, x, y, yTitle),
    ...lines,
    ...legend,
    ...across,
    "</svg>",
    "",
  ].join("\n");
}

function axis(
  most: number,
  seconds: number,
  x: (second: number) => number,
  y: (value: number) => number,
  yTitle: string,
): readonly string[] {
  const step = niceStep(most / 4);
  const marks = Array.from({ length: Math.floor(most / step) + 1 }, (_, index) => index * step);
  const minutes = Array.from({ length: 7 }, (_, index) => Math.round((seconds * index) / 6));
  return [
    ...marks.map(
      (value) =>
        `<path d="M${String(left)} ${fixed(y(value))}H${String(width - right)}" stroke="#ddd"/><text x="${String(left - 6)}" y="${fixed(y(value) + 4)}" text-anchor="end">${value.toLocaleString("en-US")}</text>`,
    ),
    ...minutes.map(
      (second) =>
        `<text x="${fixed(x(second))}" y="${String(height - bottom + 18)}" text-anchor="middle">${fixed(second / 60)} min</text>`,
    ),
    `<text x="${String(left)}" y="${String(height - 8)}" fill="#555">${escaped(yTitle)}</text>`,
  ];
}

/** No more points than can be seen: in each pixel's share of the time the largest value. */
function path(
  values: readonly number[],
  x: (second: number) => number,
  y: (value: number) => number,
): string {
  const share = Math.max(1, Math.ceil(values.length / (width - left - right)));
  const points: string[] = [];
  for (let from = 0; from < values.length; from += share) {
    points.push(`${fixed(x(from))} ${fixed(y(largestOf(values.slice(from, from + share))))}`);
  }
  return points.length === 0 ? "" : `M${points.join("L")}`;
}

function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  return ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
}

function largestOf(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), 0);
}

function fixed(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
