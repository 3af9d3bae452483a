import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { PAGE_FUNCTION } from '#infra/page-function.ts';
import { ROOT_OBJECT } from '#infra/site.ts';
import { EVIDENCE_ORIGIN, SITE_HEADERS } from '#infra/site-headers.ts';
import { STAGES } from '#infra/stages.ts';
import { openApiDocument } from '#shared/http/openapi.ts';
import { MOST_BODY_BYTES } from '#shared/http/parse-body.ts';
import { problemSchema } from '#shared/http/problem-document.ts';
import { PROBLEMS, problemType } from '#shared/http/problems.ts';
import { allStatements } from './policy-statements.ts';
import { idIn, onlyOne, resourcesOf, synthesized, synthesizedFront } from './synthesized-template.ts';

// biome-ignore lint/suspicious/noExplicitAny: a template is any JSON; the tests look at what they name
type Any = any;

const template = synthesizedFront('production');
const acl = onlyOne(template, 'AWS::WAFv2::WebACL').Properties;
const rules = new Map<string, Any>(acl.Rules.map((rule: Any) => [rule.Name, rule]));
const distribution = onlyOne(template, 'AWS::CloudFront::Distribution').Properties.DistributionConfig;
const behaviors = distribution.CacheBehaviors as Any[];
/** Of the API; all else is the site's. */
const behavior = behaviors[0];
const pages = distribution.DefaultCacheBehavior;
const cache = onlyOne(template, 'AWS::CloudFront::CachePolicy').Properties.CachePolicyConfig;
const passedOn = onlyOne(template, 'AWS::CloudFront::OriginRequestPolicy').Properties.OriginRequestPolicyConfig;
const originOf = ({ TargetOriginId }: Any) => distribution.Origins.find(({ Id }: Any) => Id === TargetOriginId);
const runbook = readFileSync('docs/runbook.md', 'utf8');

describe('the firewall', () => {
  test('stands before CloudFront and lets through what no rule refuses', () => {
    expect(acl).toMatchObject({ Scope: 'CLOUDFRONT', DefaultAction: { Allow: {} } });
    expect(idIn(distribution.WebACLId)).toBe(resourcesOf(template, 'AWS::WAFv2::WebACL')[0]![0]);
    expect([...rules.keys()]).toEqual([
      'RequestsPerAddress',
      'WritesPerAddress',
      'AmazonIpReputationList',
      'KnownBadInputsRuleSet',
      'CommonRuleSet',
    ]);
    expect([...rules.values()].map(({ Priority }) => Priority)).toEqual([0, 1, 2, 3, 4]);
  });

  test('keeps no sample of a request and writes no log: both hold addresses and headers', () => {
    for (const { VisibilityConfig } of [acl, ...rules.values()]) {
      expect(VisibilityConfig).toMatchObject({ SampledRequestsEnabled: false, CloudWatchMetricsEnabled: true });
    }
    expect(resourcesOf(template, 'AWS::WAFv2::LoggingConfiguration')).toEqual([]);
  });

  test('lets a thousand phones behind one address ask each five seconds and send the form each half minute', () => {
    const [phones, minutes] = [1_000, 5];
    const limits = ['RequestsPerAddress', 'WritesPerAddress'].map((name) => rules.get(name).Statement.RateBasedStatement);
    for (const limit of limits) expect(limit).toMatchObject({ AggregateKeyType: 'IP', EvaluationWindowSec: minutes * 60 });
    const [all, writes] = limits.map(({ Limit }) => Limit as number) as [number, number];
    expect(all).toBeGreaterThanOrEqual(phones * minutes * 12);
    expect(writes).toBeGreaterThanOrEqual(phones * minutes * 2);
    // And no address gets a tenth of what production takes, nor a fiftieth by writing.
    const taken = STAGES.production.throttling.rate * minutes * 60;
    expect(all).toBeLessThan(taken / 10);
    expect(writes).toBeLessThan(taken / 50);
  });

  test('counts as a write whatever is no GET', () => {
    expect(rules.get('RequestsPerAddress').Statement.RateBasedStatement).not.toHaveProperty('ScopeDownStatement');
    const { ByteMatchStatement } =
      rules.get('WritesPerAddress').Statement.RateBasedStatement.ScopeDownStatement.NotStatement.Statement;
    expect(ByteMatchStatement).toEqual({
      FieldToMatch: { Method: {} },
      PositionalConstraint: 'EXACTLY',
      SearchString: 'GET',
      TextTransformations: [{ Priority: 0, Type: 'NONE' }],
    });
  });

  test('refuses by the managed rules, but for what would refuse honest people', () => {
    for (const name of ['AmazonIpReputationList', 'KnownBadInputsRuleSet', 'CommonRuleSet']) {
      expect(rules.get(name).Statement.ManagedRuleGroupStatement).toMatchObject({
        VendorName: 'AWS',
        Name: `AWSManagedRules${name}`,
      });
    }
    expect(rules.get('KnownBadInputsRuleSet').OverrideAction).toEqual({ None: {} });
    expect(rules.get('CommonRuleSet').OverrideAction).toEqual({ None: {} });
    // Thousands share an address with whoever earned it its reputation.
    expect(rules.get('AmazonIpReputationList').OverrideAction).toEqual({ Count: {} });
    const own = rules.get('CommonRuleSet').Statement.ManagedRuleGroupStatement.RuleActionOverrides as Any[];
    const actions = own.map(({ Name, ActionToUse }) => [Name, Object.keys(ActionToUse)[0]]);
    expect(Object.fromEntries(actions)).toEqual({
      SizeRestrictions_BODY: 'Block',
      CrossSiteScripting_BODY: 'Count',
      NoUserAgent_HEADER: 'Count',
    });
  });

  test('refuses too large a body where the API does, and with its problem', () => {
    // The managed rule's own limit, which no setting changes.
    expect(MOST_BODY_BYTES).toBe(8_192);
    const [size] = rules.get('CommonRuleSet').Statement.ManagedRuleGroupStatement.RuleActionOverrides as Any[];
    const { ResponseCode, CustomResponseBodyKey } = size.ActionToUse.Block.CustomResponse;
    expect(ResponseCode).toBe(PROBLEMS['body-too-large'][0]);
    expect(JSON.parse(acl.CustomResponseBodies[CustomResponseBodyKey].Content).type).toBe(problemType('body-too-large'));
  });

  test('answers in the form of our problems, in both languages, and a 429 says when to come again', () => {
    const answers = blocks(acl).map(({ CustomResponse }) => CustomResponse);
    expect(answers.map(({ ResponseCode }) => ResponseCode)).toEqual([429, 429, 413]);
    for (const { ResponseCode, ResponseHeaders, CustomResponseBodyKey } of answers) {
      const { ContentType, Content } = acl.CustomResponseBodies[CustomResponseBodyKey];
      expect(ContentType).toBe('APPLICATION_JSON');
      const problem = problemSchema.parse(JSON.parse(Content));
      expect(problem).toMatchObject({ status: ResponseCode, type: problemType(CustomResponseBodyKey) });
      expect(problem.title).toMatch(/^[A-Z].+\. \/ [A-Z].+\.$/);
      const headers = Object.fromEntries(ResponseHeaders.map(({ Name, Value }: Any) => [Name, Value]));
      expect(headers).toEqual({ 'cache-control': 'no-store', ...(ResponseCode === 429 && { 'retry-after': '60' }) });
    }
    expect(Object.keys(acl.CustomResponseBodies).sort()).toEqual(
      [...new Set(answers.map(({ CustomResponseBodyKey }) => CustomResponseBodyKey))].sort(),
    );
  });
});

describe('the distribution', () => {
  test('takes HTTPS only, passes what is the API’s by HTTPS to the API of its stage, and waits longer than the API does', () => {
    expect(behaviors.map(({ PathPattern }) => PathPattern)).toEqual([
      ...['/v1/*', '/.well-known/*', '/assets/*'],
      ...['/oauth2/token', '/oauth2/revoke'],
    ]);
    for (const one of behaviors.slice(0, 2)) expect({ ...one, PathPattern: 0 }).toEqual({ ...behavior, PathPattern: 0 });
    expect(Object.keys(openApiDocument().paths).filter((path) => !/^\/(v1|\.well-known)\//.test(path))).toEqual([]);
    expect(behavior).toMatchObject({ ViewerProtocolPolicy: 'https-only', Compress: true });
    expect(distribution).toMatchObject({ HttpVersion: 'http2and3', IPV6Enabled: true, PriceClass: 'PriceClass_200' });
    expect(distribution.Origins).toHaveLength(3);
    expect(originOf(behavior).CustomOriginConfig).toEqual({
      OriginProtocolPolicy: 'https-only',
      OriginSSLProtocols: ['TLSv1.2'],
      OriginReadTimeout: 35,
    });
  });

  test('hands the requests for officers’ tokens to the user pool by HTTPS, and keeps none of its answers', () => {
    for (const one of behaviors.slice(3)) {
      expect(one).toMatchObject({ ViewerProtocolPolicy: 'https-only', AllowedMethods: expect.arrayContaining(['POST']) });
      // CachingDisabled, a policy of CloudFront's own.
      expect(one.CachePolicyId).toBe('4135ea2d-6df8-44a3-9df3-4b5a84be39ad');
      expect(one).not.toHaveProperty('OriginRequestPolicyId');
      const signInUrl = {
        'Fn::GetStackOutput': { StackName: 'gelombang-production', Region: 'ap-southeast-3', OutputName: 'SignInUrl' },
      };
      expect(originOf(one)).toMatchObject({
        DomainName: { 'Fn::Select': [2, { 'Fn::Split': ['/', signInUrl] }] },
        CustomOriginConfig: { OriginProtocolPolicy: 'https-only', OriginSSLProtocols: ['TLSv1.2'] },
      });
    }
  });

  test.each(Object.values(STAGES))(
    'in $name finds the API by an output of its stack, which has nothing more for it',
    ({ name, region }) => {
      const front = onlyOne(synthesizedFront(name), 'AWS::CloudFront::Distribution').Properties.DistributionConfig;
      const [origin] = front.Origins.filter(({ CustomOriginConfig }: Any) => CustomOriginConfig);
      const apiUrl = { 'Fn::GetStackOutput': { StackName: `gelombang-${name}`, Region: region, OutputName: 'ApiUrl' } };
      expect(origin.DomainName).toEqual({ 'Fn::Select': [2, { 'Fn::Split': ['/', apiUrl] }] });
      const data = synthesized(name);
      expect(data.Outputs['ApiUrl']!.Value).toEqual({
        'Fn::Join': ['', ['https://', expect.anything(), `.execute-api.${region}.`, { Ref: 'AWS::URLSuffix' }]],
      });
      expect(Object.values(data.Resources).filter(({ Type }) => Type.startsWith('Custom::'))).toEqual([]);
    },
  );

  test('passes on every method that a route has, and every header and query that one reads', () => {
    const { paths } = openApiDocument();
    for (const method of Object.values(paths).flatMap((path) => Object.keys(path)))
      expect(behavior.AllowedMethods).toContain(method.toUpperCase());
    expect(passedOn.HeadersConfig).toEqual({ HeaderBehavior: 'whitelist', Headers: ['Accept-Language', 'Idempotency-Key'] });
    expect(cache.ParametersInCacheKeyAndForwardedToOrigin.HeadersConfig).toEqual({
      HeaderBehavior: 'whitelist',
      Headers: ['Authorization'],
    });
    type Operation = { parameters?: { in: string; name: string }[] };
    const operations = Object.values(paths).flatMap((path) => Object.values(path)) as Operation[];
    const parameters = operations.flatMap((operation) => operation.parameters ?? []);
    expect(new Set(parameters.map((parameter) => parameter.in))).toEqual(new Set(['path', 'query', 'header']));
    for (const { name } of parameters.filter((parameter) => parameter.in === 'header'))
      expect(passedOn.HeadersConfig.Headers).toContain(name);
    const inQuery = new Set(parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name));
    expect(passedOn.QueryStringsConfig).toEqual({ QueryStringBehavior: 'whitelist', QueryStrings: expect.any(Array) });
    expect(passedOn.QueryStringsConfig.QueryStrings.sort()).toEqual([...inQuery].sort());
    expect(passedOn.CookiesConfig).toEqual({ CookieBehavior: 'none' });
  });

  test('keeps what the API allows, as long as it says; by token, and not by anything that a caller can vary at will', () => {
    expect(idIn(behavior.CachePolicyId)).toBe(resourcesOf(template, 'AWS::CloudFront::CachePolicy')[0]![0]);
    expect(cache).toMatchObject({ MinTTL: 0, DefaultTTL: 0, MaxTTL: 86_400 });
    expect(cache.ParametersInCacheKeyAndForwardedToOrigin).toMatchObject({
      CookiesConfig: { CookieBehavior: 'none' },
      QueryStringsConfig: { QueryStringBehavior: 'none' },
      EnableAcceptEncodingGzip: true,
      EnableAcceptEncodingBrotli: true,
    });
    expect(behavior).not.toHaveProperty('CachedMethods');
  });

  test('asks its function which pages there are, and nobody for what pages load', () => {
    const [[id, { Properties }]] = resourcesOf(template, 'AWS::CloudFront::Function') as [[string, Any]];
    expect(pages.FunctionAssociations).toEqual([
      { EventType: 'viewer-request', FunctionARN: { 'Fn::GetAtt': [id, 'FunctionARN'] } },
    ]);
    const assets = behaviors[2];
    expect({ ...pages, FunctionAssociations: 0 }).toEqual({ ...assets, PathPattern: undefined, FunctionAssociations: 0 });
    expect(Properties.FunctionConfig.Runtime).toBe('cloudfront-js-2.0');
    expect(Properties.FunctionCode).toBe(PAGE_FUNCTION);
    // What CloudFront takes.
    expect(Buffer.byteLength(PAGE_FUNCTION)).toBeLessThan(10_240);
    expect(behaviors.filter((one) => one.FunctionAssociations)).toEqual([]);
  });

  test('gives the pages from a bucket that nobody else reads, over HTTPS, as long as they say, with the headers that they are tried with', () => {
    expect(pages).toMatchObject({ ViewerProtocolPolicy: 'redirect-to-https', Compress: true });
    // GET and HEAD only, which is what CloudFront takes where nothing is said.
    expect(pages).not.toHaveProperty('AllowedMethods');
    expect(pages).not.toHaveProperty('OriginRequestPolicyId');
    // AWS's own CachingOptimized: no header, cookie or query makes another copy; one second at least, as long as the file says.
    expect(pages.CachePolicyId).toBe('658327ea-f89d-4fab-a63d-7e88639e58f6');
    expect(distribution.DefaultRootObject).toBe(ROOT_OBJECT);

    const origin = originOf(pages);
    const access = onlyOne(template, 'AWS::CloudFront::OriginAccessControl');
    expect(access.Properties.OriginAccessControlConfig).toMatchObject({
      OriginAccessControlOriginType: 's3',
      SigningBehavior: 'always',
      SigningProtocol: 'sigv4',
    });
    expect(idIn(origin.OriginAccessControlId)).toBe(resourcesOf(template, 'AWS::CloudFront::OriginAccessControl')[0]![0]);
    const [[bucketId, bucket] = []] = resourcesOf(template, 'AWS::S3::Bucket');
    expect(idIn(origin.DomainName)).toBe(bucketId);
    expect(template.Outputs['SiteBucketName']!.Value).toEqual({ Ref: bucketId });
    expect(bucket?.Properties.PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
    const { Statement } = onlyOne(template, 'AWS::S3::BucketPolicy').Properties.PolicyDocument;
    const allowed = Statement.filter(({ Effect }: Any) => Effect === 'Allow');
    expect(allowed.map(({ Action }: Any) => Action)).toEqual(['s3:GetObject']);
    for (const { Principal, Condition } of allowed) {
      expect(Principal).toEqual({ Service: 'cloudfront.amazonaws.com' });
      expect(JSON.stringify(Condition.StringEquals['AWS:SourceArn'])).toContain(
        resourcesOf(template, 'AWS::CloudFront::Distribution')[0]![0],
      );
    }
    expect(Statement.filter(({ Effect }: Any) => Effect === 'Deny')).toMatchObject([
      { Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    ]);
  });

  test('gives its pages exactly the headers that the local runtime gives them', () => {
    expect(idIn(pages.ResponseHeadersPolicyId)).toBe(resourcesOf(template, 'AWS::CloudFront::ResponseHeadersPolicy')[0]![0]);
    const { SecurityHeadersConfig: security, CustomHeadersConfig: custom } = onlyOne(
      template,
      'AWS::CloudFront::ResponseHeadersPolicy',
    ).Properties.ResponseHeadersPolicyConfig;
    for (const header of [...Object.values<Any>(security), ...custom.Items]) expect(header.Override).toBe(true);
    const [separator, parts] = security.ContentSecurityPolicy.ContentSecurityPolicy['Fn::Join'] as [string, Any[]];
    const bucket = { StackName: 'gelombang-production', Region: 'ap-southeast-3', OutputName: 'EvidenceBucketName' };
    expect(parts.filter((part) => typeof part !== 'string')).toEqual([{ 'Fn::GetStackOutput': bucket }]);
    const policy = parts
      .map((part) => (typeof part === 'string' ? part : '<bucket>'))
      .join(separator)
      .replace('https://<bucket>.s3.ap-southeast-3.amazonaws.com', EVIDENCE_ORIGIN);
    expect({
      'content-security-policy': policy,
      'strict-transport-security': `max-age=${security.StrictTransportSecurity.AccessControlMaxAgeSec}`,
      'x-content-type-options': security.ContentTypeOptions && 'nosniff',
      'referrer-policy': security.ReferrerPolicy.ReferrerPolicy,
      ...Object.fromEntries(custom.Items.map(({ Header, Value }: Any) => [Header, Value])),
    }).toEqual(SITE_HEADERS);
  });

  test('keeps no error for a second, and puts no page of its own in the place of one', () => {
    const errors = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504];
    expect(distribution.CustomErrorResponses).toEqual(errors.map((ErrorCode) => ({ ErrorCode, ErrorCachingMinTTL: 0 })));
  });

  test('writes no access log, shuts out no country', () => {
    expect(distribution).not.toHaveProperty('Logging');
    expect(distribution).not.toHaveProperty('Restrictions');
  });

  test('has a name and a certificate of its own, both or neither, and then takes TLS 1.2 and later only', () => {
    for (const name of ['Domain', 'CertificateArn'])
      expect(template.Parameters[name]).toMatchObject({ Type: 'String', Default: '' });
    const [given] = Object.keys((template as Any).Conditions);
    const none = { Ref: 'AWS::NoValue' };
    const ifGiven = (value: unknown, otherwise: unknown) => ({ 'Fn::If': [given, value, otherwise] });
    expect((template as Any).Conditions[given!]).toEqual({ 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'Domain' }, ''] }] });
    expect(distribution.Aliases).toEqual(ifGiven([{ Ref: 'Domain' }], none));
    expect(distribution.ViewerCertificate).toEqual({
      AcmCertificateArn: ifGiven({ Ref: 'CertificateArn' }, none),
      MinimumProtocolVersion: ifGiven('TLSv1.2_2021', none),
      SslSupportMethod: ifGiven('sni-only', none),
      CloudFrontDefaultCertificate: ifGiven(none, true),
    });
    const bothOrNeither = Object.entries((template as Any).Rules).find(([id]) => id !== 'CheckBootstrapVersion')![1] as Any;
    const holds = (Domain: string, CertificateArn: string) =>
      evaluated(bothOrNeither.Assertions[0].Assert, { Domain, CertificateArn });
    expect([holds('', ''), holds('a', 'b'), holds('a', ''), holds('', 'b')]).toEqual([true, true, false, false]);
  });
});

describe('the alarms of the front', () => {
  const alarms = new Map<string, Any>(
    resourcesOf(template, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => [
      String(Properties.AlarmName).replace('gelombang-production-', ''),
      Properties,
    ]),
  );

  test('say who is hurt, link a page, and are sent to the topic of the front', () => {
    expect([...alarms.keys()]).toEqual(['front-refusing', 'front-failing']);
    const topic = resourcesOf(template, 'AWS::SNS::Topic')[0]![0];
    for (const [name, { AlarmDescription, AlarmActions, OKActions, TreatMissingData }] of alarms) {
      const [, who, page] = String(AlarmDescription).match(/^(.+\.) What to do: docs\/runbook\.md#([a-z-]+)$/)!;
      expect(who).toMatch(/^Applicants\b.{30,}\.$/);
      expect(runbook.toLowerCase()).toContain(`\n## ${page!.replaceAll('-', ' ')}\n`);
      expect(runbook).toContain(`\`${name}\``);
      expect([...AlarmActions, ...OKActions].map(idIn)).toEqual([topic, topic]);
      expect(TreatMissingData).toBe('notBreaching');
    }
    expect(idIn(template.Outputs['AlarmTopicArn']!.Value)).toBe(topic);
  });

  test('look at the firewall and at the distribution, also when nobody is let through', () => {
    const metrics = alarms.get('front-refusing').Metrics as Any[];
    expect(metrics.find(({ Expression }) => Expression).Expression).toBe('100 * blocked / (blocked + FILL(allowed, 0))');
    const looked = metrics.flatMap(({ Id, MetricStat }) => (MetricStat ? [[Id, MetricStat.Metric]] : []));
    const Dimensions = [
      { Name: 'Rule', Value: 'ALL' },
      { Name: 'WebACL', Value: acl.VisibilityConfig.MetricName },
    ];
    expect(Object.fromEntries(looked)).toEqual({
      blocked: { Namespace: 'AWS/WAFV2', MetricName: 'BlockedRequests', Dimensions },
      allowed: { Namespace: 'AWS/WAFV2', MetricName: 'AllowedRequests', Dimensions },
    });
    expect(alarms.get('front-failing')).toMatchObject({
      Namespace: 'AWS/CloudFront',
      MetricName: '5xxErrorRate',
      Statistic: 'Average',
      Period: 60,
      Dimensions: [
        { Name: 'DistributionId', Value: { Ref: resourcesOf(template, 'AWS::CloudFront::Distribution')[0]![0] } },
        { Name: 'Region', Value: 'Global' },
      ],
    });
  });
});

describe('the stack', () => {
  test('stores nothing but pages, and runs nothing but what says which there are: what it holds is this', () => {
    const types = Object.values(template.Resources).map(({ Type }) => Type);
    expect(types.sort()).toEqual([
      'AWS::CloudFront::CachePolicy',
      'AWS::CloudFront::Distribution',
      'AWS::CloudFront::Function',
      'AWS::CloudFront::OriginAccessControl',
      'AWS::CloudFront::OriginRequestPolicy',
      'AWS::CloudFront::ResponseHeadersPolicy',
      'AWS::CloudWatch::Alarm',
      'AWS::CloudWatch::Alarm',
      'AWS::KMS::Key',
      'AWS::S3::Bucket',
      'AWS::S3::BucketPolicy',
      'AWS::SNS::Topic',
      'AWS::SNS::TopicPolicy',
      'AWS::WAFv2::WebACL',
    ]);
    expect(Object.keys(template.Outputs)).toEqual(['FrontUrl', 'SiteBucketName', 'AlarmTopicArn']);
  });

  test('says in its policies what those of the other topic say, and of the bucket what is said above', () => {
    // The firewall's rules have a `Statement` too, without an effect.
    const policies = (of: typeof template) => allStatements(of).filter(({ effect }) => effect !== undefined);
    const ofTheTopic = (of: typeof template) =>
      policies(of)
        .filter(({ holders }) => /^AlarmsAlarmTopic/.test(holders[0]!))
        .map(({ holders: _, resources: __, ...statement }) => statement);
    expect(ofTheTopic(template)).toEqual(ofTheTopic(synthesized('production')));
    const ofTheBucket = policies(template).filter(({ holders }) => /^SiteBucket/.test(holders[0]!));
    expect(ofTheBucket).toHaveLength(2);
    expect(policies(template)).toHaveLength(ofTheTopic(template).length + ofTheBucket.length);
  });

  test('differs between stages by nothing but their names', () => {
    const texts = Object.keys(STAGES).map((stage) =>
      JSON.stringify(synthesizedFront(stage))
        .replaceAll(/gelombang[a-z]+frontFr[A-Za-z]*Origin\w+/g, 'the origin')
        .replaceAll(new RegExp(`\\b${stage}\\b`, 'g'), 'X'),
    );
    expect(new Set(texts).size).toBe(1);
  });
});

/** Every Block action of the firewall that has an answer of ours, in the order of the rules. */
function blocks(value: Any): Any[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === 'Block' ? [inner] : blocks(inner)));
}

/** A condition of CloudFormation for given parameters. */
function evaluated(condition: Any, parameters: Record<string, string>): boolean {
  const [[name, operands]] = Object.entries<Any>(condition) as [[string, Any]];
  const text = (operand: Any) => (typeof operand === 'string' ? operand : parameters[operand.Ref]);
  if (name === 'Fn::Equals') return text(operands[0]) === text(operands[1]);
  const values = operands.map((operand: Any) => evaluated(operand, parameters)) as boolean[];
  return name === 'Fn::Not' ? !values[0] : name === 'Fn::And' ? values.every(Boolean) : values.some(Boolean);
}
