import * as pulumi from "@pulumi/pulumi";
import { parseLaptop, type LaptopSettings } from "../../infra/laptop";
import { program } from "../../infra/program";
import { servicesInside } from "../../stacks/kind-site";
import { deliveredApplication } from "../render/delivered";
import { callsToNobody } from "./calls-to-nobody";
import { idleInside } from "./idle-settings";
import { featuresOff } from "./notice";
import type { ReadConfig, Runnable } from "./stack";

export const readLaptop: ReadConfig = (config, stack) => {
  const { settings, problems } = parseLaptop(config, stack);
  if (settings === undefined) return { problems };
  const runnable = laptop(settings);
  return { settings: { ...runnable, notices: [...runnable.notices, ...idleInside(config, settings)] } };
};

/** The workloads in a cluster without AWS. */
export function laptop(settings: LaptopSettings): Runnable {
  return {
    region: "",
    accountId: undefined,
    tags: {},
    prefix: settings.environment.prefix,
    chosenNames: [],
    usage: {},
    notices: [...featuresOff(settings.secrets), ...callsToNobody(servicesInside(settings))],
    ...deliveredApplication({ target: "kind", settings }),
    run: () => {
      const secrets = Object.fromEntries(settings.secrets.map((name) => [name, pulumi.secret("[secret]")]));
      return program({ target: "kind", settings }, secrets);
    },
  };
}
