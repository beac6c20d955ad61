import * as pulumi from "@pulumi/pulumi";
import { deploymentProblems } from "../../infra/deployment";
import { isLaptop } from "../../infra/laptop";
import { isRunnable } from "../../components/workloads/workload";
import { program } from "../../infra/program";
import { workloadsOf } from "../../stacks/workloads-site";
import { parseSettings, type Settings } from "../../infra/settings";
import type { Finding } from "../../policies/finding";
import { deliveredApplication } from "../render/delivered";
import { callsToNobody } from "./calls-to-nobody";
import { idleSettings } from "./idle-settings";
import { readLaptop } from "./laptop";
import { featuresOff, notice, openForDeployment } from "./notice";
import type { ReadConfig, Runnable } from "./stack";

export const readPlatform: ReadConfig = (config, stack) => {
  if (isLaptop(config)) return readLaptop(config, stack);
  const { settings, problems } = parseSettings(config, stack);
  if (settings === undefined) return { problems };
  const runnable = platform(settings);
  return { settings: { ...runnable, notices: [...runnable.notices, ...idleSettings(config, settings)] } };
};

/** An environment of the platform. */
export function platform(settings: Settings): Runnable {
  const { environment, region } = settings;
  return {
    region,
    accountId: environment.accountId,
    tags: environment.tags,
    prefix: environment.prefix,
    chosenNames: Object.values(environment.names),
    usage: settings.operations.usage,
    notices: noticesOf(settings),
    ...deliveredApplication({ target: "aws", settings }),
    environment: {
      ...environment,
      copyRegion: settings.dataTier.backup.copyTo?.region,
      zone: settings.edge.zone ?? environment.domain,
    },
    run: () => {
      const secrets = Object.fromEntries(settings.secrets.map((name) => [name, pulumi.secret("[secret]")]));
      return program({ target: "aws", settings }, secrets);
    },
  };
}

/** Services that the stack file gives no tag are left out of a deployment, and of nothing else. */
function withoutImages(settings: Settings): readonly Finding[] {
  const waiting = workloadsOf(settings).filter((workload) => !isRunnable(workload));
  if (waiting.length === 0) return [];
  const names = waiting.map(({ name }) => name).join(", ");
  const message = `gives no image to ${names}: they are not deployed until it does`;
  return [notice("services-without-images", "urr:workloads.images.tag", message)];
}

function noticesOf(settings: Settings): readonly Finding[] {
  return [
    ...environmentNotices(settings),
    ...withoutImages(settings),
    ...callsToNobody(workloadsOf(settings)),
  ];
}

function environmentNotices({
  cluster,
  edge,
  environment,
  operations,
  queueing,
  secrets,
}: Settings): readonly Finding[] {
  const open = deploymentProblems({ cluster, edge, environment, operations });
  const path = "urr:operations.alarmEmail";
  const isSilent = operations.alarmEmail === undefined && !open.some((problem) => problem.path === path);
  return [
    ...openForDeployment(open),
    ...(isSilent
      ? [notice("alarms-reach-nobody", path, "is not set, so that nobody is told of an alarm")]
      : []),
    ...(!edge.cdn && queueing.waitingRoom.enabled
      ? [
          notice(
            "edge-gate-absent",
            "urr:edge.cdn",
            "is false: no gate stands at the edge, and the gateway alone checks admissions",
          ),
        ]
      : []),
    ...featuresOff(secrets),
  ];
}
