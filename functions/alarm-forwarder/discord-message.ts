import type { Notice, State } from "./notice";

/** Discord's limits: https://discord.com/developers/docs/resources/message#embed-object-embed-limits */
const longest = { title: 256, description: 4_096, field: 1_024 } as const;

const looks: Readonly<Record<State, { readonly words: string; readonly color: number }>> = {
  ALARM: { words: "🔴 경보 · Alarm", color: 0xd92d20 },
  OK: { words: "🟢 해소 · OK", color: 0x12b76a },
  INSUFFICIENT_DATA: { words: "⚪ 데이터 없음 · No data", color: 0x98a2b3 },
  EVENT: { words: "🔵 알림 · Notice", color: 0x2e90fa },
};

/** What a webhook of Discord is sent. */
export interface DiscordMessage {
  readonly content: string;
  readonly embeds: readonly object[];
  readonly allowed_mentions: { readonly parse: readonly string[] };
}

/** A notice as people read it there. Whatever stands in it, it calls nobody by name. */
export function discordMessage({ at, link, reason, state, text, title }: Notice): DiscordMessage {
  const { color, words } = looks[state];
  return {
    content: words,
    allowed_mentions: { parse: [] },
    embeds: [
      {
        title: shortened(title, longest.title),
        color,
        ...(text === "" ? {} : { description: shortened(text, longest.description) }),
        ...(link === undefined ? {} : { url: link }),
        ...(at === undefined ? {} : { timestamp: at }),
        ...(reason === undefined
          ? {}
          : { fields: [{ name: "측정 · Measured", value: shortened(reason, longest.field) }] }),
      },
    ],
  };
}

/** Never ends in half of a character. */
function shortened(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}
