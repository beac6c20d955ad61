import { text, type Answers, type Asked } from "./answer";

/** A setting that a region has once; the provider calls it by the region. */
const ofTheRegion = ({ region }: Asked) => ({ id: region, outputs: {} });

/** Answers for what an account, or an account in a region, has once. */
export const accountAnswers: Answers = {
  "aws:iam/accountAlias:AccountAlias": ({ inputs }) => ({ id: text(inputs, "accountAlias"), outputs: {} }),
  "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock": ({ account, inputs }) => {
    const accountId = text(inputs, "accountId", account);
    return { id: accountId, outputs: { accountId } };
  },
  "aws:apigateway/account:Account": () => ({
    id: "api-gateway-account",
    outputs: {
      apiKeyVersion: "4",
      features: ["UsagePlans"],
      throttleSettings: [{ burstLimit: 5000, rateLimit: 10_000 }],
    },
  }),
  "aws:ebs/encryptionByDefault:EncryptionByDefault": ofTheRegion,
  "aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess": ofTheRegion,
  "aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess": ({ account }) => ({ id: account, outputs: {} }),
};
