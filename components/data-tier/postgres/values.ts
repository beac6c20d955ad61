import { checked } from "../../checked";
import { instanceClass } from "./instance-classes";
import { databaseNameProblem, userNameProblem } from "./reserved-names";
import { dailyWindow, weeklyWindow, windowProblem, type Window } from "./windows";

/** Under RDS's standard support: https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html */
const majors = ["15", "16", "17"];

const versionProblem = (version: string): string | undefined =>
  /^\d+(\.\d+)?$/.test(version) && majors.includes(version.split(".")[0] ?? "")
    ? undefined
    : `is no version on offer: ${majors.join(", ")}, or one of their minors like 16.10`;

const classProblem = (name: string): string | undefined =>
  instanceClass(name) === undefined ? "is no class that RDS offers for PostgreSQL" : undefined;

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html */
const rdsWindowProblem = (window: Window | undefined, form: string): string | undefined =>
  windowProblem(window, form, 30, "RDS") ??
  (window !== undefined && window.minutes >= 24 * 60 ? "is as long as a day or longer" : undefined);

const masterProblem = (name: string): string | undefined =>
  name.length > 16 ? "has more than the 16 characters that RDS takes" : userNameProblem(name);

const identifierProblem = (name: string): string | undefined =>
  /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) && name.length <= 63
    ? undefined
    : "must be small letters and digits joined by single hyphens, a letter first, 63 at most";

/** Values that are right or wrong by themselves. */
export const values = {
  identifier: checked(identifierProblem, "urr-prod-postgres"),
  version: checked(versionProblem, "16"),
  instanceClass: checked(classProblem, "db.r7g.large"),
  masterUser: checked(masterProblem, "urr_admin"),
  userName: checked(userNameProblem, "ticket"),
  databaseName: checked(databaseNameProblem, "ticket_db"),
  backupWindow: checked((text) => rdsWindowProblem(dailyWindow(text), "hh:mm-hh:mm"), "03:00-04:00"),
  maintenanceWindow: checked(
    (text) => rdsWindowProblem(weeklyWindow(text), "ddd:hh:mm-ddd:hh:mm"),
    "sun:04:00-sun:05:00",
  ),
} as const;
