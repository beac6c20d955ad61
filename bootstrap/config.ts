import { z } from "zod";
import { regionSetting } from "../infra/region";
import { accountSettings } from "./account/settings";
import { dnsSettings } from "./dns/settings";
import { githubSettings } from "./access/github-settings";
import { stacksSettings } from "./access/settings";
import { stateSettings } from "./state/settings";

/** What stands under `config:` of bootstrap's stack file, our two namespaces only. */
export const configSchema = z.strictObject({
  "aws:region": regionSetting,
  "urr:account": accountSettings.prefault({}),
  "urr:state": stateSettings.prefault({}),
  "urr:dns": dnsSettings.prefault({}),
  "urr:github": githubSettings.meta({ examples: [{ repository: "example-org/urr-infrastructure" }] }),
  "urr:stacks": stacksSettings.meta({ examples: [{ qa: {} }] }),
});
