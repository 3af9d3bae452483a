/** What one unit costs. */
export type Price = {
  /** US dollars for `per` units. */
  readonly usd: number;
  readonly per: number;
  readonly unit: string;
  /** Where AWS charges less beyond a quantity a month: up to how many units each price holds; the last has no end. */
  readonly tiers?: readonly { readonly upTo: number; readonly usd: number }[];
  /** The region whose price it is; `global` where all regions pay the same, `indonesia` where the caller's country decides. */
  readonly region: 'us-east-1' | 'global' | 'indonesia';
  /** When the source said so, as far as the source has a date. */
  readonly asOf: string;
  readonly source: string;
  /** `read`: it stands in a public page that was looked at. `assumed`: from memory, or by likeness; no page with the number was found. */
  readonly standing: 'read' | 'assumed';
};

const MILLION = 1_000_000;
const LAMBDA = 'aws.amazon.com/lambda/pricing, as repeated by cloudchipr.com/blog/aws-lambda-pricing';
const DYNAMODB =
  'aws.amazon.com/dynamodb/pricing/on-demand, as repeated by airbyte.com/data-engineering-resources/dynamodb-pricing';
const WAF = 'aws.amazon.com/waf/pricing, as repeated by c3x.dev/blog/aws-waf-cost-explained';
const CLOUDWATCH = 'aws.amazon.com/cloudwatch/pricing, as repeated by cloudburn.io/blog/amazon-cloudwatch-pricing';
const EDGE_BILL =
  "lines AP-Requests-Tier2-HTTPS, AP-Requests-HTTPS-Proxy and AP-DataTransfer-Out-OBytes of a published AWS bill (Asia's price group)";
const FROM_MEMORY = 'no page with the number was found without a network';

/**
 * On-demand prices without free tiers, taxes, discounts or support. The price list of Jakarta (ap-southeast-3) could not be had without a
 * network: where nothing else is said the price is that of us-east-1, and Jakarta's is higher for most services. Whoever has a network looks
 * at the AWS price list (https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/index.json) and changes the numbers here, and only here.
 */
export const PRICES = {
  apiRequests: {
    usd: 1,
    per: MILLION,
    unit: 'requests of 512 KB',
    tiers: [
      { upTo: 300 * MILLION, usd: 1 },
      { upTo: Number.POSITIVE_INFINITY, usd: 0.9 },
    ],
    region: 'us-east-1',
    asOf: '2025-12',
    source: 'aws.amazon.com/api-gateway/pricing; the first tier as repeated by public tutorials, the second from memory',
    standing: 'read',
  },
  lambdaRequests: { usd: 0.2, per: MILLION, unit: 'calls', region: 'us-east-1', asOf: '2024', source: LAMBDA, standing: 'read' },
  lambdaSeconds: {
    usd: 0.0000133334,
    per: 1,
    unit: 'GB-seconds (arm64)',
    region: 'us-east-1',
    asOf: '2024',
    source: LAMBDA,
    standing: 'read',
  },
  provisionedSeconds: {
    usd: 0.0000033334,
    per: 1,
    unit: 'GB-seconds kept warm (arm64)',
    region: 'us-east-1',
    asOf: '2026-11',
    source: FROM_MEMORY,
    standing: 'assumed',
  },
  writeUnits: {
    usd: 0.625,
    per: MILLION,
    unit: 'write units',
    region: 'us-east-1',
    asOf: '2025-07',
    source: DYNAMODB,
    standing: 'read',
  },
  readUnits: {
    usd: 0.125,
    per: MILLION,
    unit: 'read units',
    region: 'us-east-1',
    asOf: '2025-07',
    source: DYNAMODB,
    standing: 'read',
  },
  warmWriteUnits: {
    usd: 0.00065,
    per: 1,
    unit: 'write units of warm throughput, once',
    region: 'us-east-1',
    asOf: '2026-11',
    source: `${FROM_MEMORY}; set like an hour of a provisioned unit`,
    standing: 'assumed',
  },
  tableStorage: {
    usd: 0.25,
    per: 1,
    unit: 'GB-months',
    region: 'us-east-1',
    asOf: '2024',
    source: 'aws.amazon.com/dynamodb/pricing, as repeated by the price tables of infracost',
    standing: 'read',
  },
  tableRecovery: {
    usd: 0.2,
    per: 1,
    unit: 'GB-months of point-in-time recovery',
    region: 'us-east-1',
    asOf: '2024',
    source: 'aws.amazon.com/dynamodb/pricing, as repeated by the price tables of infracost',
    standing: 'read',
  },
  stateTransitions: {
    usd: 0.025,
    per: 1_000,
    unit: 'state transitions (standard)',
    region: 'us-east-1',
    asOf: 'undated copy',
    source: 'aws.amazon.com/step-functions/pricing (Singapore has the same price there)',
    standing: 'read',
  },
  bucketPuts: {
    usd: 0.005,
    per: 1_000,
    unit: 'PUT requests',
    region: 'us-east-1',
    asOf: '2026-11',
    source: FROM_MEMORY,
    standing: 'assumed',
  },
  bucketGets: {
    usd: 0.0004,
    per: 1_000,
    unit: 'GET requests',
    region: 'us-east-1',
    asOf: '2026-11',
    source: FROM_MEMORY,
    standing: 'assumed',
  },
  bucketStorage: {
    usd: 0.023,
    per: 1,
    unit: 'GB-months',
    region: 'us-east-1',
    asOf: '2026-11',
    source: FROM_MEMORY,
    standing: 'assumed',
  },
  logIngestion: {
    usd: 0.5,
    per: 1,
    unit: 'GB of log lines',
    region: 'us-east-1',
    asOf: '2026-02',
    source: CLOUDWATCH,
    standing: 'read',
  },
  logStorage: {
    usd: 0.03,
    per: 1,
    unit: 'GB-months (compressed)',
    region: 'us-east-1',
    asOf: '2026-11',
    source: FROM_MEMORY,
    standing: 'assumed',
  },
  metrics: {
    usd: 0.3,
    per: 1,
    unit: 'metric-months',
    region: 'us-east-1',
    asOf: '2026-02',
    source: 'aws.amazon.com/cloudwatch/pricing, as repeated by signoz.io/guides/cloudwatch-pricing',
    standing: 'read',
  },
  alarms: {
    usd: 0.1,
    per: 1,
    unit: 'months of a metric that an alarm looks at',
    region: 'us-east-1',
    asOf: '2026-11',
    source: FROM_MEMORY,
    standing: 'assumed',
  },
  traces: {
    usd: 5,
    per: MILLION,
    unit: 'traces recorded',
    region: 'us-east-1',
    asOf: '2026-11',
    source: FROM_MEMORY,
    standing: 'assumed',
  },
  edgeRequests: {
    usd: 0.012,
    per: 10_000,
    unit: 'HTTPS requests',
    region: 'indonesia',
    asOf: 'undated copy',
    source: EDGE_BILL,
    standing: 'read',
  },
  edgeFunctionCalls: {
    usd: 0.1,
    per: MILLION,
    unit: 'calls of CloudFront functions',
    region: 'global',
    asOf: '2026-11',
    source: FROM_MEMORY,
    standing: 'assumed',
  },
  edgeBytesOut: {
    usd: 0.12,
    per: 1,
    unit: 'GB to callers',
    tiers: [
      { upTo: 10_000, usd: 0.12 },
      { upTo: 50_000, usd: 0.1 },
      { upTo: 150_000, usd: 0.095 },
      { upTo: 500_000, usd: 0.09 },
      { upTo: 1_024_000, usd: 0.08 },
      { upTo: Number.POSITIVE_INFINITY, usd: 0.07 },
    ],
    region: 'indonesia',
    asOf: 'undated copy',
    source: 'aws.amazon.com/cloudfront/pricing, column of Hong Kong, Indonesia and others',
    standing: 'read',
  },
  edgeBytesToOrigin: {
    usd: 0.06,
    per: 1,
    unit: 'GB to the origin',
    region: 'indonesia',
    asOf: 'undated copy',
    source: EDGE_BILL,
    standing: 'read',
  },
  firewallLists: { usd: 5, per: 1, unit: 'web ACL-months', region: 'global', asOf: '2026', source: WAF, standing: 'read' },
  firewallRules: { usd: 1, per: 1, unit: 'rule-months', region: 'global', asOf: '2026', source: WAF, standing: 'read' },
  firewallRequests: {
    usd: 0.6,
    per: MILLION,
    unit: 'requests looked at',
    region: 'global',
    asOf: '2026',
    source: WAF,
    standing: 'read',
  },
  keys: { usd: 1, per: 1, unit: 'key-months', region: 'us-east-1', asOf: '2026-11', source: FROM_MEMORY, standing: 'assumed' },
  keyAgreements: {
    usd: 0.15,
    per: 10_000,
    unit: 'DeriveSharedSecret (ECC)',
    region: 'us-east-1',
    asOf: '2026-11',
    source: FROM_MEMORY,
    standing: 'assumed',
  },
  keyRequests: {
    usd: 0.03,
    per: 10_000,
    unit: 'requests of symmetric keys',
    region: 'us-east-1',
    asOf: '2026-11',
    source: FROM_MEMORY,
    standing: 'assumed',
  },
  secrets: {
    usd: 0.4,
    per: 1,
    unit: 'secret-months',
    region: 'us-east-1',
    asOf: '2026-11',
    source: FROM_MEMORY,
    standing: 'assumed',
  },
  secretCalls: {
    usd: 0.05,
    per: 10_000,
    unit: 'calls',
    region: 'us-east-1',
    asOf: '2026-11',
    source: FROM_MEMORY,
    standing: 'assumed',
  },
  schedulerCalls: {
    usd: 1,
    per: MILLION,
    unit: 'calls',
    region: 'us-east-1',
    asOf: '2026-11',
    source: FROM_MEMORY,
    standing: 'assumed',
  },
  queueRequests: {
    usd: 0.4,
    per: MILLION,
    unit: 'requests',
    region: 'us-east-1',
    asOf: '2026-11',
    source: FROM_MEMORY,
    standing: 'assumed',
  },
  busEvents: {
    usd: 1,
    per: MILLION,
    unit: 'custom events of 64 KB',
    region: 'us-east-1',
    asOf: '2026-11',
    source: FROM_MEMORY,
    standing: 'assumed',
  },
  notifications: {
    usd: 0.5,
    per: MILLION,
    unit: 'requests',
    region: 'us-east-1',
    asOf: '2026-11',
    source: FROM_MEMORY,
    standing: 'assumed',
  },
  signedInUsers: {
    usd: 0.015,
    per: 1,
    unit: 'users signed in that month (Essentials)',
    region: 'us-east-1',
    asOf: '2026-11',
    source: FROM_MEMORY,
    standing: 'assumed',
  },
} as const satisfies Record<string, Price>;

export type PriceName = keyof typeof PRICES;

/** Regions that a bill can be made for. */
export const REGIONS = ['ap-southeast-3', 'us-east-1'] as const;
export type Region = (typeof REGIONS)[number];

/** What so many units a month cost, in US dollars; tier by tier. */
export function costOf(name: PriceName, units: number): number {
  const price: Price = PRICES[name];
  let sum = 0;
  let from = 0;
  for (const { upTo, usd } of price.tiers ?? [{ upTo: Number.POSITIVE_INFINITY, usd: price.usd }]) {
    sum += (Math.max(0, Math.min(units, upTo) - from) / price.per) * usd;
    from = upTo;
  }
  return sum;
}

/** What is to be said of a price when the bill is for that region; an empty text when it is that region's own and was read. */
export function caveatOf(name: PriceName, region: Region): string {
  const price: Price = PRICES[name];
  const elsewhere = price.region === 'us-east-1' && region !== 'us-east-1' ? "us-east-1 price, not Jakarta's" : '';
  return [price.standing === 'assumed' ? 'assumed' : '', elsewhere].filter(Boolean).join('; ');
}
