import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { discordMessage } from "./discord-message";
import { readNotice } from "./notice";

const alarm = {
  AlarmName: "urr-prod-queueing-stream-alarms-ticket-events-dlq-messages-1a2b3c",
  AlarmDescription: "urr-prod, ticket events: some were given up.",
  AWSAccountId: "123456789012",
  NewStateValue: "ALARM",
  NewStateReason: "Threshold Crossed: 1 datapoint [3.0] was greater than the threshold (0.0).",
  StateChangeTime: "2026-11-21T09:00:00.000+0000",
  Region: "Asia Pacific (Seoul)",
  AlarmArn: "arn:aws:cloudwatch:ap-northeast-2:123456789012:alarm:dlq",
  OldStateValue: "OK",
  Trigger: { MetricName: "ApproximateNumberOfMessagesVisible" },
};
const shown = (subject: string | undefined, message: string) =>
  discordMessage(readNotice(subject, message)).embeds[0];

describe("an alarm, as Discord shows it", () => {
  it("has its name, what to do, what was measured, when, and the way to it", () => {
    expect(shown("ALARM", JSON.stringify(alarm))).toEqual({
      title: alarm.AlarmName,
      color: 0xd92d20,
      description: alarm.AlarmDescription,
      timestamp: "2026-11-21T09:00:00.000Z",
      url: `https://ap-northeast-2.console.aws.amazon.com/cloudwatch/home?region=ap-northeast-2#alarmsV2:alarm/${alarm.AlarmName}`,
      fields: [{ name: "측정 · Measured", value: alarm.NewStateReason }],
    });
  });

  it.each([
    ["ALARM", "경보"],
    ["OK", "해소"],
    ["INSUFFICIENT_DATA", "데이터 없음"],
  ])("says %s in Korean and English, each in its colour", (NewStateValue, word) => {
    const { content } = discordMessage(readNotice("x", JSON.stringify({ ...alarm, NewStateValue })));
    expect(content).toContain(word);
    expect(content).toMatch(/Alarm|OK|No data/);
  });

  it("is told without a description, a time or a region too", () => {
    const bare = { ...alarm, AlarmDescription: null, StateChangeTime: "soon", AlarmArn: "arn" };
    expect(shown("x", JSON.stringify(bare))).toEqual({
      title: alarm.AlarmName,
      color: 0xd92d20,
      fields: [{ name: "측정 · Measured", value: alarm.NewStateReason }],
    });
  });
});

describe("other messages of the topic", () => {
  it("are an event of a database, with the way to it", () => {
    const event = {
      "Event Source": "db-instance",
      "Event Time": "2026-11-21 09:00:00.000",
      "Identifier Link": "https://console.aws.amazon.com/rds/home?region=ap-northeast-2#dbinstance:id=db",
      "Source ID": "urr-prod-postgres",
      "Event Message": "DB instance restarted",
    };
    expect(shown("RDS", JSON.stringify(event))).toMatchObject({
      title: "urr-prod-postgres",
      description: "DB instance restarted",
      url: event["Identifier Link"],
    });
  });

  it.each(["", "Budget exceeded", "{", "[]", "null", '{"AlarmName": 1}'])(
    "are shown as they are: %j",
    (text) => {
      expect(shown("Subject", text)).toMatchObject({ title: "Subject" });
      expect(readNotice(undefined, text)).toEqual({ state: "EVENT", title: "Notice", text });
    },
  );

  it("keep Discord's limits, call nobody by name and end in no half character, whatever they say", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", maxLength: 6_000 }),
        fc.string({ unit: "grapheme", maxLength: 400 }),
        (text, subject) => {
          const message = discordMessage(readNotice(subject, `${text}@everyone`));
          const [embed] = message.embeds as readonly { title: string; description?: string }[];
          expect(embed?.title.length).toBeLessThanOrEqual(256);
          expect(embed?.description?.length).toBeLessThanOrEqual(4_096);
          expect(JSON.stringify(message).isWellFormed()).toBe(true);
          expect(`${embed?.title ?? ""}${embed?.description ?? ""}`.isWellFormed()).toBe(true);
          expect(message.allowed_mentions).toEqual({ parse: [] });
        },
      ),
      { numRuns: 200 },
    );
  });
});
