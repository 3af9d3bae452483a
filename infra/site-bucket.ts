import {
  type BehaviorOptions,
  CachePolicy,
  Function as CloudFrontFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HeadersReferrerPolicy,
  ResponseHeadersPolicy,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { PAGE_FUNCTION } from './page-function.ts';
import { EVIDENCE_ORIGIN, SITE_HEADERS } from './site-headers.ts';
import type { Stage } from './stages.ts';

/** The output that the deployment reads. */
export const SITE_BUCKET_OUTPUT = 'SiteBucketName';

const A_YEAR = Duration.days(365);
/** Set by their own properties below; the rest of the headers goes as it is. */
const OWN_PROPERTY = ['content-security-policy', 'strict-transport-security', 'x-content-type-options', 'referrer-policy'];

/**
 * The pages and what they load: public files without anybody's data, read by the distribution alone. They are put here by
 * `npm run deploy` when the stack stands, and a later deployment leaves the files that an older page still names.
 */
export class SiteBucket extends Construct {
  readonly name: string;
  /** How the distribution answers for what pages load. */
  readonly assets: BehaviorOptions;
  /** The same for everything else that isn't the API's: a page, or that there is none. */
  readonly pages: BehaviorOptions;

  /** @param evidenceOrigin of the bucket of evidence, from which pages load what is too large for the API */
  constructor(scope: Construct, id: string, evidenceOrigin: string, stage: Stage) {
    super(scope, id);
    const bucket = new Bucket(this, 'Bucket', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      // Everything in it is made from the sources again.
      removalPolicy: RemovalPolicy.RETAIN,
    });
    Validations.of(bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason: 'Public pages, read by the distribution alone; a log of readers would hold the addresses of applicants.',
    });
    this.name = bucket.bucketName;
    this.assets = {
      // Without the right to list: what isn't there is a 403, and nobody sees what is.
      origin: S3BucketOrigin.withOriginAccessControl(bucket as IBucket),
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      cachePolicy: CachePolicy.CACHING_OPTIMIZED,
      responseHeadersPolicy: this.#headers(evidenceOrigin, stage),
      compress: true,
    };
    const asked = new CloudFrontFunction(this, 'Asked', {
      functionName: `gelombang-${stage.name}-pages`,
      comment: 'Gelombang: says which pages there are',
      code: FunctionCode.fromInline(PAGE_FUNCTION),
      runtime: FunctionRuntime.JS_2_0,
    });
    this.pages = {
      ...this.assets,
      functionAssociations: [{ function: asked, eventType: FunctionEventType.VIEWER_REQUEST }],
    };
  }

  #headers(evidenceOrigin: string, stage: Stage): ResponseHeadersPolicy {
    const policy = SITE_HEADERS['content-security-policy'].replace(EVIDENCE_ORIGIN, evidenceOrigin);
    return new ResponseHeadersPolicy(this, 'Headers', {
      responseHeadersPolicyName: `gelombang-${stage.name}-pages`,
      comment: 'Gelombang: what its pages may do',
      securityHeadersBehavior: {
        contentSecurityPolicy: { contentSecurityPolicy: policy, override: true },
        strictTransportSecurity: { accessControlMaxAge: A_YEAR, override: true },
        contentTypeOptions: { override: true },
        referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
      },
      customHeadersBehavior: {
        customHeaders: Object.entries(SITE_HEADERS)
          .filter(([header]) => !OWN_PROPERTY.includes(header))
          .map(([header, value]) => ({ header, value, override: true })),
      },
    });
  }
}
