import * as z from "zod";

export type State = "ALARM" | "OK" | "INSUFFICIENT_DATA" | "EVENT";

/** What a message of the alarm topic says. */
export interface Notice {
  readonly state: State;
  readonly title: string;
  /** What it means and what to do. */
  readonly text: string;
  /** What was measured. */
  readonly reason?: string;
  /** When it happened, by ISO 8601. */
  readonly at?: string;
  /** Where to look. */
  readonly link?: string;
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html */
const alarmSchema = z.object({
  AlarmName: z.string(),
  AlarmArn: z.string(),
  AlarmDescription: z.string().nullish(),
  NewStateValue: z.enum(["ALARM", "OK", "INSUFFICIENT_DATA"]),
  NewStateReason: z.string(),
  StateChangeTime: z.string(),
});

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.Messages.html */
const databaseEventSchema = z.object({
  "Event Message": z.string(),
  "Source ID": z.string(),
  "Identifier Link": z.string().optional(),
});

/** Reads a message of CloudWatch or RDS; any other one is shown as it is. */
export function readNotice(subject: string | undefined, message: string): Notice {
  const value = parsed(message);
  const alarm = alarmSchema.safeParse(value);
  if (alarm.success) return ofAlarm(alarm.data);
  const event = databaseEventSchema.safeParse(value);
  if (event.success) return ofDatabase(event.data);
  return { state: "EVENT", title: subject ?? "Notice", text: message };
}

function ofAlarm(alarm: z.infer<typeof alarmSchema>): Notice {
  const { AlarmArn, AlarmDescription, AlarmName, NewStateReason, NewStateValue, StateChangeTime } = alarm;
  const at = Date.parse(StateChangeTime);
  return {
    state: NewStateValue,
    title: AlarmName,
    text: AlarmDescription ?? "",
    reason: NewStateReason,
    ...(Number.isNaN(at) ? {} : { at: new Date(at).toISOString() }),
    ...consoleLink(AlarmArn, AlarmName),
  };
}

function ofDatabase(event: z.infer<typeof databaseEventSchema>): Notice {
  const link = event["Identifier Link"];
  return {
    state: "EVENT",
    title: event["Source ID"],
    text: event["Event Message"],
    ...(link?.startsWith("https://") === true ? { link } : {}),
  };
}

/** The ARN tells the region by its code, the message by a name for people. */
function consoleLink(arn: string, name: string): Pick<Notice, "link"> {
  const region = arn.split(":")[3] ?? "";
  if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(region)) return {};
  const alarm = encodeURIComponent(name);
  return {
    link: `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}#alarmsV2:alarm/${alarm}`,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
