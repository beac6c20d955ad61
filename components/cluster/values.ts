import { z } from "zod";
import { formatCidr, isNetwork, networkOf, parseCidr } from "../cidr";

/** A network that may reach the API: of IPv4, without bits set behind its prefix, and not half of the internet. */
export const cidr = z.string().superRefine((text, context) => {
  const report = (message: string, example = "198.51.100.0/24") => {
    context.addIssue({ code: "custom", message, params: { example } });
  };
  const block = parseCidr(text);
  if (block === undefined) report("is no IPv4 network");
  else if (block.prefix < 8) report("opens the API to more than a network; /8 is the widest");
  else if (!isNetwork(block)) {
    const network = formatCidr(networkOf(block));
    report(`is an address in ${network}, and EKS takes networks`, network);
  }
});

/** Who may be let into the cluster. */
export const roleArn = z
  .string()
  .regex(
    /^arn:aws:iam::\d{12}:(role|user)\/[\w+=,.@/-]+$/,
    "is no ARN of an IAM role or user: arn:aws:iam::<account>:role/<name>",
  );

/** Such as `v1.14.6-eksbuild.1`. */
export const addonBuild = z
  .string()
  .regex(/^v\d+\.\d+\.\d+-eksbuild\.\d+$/, "is no build of an add-on, as describe-addon-versions lists them");
