import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component";

export interface CertificateArgs {
  /** The domain; covered with it is everything one label below. */
  readonly domain: string;
  /** Where it is made: CloudFront takes it from us-east-1, all else from its own region. */
  readonly region: string;
  readonly zoneId: pulumi.Input<string>;
  /** The record that proves the domain, where another certificate has made it; ACM asks for one per domain and account. */
  readonly proof: aws.route53.Record | undefined;
}

/**
 * A public certificate for a domain and everything one label below it, known once it is issued.
 *
 * The domain and its wildcard are proven by one record, and certificates of other regions by the same one:
 * https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
 */
export class Certificate extends Component {
  readonly arn: pulumi.Output<string>;
  readonly proof: aws.route53.Record;

  constructor(name: string, args: CertificateArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:edge:Certificate", name, opts);
    const { domain, region } = args;
    const certificate = new aws.acm.Certificate(
      this.named("certificate"),
      {
        region,
        domainName: domain,
        subjectAlternativeNames: [`*.${domain}`],
        validationMethod: "DNS",
        keyAlgorithm: "RSA_2048",
      },
      this.within,
    );
    const asked = certificate.domainValidationOptions.apply((options) => proofOf(options, domain));
    this.proof =
      args.proof ??
      new aws.route53.Record(
        this.named("proof"),
        {
          zoneId: args.zoneId,
          name: asked.resourceRecordName,
          type: asked.resourceRecordType,
          records: [asked.resourceRecordValue],
          ttl: 300,
          // It is always the same for a domain and account: who makes certificates by turns meets one that is there.
          allowOverwrite: true,
        },
        this.within,
      );
    const validation = new aws.acm.CertificateValidation(
      this.named("validation"),
      { region, certificateArn: certificate.arn, validationRecordFqdns: [this.proof.fqdn] },
      this.within,
    );
    this.arn = validation.certificateArn;
    this.registerOutputs({ arn: this.arn });
  }
}

function proofOf(
  options: readonly aws.types.output.acm.CertificateDomainValidationOption[],
  domain: string,
): aws.types.output.acm.CertificateDomainValidationOption {
  const found = options.find(({ domainName }) => domainName === domain);
  if (found === undefined) throw new Error(`ACM asks for no proof of ${domain}`);
  return found;
}
