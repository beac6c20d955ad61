import { example } from "./example";
import { isPublic, statementsOf } from "./iam-document";
import type { ResourcePolicy, StackPolicy } from "./policy";
import { at, ofType, records, text, violation, violationIf } from "./read";
import { types } from "./types";

const scanning = "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration";
const repository = example(types.ecrRepository, { name: "urr/auth" });

export const imagesScanned: StackPolicy = {
  kind: "stack",
  id: "images-scanned",
  requirement: "Every image is searched for known vulnerabilities as it is pushed.",
  controls: ["ECR-01", "ECR.1"],
  severity: "high",
  appliesTo: [types.ecrRepository],
  check: (resources) => {
    const byRegistry = ofType(resources, scanning).some(({ props }) => props["scanType"] === "ENHANCED");
    return ofType(resources, types.ecrRepository)
      .filter(({ props }) => !byRegistry && at(props, "imageScanningConfiguration.scanOnPush") !== true)
      .map((one) => violation(one, "imageScanningConfiguration.scanOnPush", "is not on"));
  },
  violatedBy: [
    [repository],
    [repository, example(scanning, { scanType: "BASIC" })],
    [example(types.ecrRepository, { imageScanningConfiguration: { scanOnPush: false } })],
  ],
  keptBy: [example(types.ecrRepository, { imageScanningConfiguration: { scanOnPush: true } })],
};

export const tagsImmutable: ResourcePolicy = {
  kind: "resource",
  id: "images-keep-their-tags",
  requirement: "A tag stays with the image that it was pushed with.",
  controls: ["ECR-02", "ECR.2"],
  severity: "medium",
  appliesTo: [types.ecrRepository],
  check: (one) =>
    violationIf(
      one.props["imageTagMutability"] !== "IMMUTABLE",
      one,
      "imageTagMutability",
      "is not IMMUTABLE: what runs under a tag need not be what was tested",
    ),
  violatedBy: [
    [repository],
    [example(types.ecrRepository, { imageTagMutability: "IMMUTABLE_WITH_EXCLUSION" })],
  ],
  keptBy: [example(types.ecrRepository, { imageTagMutability: "IMMUTABLE" })],
};

export const imagesExpire: StackPolicy = {
  kind: "stack",
  id: "images-expire",
  requirement: "Every repository drops old images.",
  controls: ["ECR-03", "ECR.3"],
  severity: "medium",
  appliesTo: [types.ecrRepository],
  check: (resources) =>
    ofType(resources, types.ecrRepository)
      .filter(({ id, props }) => {
        const name = text(props["name"]) ?? id;
        return !ofType(resources, types.ecrLifecyclePolicy).some(
          (policy) => name !== undefined && policy.props["repository"] === name,
        );
      })
      .map((one) => violation(one, null, "keeps every image for ever: it needs a LifecyclePolicy")),
  violatedBy: [[repository], [repository, example(types.ecrLifecyclePolicy, { repository: "urr/other" })]],
  keptBy: [repository, example(types.ecrLifecyclePolicy, { repository: "urr/auth" })],
};

export const imagesUseOwnKey: StackPolicy = {
  kind: "stack",
  id: "images-use-a-key-of-ours",
  requirement: "Every repository is encrypted with a key of ours.",
  controls: ["ECR-04", "ECR.5"],
  severity: "medium",
  appliesTo: [types.ecrRepository],
  askedOf: "protected stacks",
  check: (resources) =>
    ofType(resources, types.ecrRepository)
      .filter(
        ({ props }) =>
          !records(props["encryptionConfigurations"]).some(
            ({ encryptionType, kmsKey }) => encryptionType === "KMS" && text(kmsKey) !== undefined,
          ),
      )
      .map((one) => violation(one, "encryptionConfigurations", "names no key: ECR uses one of its own")),
  violatedBy: [
    [example(types.ecrRepository, {}, { protect: true })],
    [
      example(
        types.ecrRepository,
        { encryptionConfigurations: [{ encryptionType: "KMS" }] },
        { protect: true },
      ),
    ],
  ],
  keptBy: [
    example(
      types.ecrRepository,
      { encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: "arn:aws:kms:x:1:key/1" }] },
      { protect: true },
    ),
  ],
};

const opened = (principal: unknown) =>
  example(types.ecrRepositoryPolicy, {
    repository: "urr/auth",
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: principal, Action: "ecr:BatchGetImage" }],
    }),
  });

export const imagesNotPublic: ResourcePolicy = {
  kind: "resource",
  id: "images-not-public",
  requirement: "No repository lets everybody in.",
  controls: ["ECR-05", "nag:ECR1"],
  severity: "high",
  appliesTo: [types.ecrRepositoryPolicy],
  check: (one) =>
    statementsOf(one.props["policy"])
      .filter(isPublic)
      .map(({ sid }) => violation(one, "policy", `lets everybody in (statement ${sid ?? "without Sid"})`)),
  violatedBy: [[opened("*")], [opened({ AWS: "*" })]],
  keptBy: [opened({ AWS: "arn:aws:iam::123456789012:root" })],
};

export const imagesNotForceDeleted: ResourcePolicy = {
  kind: "resource",
  id: "images-not-deleted-with-their-repository",
  requirement: "A protected repository cannot be deleted while there are images in it.",
  controls: ["ECR-06"],
  severity: "medium",
  appliesTo: [types.ecrRepository],
  check: (one) =>
    violationIf(
      one.protect && one.props["forceDelete"] === true,
      one,
      "forceDelete",
      "is on although the repository is protected",
    ),
  violatedBy: [[example(types.ecrRepository, { forceDelete: true }, { protect: true })]],
  keptBy: [
    example(types.ecrRepository, { forceDelete: false }, { protect: true }),
    example(types.ecrRepository, { forceDelete: true }),
  ],
};
