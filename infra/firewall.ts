import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { FRONT_PROBLEMS, FRONT_RETRY_SECONDS, type FrontProblemName, frontProblem } from '#shared/http/front-problems.ts';
import type { Stage } from './stages.ts';

const WINDOW_SECONDS = 300;

/**
 * Requests of one address in five minutes. Carriers put phones behind shared addresses, a thousand of them in a bad case, so that these limits
 * are for machines and not for crowds: a thousand phones may each ask every five seconds, and send the form every half minute; those who have
 * been turned away and come again after a minute, as they are told, stay below. Above it one address would take 8 %, and 1.3 % by writing, of
 * all that production takes. Five minutes rather than one, since an opening is a burst.
 */
const REQUESTS_PER_ADDRESS = 60_000;
const WRITES_PER_ADDRESS = 10_000;

type Rule = CfnWebACL.RuleProperty;

/**
 * The web ACL before the distribution. It lets through what no rule refuses, and keeps no sample of any request: samples hold addresses and
 * headers, tokens among them. Metrics say which rule refuses how many.
 */
export class Firewall extends Construct {
  readonly arn: string;
  readonly #name: string;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id);
    this.#name = `gelombang-${stage.name}-front`;
    const rules = [
      perAddress('RequestsPerAddress', REQUESTS_PER_ADDRESS),
      perAddress('WritesPerAddress', WRITES_PER_ADDRESS, { notStatement: { statement: methodIs('GET') } }),
      // Counted only: a reputation is an address's, and one infected phone would speak for the thousand others behind it.
      managed('AmazonIpReputationList', { count: {} }),
      managed('KnownBadInputsRuleSet', { none: {} }),
      managed('CommonRuleSet', { none: {} }, OWN_ACTIONS),
    ];
    const acl = new CfnWebACL(this, 'Acl', {
      name: this.#name,
      description: 'Gelombang: limits by address, and the managed rules that refuse no honest registration',
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      customResponseBodies: Object.fromEntries(
        (Object.keys(FRONT_PROBLEMS) as FrontProblemName[]).map((name) => [
          name,
          { contentType: 'APPLICATION_JSON', content: JSON.stringify(frontProblem(name)) },
        ]),
      ),
      rules: rules.map((rule, priority): Rule => ({ ...rule, priority })),
      visibilityConfig: counted(this.#name),
    });
    this.arn = acl.attrArn;
  }

  /** Requests that some rule has refused, a minute. */
  blocked(): Metric {
    return this.#requests('BlockedRequests');
  }

  /** Requests that were let through, a minute. */
  allowed(): Metric {
    return this.#requests('AllowedRequests');
  }

  #requests(metricName: string): Metric {
    return new Metric({
      namespace: 'AWS/WAFV2',
      metricName,
      dimensionsMap: { WebACL: this.#name, Rule: 'ALL' },
      statistic: Stats.SUM,
      period: Duration.minutes(1),
    });
  }
}

/** Rules of the common set that do something else here than refuse with a bare 403. */
const OWN_ACTIONS: CfnWebACL.RuleActionOverrideProperty[] = [
  // The limit is that of the API (8,192 bytes), and so is the answer.
  { name: 'SizeRestrictions_BODY', actionToUse: refuse('body-too-large') },
  // "D'Angelo Onibala" looks like a quote and an event handler. A body is parsed strictly here, sealed, and never shown as a page.
  { name: 'CrossSiteScripting_BODY', actionToUse: { count: {} } },
  // A recount is done with any tool, also one that says no name; a name that anybody can invent protects nothing.
  { name: 'NoUserAgent_HEADER', actionToUse: { count: {} } },
];

/** @param of only requests that this statement matches; all if left out */
function perAddress(name: string, limit: number, of?: CfnWebACL.StatementProperty): Omit<Rule, 'priority'> {
  return {
    name,
    statement: {
      rateBasedStatement: {
        aggregateKeyType: 'IP',
        evaluationWindowSec: WINDOW_SECONDS,
        limit,
        ...(of && { scopeDownStatement: of }),
      },
    },
    action: refuse('too-many-requests'),
    visibilityConfig: counted(name),
  };
}

/** A rule group that AWS keeps up to date, unpinned: what it newly refuses shows in the alarm `front-refusing`. */
function managed(
  name: string,
  overrideAction: CfnWebACL.OverrideActionProperty,
  ruleActionOverrides?: CfnWebACL.RuleActionOverrideProperty[],
): Omit<Rule, 'priority'> {
  return {
    name,
    statement: {
      managedRuleGroupStatement: {
        vendorName: 'AWS',
        name: `AWSManagedRules${name}`,
        ...(ruleActionOverrides && { ruleActionOverrides }),
      },
    },
    overrideAction,
    visibilityConfig: counted(name),
  };
}

function methodIs(method: string): CfnWebACL.StatementProperty {
  return {
    byteMatchStatement: {
      fieldToMatch: { method: {} },
      positionalConstraint: 'EXACTLY',
      searchString: method,
      textTransformations: [{ priority: 0, type: 'NONE' }],
    },
  };
}

/** The firewall sets the content type itself, from the kind of the body: `application/json`. */
function refuse(name: FrontProblemName): CfnWebACL.RuleActionProperty {
  const [responseCode] = FRONT_PROBLEMS[name];
  const headers = { 'cache-control': 'no-store', ...(responseCode === 429 && { 'retry-after': String(FRONT_RETRY_SECONDS) }) };
  return {
    block: {
      customResponse: {
        responseCode,
        customResponseBodyKey: name,
        responseHeaders: Object.entries(headers).map(([header, value]) => ({ name: header, value })),
      },
    },
  };
}

function counted(metricName: string): CfnWebACL.VisibilityConfigProperty {
  return { cloudWatchMetricsEnabled: true, metricName, sampledRequestsEnabled: false };
}
