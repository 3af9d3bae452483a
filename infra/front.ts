import {
  AllowedMethods,
  type BehaviorOptions,
  CacheCookieBehavior,
  CacheHeaderBehavior,
  CachePolicy,
  CacheQueryStringBehavior,
  type CfnDistribution,
  Distribution,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestCookieBehavior,
  OriginRequestHeaderBehavior,
  OriginRequestPolicy,
  OriginRequestQueryStringBehavior,
  OriginSslPolicy,
  PriceClass,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Duration, Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { Firewall } from './firewall.ts';
import type { FrontDomain } from './front-domain.ts';
import { ASSETS, ROOT_OBJECT } from './site.ts';
import type { SiteBucket } from './site-bucket.ts';
import type { Stage } from './stages.ts';

const TLS_ONLY = {
  protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
  originSslProtocols: [OriginSslPolicy.TLS_V1_2],
};

/** Of what takes more than reading. */
const SENT_TO = {
  allowedMethods: AllowedMethods.ALLOW_ALL,
  // Refused rather than redirected: what was sent in clear has been read already, and whoever sent it must notice.
  viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
};

/** As long as any answer of the API says it may be kept: published evidence files, a day. */
const LONGEST_KEPT = Duration.days(1);

/** Headers that some route reads, beside Authorization and those of the body. */
const READ_HEADERS = ['Accept-Language', 'Idempotency-Key'];

/** Parameters that some route reads; its answers are never kept, so they need not be part of what a copy is known by. */
const READ_OF_THE_QUERY = ['state', 'after', 'opensAt', 'on'];

/** API Gateway gives up after 30 seconds: its own answer is to arrive, not a 504 of the front. */
const ORIGIN_PATIENCE = Duration.seconds(35);

/** All error statuses that CloudFront would keep for ten seconds, whatever their Cache-Control says. */
const KEPT_ERRORS = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504];

/** The paths that are the API's. */
const OF_THE_API = ['/v1/*', '/.well-known/*'];
/** Where tokens of officers are fetched, renewed and revoked, at the user pool; everything else is the site's. */
const OF_SIGNING_IN = ['/oauth2/token', '/oauth2/revoke'];

/** What stands behind the distribution beside the bucket of the site, without scheme. */
export type Hosts = { api: string; signIn: string };

/**
 * The CloudFront distribution before the HTTP API and the pages. What the API says about caching is what is done; the front has no opinion
 * of its own.
 */
export class Front extends Construct {
  readonly domainName: string;
  readonly #distribution: Distribution;

  constructor(scope: Construct, id: string, hosts: Hosts, site: SiteBucket, firewall: Firewall, domain: FrontDomain, stage: Stage) {
    super(scope, id);
    const api = this.#api(hosts.api, stage);
    const signingIn = this.#signingIn(hosts.signIn);
    this.#distribution = new Distribution(this, 'Distribution', {
      comment: `Gelombang (${stage.name}): before the HTTP API`,
      defaultBehavior: site.pages,
      defaultRootObject: ROOT_OBJECT,
      additionalBehaviors: Object.fromEntries([
        ...OF_THE_API.map((path) => [path, api]),
        [`${ASSETS}*`, site.assets],
        ...OF_SIGNING_IN.map((path) => [path, signingIn]),
      ]),
      // No pages of the front's own: problem documents pass as they are, and are asked for anew each time.
      errorResponses: KEPT_ERRORS.map((httpStatus) => ({ httpStatus, ttl: Duration.seconds(0) })),
      httpVersion: HttpVersion.HTTP2_AND_3,
      // The cheapest class that has edges in Indonesia.
      priceClass: PriceClass.PRICE_CLASS_200,
      webAclId: firewall.arn,
    });
    domain.name(this.#distribution.node.defaultChild as CfnDistribution);
    this.domainName = this.#distribution.distributionDomainName;
    this.#reasonFindings();
  }

  #api(host: string, stage: Stage): BehaviorOptions {
    return {
      origin: new HttpOrigin(host, { ...TLS_ONLY, readTimeout: ORIGIN_PATIENCE }),
      ...SENT_TO,
      cachePolicy: this.#asTheApiSays(stage),
      originRequestPolicy: this.#onlyWhatIsRead(stage),
      compress: true,
    };
  }

  /** So that the pages ask no other origin than their own; the page where one signs in is the user pool's, at its own address. */
  #signingIn(host: string): BehaviorOptions {
    return {
      origin: new HttpOrigin(host, TLS_ONLY),
      ...SENT_TO,
      cachePolicy: CachePolicy.CACHING_DISABLED,
    };
  }

  /** Answers with a 5xx, in per cent of all, a minute; also those that the front gives when it doesn't reach the API. */
  failed(): Metric {
    return new Metric({
      namespace: 'AWS/CloudFront',
      metricName: '5xxErrorRate',
      // The construct's own metric lacks the region, and without it there is no such metric.
      dimensionsMap: { DistributionId: this.#distribution.distributionId, Region: 'Global' },
      statistic: Stats.AVERAGE,
      period: Duration.minutes(1),
    });
  }

  /**
   * Nothing is kept unless the API says so, and what came with a token is kept for that token alone, should an answer ever forget its
   * `no-store`. No answer that may be kept differs by language, and none by a query: so neither makes another copy.
   */
  #asTheApiSays(stage: Stage): CachePolicy {
    return new CachePolicy(this, 'AsTheApiSays', {
      cachePolicyName: `gelombang-${stage.name}-as-the-api-says`,
      comment: 'Gelombang: keeps what the API allows to be kept, as long as it says',
      minTtl: Duration.seconds(0),
      defaultTtl: Duration.seconds(0),
      maxTtl: LONGEST_KEPT,
      headerBehavior: CacheHeaderBehavior.allowList('Authorization'),
      cookieBehavior: CacheCookieBehavior.none(),
      queryStringBehavior: CacheQueryStringBehavior.none(),
      enableAcceptEncodingGzip: true,
      enableAcceptEncodingBrotli: true,
    });
  }

  /** Beside Authorization, which the cache policy passes on, and the body with its type. Not Host: API Gateway knows only its own. */
  #onlyWhatIsRead(stage: Stage): OriginRequestPolicy {
    return new OriginRequestPolicy(this, 'OnlyWhatIsRead', {
      originRequestPolicyName: `gelombang-${stage.name}-only-what-is-read`,
      comment: 'Gelombang: passes on what some route reads',
      headerBehavior: OriginRequestHeaderBehavior.allowList(...READ_HEADERS),
      cookieBehavior: OriginRequestCookieBehavior.none(),
      queryStringBehavior: OriginRequestQueryStringBehavior.allowList(...READ_OF_THE_QUERY),
    });
  }

  #reasonFindings(): void {
    const findings = Validations.of(this);
    findings.acknowledge({
      id: 'AwsSolutions-CFR1',
      reason: 'Citizens abroad register too, and anybody anywhere may recount a draw: no country is shut out.',
    });
    findings.acknowledge({
      id: 'AwsSolutions-CFR3',
      reason: "Its lines hold callers' addresses, and those are personal data; the API's own log counts routes and statuses.",
    });
    findings.acknowledge({
      id: 'AwsSolutions-CFR4',
      reason:
        'TLS 1.2 is demanded with the parameters Domain and CertificateArn; the certificate of cloudfront.net leaves no choice.',
    });
  }
}
