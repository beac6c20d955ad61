import { byId } from "./element";

/** The operator's view: figures every second, and a button for each order. */

const figures = ["mode", "waiting", "active", "capacity", "rate", "served", "issued", "tickAgeMs"] as const;

const labels: Readonly<Record<(typeof figures)[number], string>> = {
  mode: "State",
  waiting: "Waiting",
  active: "Inside",
  capacity: "Room for",
  rate: "People a second",
  served: "Line at",
  issued: "Last number",
  tickAgeMs: "Last tick, ms ago",
};

const rate = byId("rate", HTMLInputElement);
const capacity = byId("capacity", HTMLInputElement);

async function order(content: object): Promise<void> {
  const response = await fetch("/operator/orders", {
    method: "POST",
    headers: { "content-type": "application/json", "x-operator-token": document.body.dataset["token"] ?? "" },
    body: JSON.stringify(content),
  });
  byId("told", HTMLElement).textContent = response.ok ? "" : `Refused: ${reasonIn(await response.text())}`;
}

/** The API's own words and what it found wrong, setting by setting, or the tool's; any other text as it is. */
function reasonIn(text: string): string {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    return text;
  }
  const { error, problem } = answer as {
    readonly error?: {
      readonly message: string;
      readonly problems?: readonly { readonly path: string; readonly message: string }[];
    };
    readonly problem?: string;
  };
  const details = (error?.problems ?? []).map(({ path, message }) => `${path} ${message}`);
  return problem ?? ([error?.message, ...details].filter(Boolean).join("; ") || text);
}

async function show(): Promise<void> {
  const response = await fetch("/operator/figures", { cache: "no-store" });
  const now = (await response.json()) as Readonly<Record<string, unknown>>;
  const rows = figures.map((name) => {
    const [group, term, value] = ["div", "dt", "dd"].map((tag) => document.createElement(tag));
    const figure = now[name];
    if (term !== undefined) term.textContent = labels[name];
    if (value !== undefined)
      value.textContent = typeof figure === "number" ? Math.floor(figure).toLocaleString() : String(figure);
    group?.append(...[term, value].filter((one) => one !== undefined));
    return group;
  });
  byId("figures", HTMLElement).replaceChildren(...rows.filter((row) => row !== undefined));
  if (rate.value === "") rate.value = String(now["rate"]);
  if (capacity.value === "") capacity.value = String(now["capacity"]);
}

for (const button of document.querySelectorAll<HTMLButtonElement>("[data-order]")) {
  button.addEventListener("click", () => void order({ order: button.dataset["order"] }));
}
byId("settings", HTMLFormElement).addEventListener("submit", (event) => {
  event.preventDefault();
  void order({ order: "settings", rate: Number(rate.value), capacity: Number(capacity.value) });
});
setInterval(() => void show().catch(() => undefined), 1_000);
void show().catch(() => undefined);
