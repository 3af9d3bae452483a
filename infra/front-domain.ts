import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { Aws, CfnCondition, CfnParameter, CfnRule, Fn } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';

/** No older protocol, and only ciphers with forward secrecy. */
const OLDEST_PROTOCOL = 'TLSv1.2_2021';

/**
 * The programme's own name for the front, as the stack's parameters `Domain` and `CertificateArn`: both or neither. Without them the front has
 * its name below cloudfront.net and CloudFront's own certificate, with which no oldest protocol can be demanded.
 */
export class FrontDomain extends Construct {
  readonly #domain: string;
  readonly #certificate: string;
  readonly #given: CfnCondition;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.#domain = this.#parameter(
      'Domain',
      'The name under which the front is reached, such as gelombang.example.go.id; or nothing',
    );
    this.#certificate = this.#parameter('CertificateArn', 'The ACM certificate (of us-east-1) for that name; or nothing');
    const noDomain = Fn.conditionEquals(this.#domain, '');
    const noCertificate = Fn.conditionEquals(this.#certificate, '');
    this.#given = new CfnCondition(this, 'Given', { expression: Fn.conditionNot(noDomain) });
    new CfnRule(this, 'BothOrNeither', {
      assertions: [
        {
          assert: Fn.conditionOr(
            Fn.conditionAnd(noDomain, noCertificate),
            Fn.conditionAnd(Fn.conditionNot(noDomain), Fn.conditionNot(noCertificate)),
          ),
          assertDescription: 'Domain and CertificateArn are given together, or neither is',
        },
      ],
    });
  }

  name(distribution: CfnDistribution): void {
    const ifGiven = (value: unknown, otherwise: unknown) => Fn.conditionIf(this.#given.logicalId, value, otherwise);
    distribution.addPropertyOverride('DistributionConfig.Aliases', ifGiven([this.#domain], Aws.NO_VALUE));
    const certificate = {
      AcmCertificateArn: ifGiven(this.#certificate, Aws.NO_VALUE),
      MinimumProtocolVersion: ifGiven(OLDEST_PROTOCOL, Aws.NO_VALUE),
      SslSupportMethod: ifGiven('sni-only', Aws.NO_VALUE),
      CloudFrontDefaultCertificate: ifGiven(Aws.NO_VALUE, true),
    };
    distribution.addPropertyOverride('DistributionConfig.ViewerCertificate', certificate);
  }

  #parameter(name: string, description: string): string {
    const parameter = new CfnParameter(this, name, { type: 'String', default: '', description });
    parameter.overrideLogicalId(name);
    return parameter.valueAsString;
  }
}
