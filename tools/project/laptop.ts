import * as pulumi from "@pulumi/pulumi";
import { parseLaptop, type LaptopSettings } from "../../infra/laptop";
import { operatorSecretNames, operatorSecrets, secretKey } from "../../infra/operator-secrets";
import { program } from "../../infra/program";
import { notice } from "./notice";
import type { ReadConfig, Runnable } from "./stack";

export const readLaptop: ReadConfig = (config, stack) => {
  const { settings, problems } = parseLaptop(config, stack);
  return settings === undefined ? { problems } : { settings: laptop(settings) };
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
    notices: operatorSecretNames
      .filter((name) => !settings.secrets.includes(name))
      .map((name) => {
        const message = `is not set, so what needs it is off: ${operatorSecrets[name].replace(/\.$/, "")}`;
        return notice("feature-off", secretKey(name), message);
      }),
    run: () => {
      const secrets = Object.fromEntries(settings.secrets.map((name) => [name, pulumi.secret("[secret]")]));
      return program({ target: "kind", settings }, secrets);
    },
  };
}
