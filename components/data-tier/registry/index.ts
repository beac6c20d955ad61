import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { EnvironmentSettings } from "../../../infra/environment";
import type { Account } from "../../account";
import { Component } from "../../component";
import { encryptionKey } from "../../encryption-key";
import type { RegistrySettings } from "./settings";

export interface RegistryArgs extends RegistrySettings {
  readonly environment: Pick<EnvironmentSettings, "prefix" | "protect">;
  readonly account: Account;
}

/** Days for which a failed push leaves its layers behind. */
const untaggedDays = 7;

/**
 * A private image repository for every service.
 *
 * A tag is pushed once and stays what it is, so that what was tested is what runs and a rollback finds the old image.
 * `latest` and the environment's name are therefore no tags here.
 */
export class Registry extends Component {
  /** Host that images are pulled from and pushed to, `<account>.dkr.ecr.<region>.amazonaws.com`. */
  readonly uri: pulumi.Output<string>;
  /** By service: `<uri>/<prefix>/<service>`. */
  readonly repositoryUrls: Readonly<Record<string, pulumi.Output<string>>>;
  /** By service, for those who push. */
  readonly repositoryArns: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: RegistryArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:data-tier:Registry", name, opts);
    const { environment, account, keepImages } = args;

    // ECR asks for grants as the one who creates a repository; those who pull need no right to the key.
    const key = encryptionKey(
      this.named("key"),
      {
        description: `Container images of ${environment.prefix}`,
        account,
        disposable: !environment.protect,
      },
      this.within,
    );
    const repositories = args.services.map((service) => {
      const repository = new aws.ecr.Repository(
        this.named(service),
        {
          name: `${environment.prefix}/${service}`,
          imageTagMutability: "IMMUTABLE",
          imageScanningConfiguration: { scanOnPush: true },
          encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: key.arn }],
          forceDelete: !environment.protect,
        },
        this.within,
      );
      new aws.ecr.LifecyclePolicy(
        this.named(`${service}-lifecycle`),
        { repository: repository.name, policy: lifecycle(keepImages) },
        this.within,
      );
      return [service, repository] as const;
    });

    this.uri = pulumi.interpolate`${account.id}.dkr.ecr.${account.region}.amazonaws.com`;
    this.repositoryUrls = Object.fromEntries(
      repositories.map(([service, { repositoryUrl }]) => [service, repositoryUrl]),
    );
    this.repositoryArns = Object.fromEntries(repositories.map(([service, { arn }]) => [service, arn]));
    this.registerOutputs({ uri: this.uri });
  }
}

/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html */
function lifecycle(keepImages: number): string {
  return JSON.stringify({
    rules: [
      {
        rulePriority: 1,
        description: `Layers that no tag names, after ${String(untaggedDays)} days`,
        selection: {
          tagStatus: "untagged",
          countType: "sinceImagePushed",
          countUnit: "days",
          countNumber: untaggedDays,
        },
        action: { type: "expire" },
      },
      {
        rulePriority: 2,
        description: `All but the last ${String(keepImages)} images`,
        selection: {
          tagStatus: "tagged",
          tagPatternList: ["*"],
          countType: "imageCountMoreThan",
          countNumber: keepImages,
        },
        action: { type: "expire" },
      },
    ],
  });
}
