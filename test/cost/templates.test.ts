import { expect, test } from 'vitest';
import { billOf } from '#cost/bill.ts';
import { functionsOf } from '#cost/functions.ts';
import { ASSUMED } from '#cost/measured.ts';
import {
  DEADLINES_TRANSITIONS,
  ERASURE_TRANSITIONS,
  NOTIFICATION_TRANSITIONS,
  STANDING,
  selectionTransitions,
} from '#cost/terms.ts';
import type { Wave } from '#cost/wave.ts';
import { STAGES } from '#infra/stages.ts';
import { functionName, resourcesOf, synthesized, synthesizedFront } from '../infra/synthesized-template.ts';

const template = synthesized('production');
const front = synthesizedFront('production');
const wave: Wave = { registrations: 10_000_000, places: 800_000, reads: 48, tracing: 0.05, logs: 1 };
const bill = billOf(wave, 1, 'ap-southeast-3', STAGES.production);

/** Kinds of resources that are billed, and the terms that bill them. */
const BILLED: Record<string, string[]> = {
  'AWS::ApiGatewayV2::Api': ['API Gateway requests'],
  'AWS::CloudFront::Distribution': ['CloudFront requests', 'CloudFront to callers', 'CloudFront to the origin'],
  'AWS::CloudFront::Function': ['CloudFront calls of its function'],
  'AWS::CloudWatch::Alarm': ['CloudWatch alarms'],
  'AWS::Cognito::UserPool': ['Cognito users'],
  'AWS::DynamoDB::Table': ['DynamoDB writes of registrations', 'DynamoDB storage', 'DynamoDB point-in-time recovery'],
  'AWS::Events::EventBus': ['EventBridge events'],
  'AWS::KMS::Key': ['KMS keys', 'KMS openings'],
  'AWS::Lambda::Alias': ['Lambda provisioned concurrency'],
  'AWS::Lambda::Function': ['Lambda calls of register', 'Lambda GB-seconds of register', 'X-Ray traces'],
  'AWS::Logs::LogGroup': ['CloudWatch logs of functions', 'CloudWatch access log', 'CloudWatch logs kept'],
  'AWS::Logs::MetricFilter': ['CloudWatch metrics'],
  'AWS::S3::Bucket': ['S3 puts', 'S3 gets', 'S3 storage'],
  'AWS::SNS::Topic': ['SNS notifications'],
  'AWS::SQS::Queue': ['SQS requests'],
  'AWS::Scheduler::Schedule': ['EventBridge Scheduler calls'],
  'AWS::SecretsManager::Secret': ['Secrets Manager secrets', 'Secrets Manager calls'],
  'AWS::StepFunctions::StateMachine': [
    'Step Functions selection',
    'Step Functions notification',
    'Step Functions erasure',
    'Step Functions deadlines',
  ],
  'AWS::WAFv2::WebACL': ['WAF web ACL', 'WAF rules', 'WAF requests'],
};

/** Kinds that cost nothing by themselves: permissions, and parts of something that is billed. */
const FREE = [
  'AWS::ApiGatewayV2::Authorizer',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Route',
  'AWS::ApiGatewayV2::Stage',
  'AWS::CloudFront::CachePolicy',
  'AWS::CloudFront::OriginAccessControl',
  'AWS::CloudFront::OriginRequestPolicy',
  'AWS::CloudFront::ResponseHeadersPolicy',
  'AWS::Cognito::ManagedLoginBranding',
  'AWS::Cognito::UserPoolClient',
  'AWS::Cognito::UserPoolDomain',
  'AWS::Cognito::UserPoolGroup',
  'AWS::Events::Rule',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Lambda::Permission',
  'AWS::Lambda::Version',
  'AWS::S3::BucketPolicy',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::QueuePolicy',
];

const resources = [...Object.values(template.Resources), ...Object.values(front.Resources)];
const count = (type: string) => resources.filter(({ Type }) => Type === type).length;

test('every kind of resource is billed or known to be free', () => {
  const unknown = [...new Set(resources.map(({ Type }) => Type))].filter((type) => !(type in BILLED) && !FREE.includes(type));
  expect(unknown, 'add what it costs to cost/bill.ts, and its terms here').toEqual([]);
});

test('every term that bills a resource is on the bill', () => {
  const ids = new Set(bill.terms.map(({ id }) => id));
  for (const id of Object.values(BILLED).flat()) expect([id, ids.has(id)]).toEqual([id, true]);
});

test('every function is on the bill, by calls and by GB-seconds, with its own memory', () => {
  const deployed = resourcesOf(template, 'AWS::Lambda::Function')
    .map(([id, { Properties }]) => [functionName(template, id), Properties.MemorySize])
    .toSorted();
  const billed = functionsOf(wave)
    .map(({ name, memoryMb }) => [name, memoryMb])
    .toSorted();
  expect(billed, 'functions of cost/functions.ts').toEqual(deployed);
  for (const [name] of deployed) {
    for (const what of ['calls', 'GB-seconds'])
      expect(bill.terms.filter(({ id }) => id === `Lambda ${what} of ${name}`)).toHaveLength(1);
  }
});

test('what stands is counted', () => {
  const alarms = resources.filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm');
  const metricsOf = ({ Metrics = [{ MetricStat: {} }] }: { Metrics?: { MetricStat?: object }[] }) =>
    Metrics.filter(({ MetricStat }) => MetricStat).length;
  const acl = resources.find(({ Type }) => Type === 'AWS::WAFv2::WebACL');
  // Tables are warmed by the wave clock, as the stage asks, and by nobody else.
  expect(resources.filter(({ Properties }) => Properties?.WarmThroughput)).toEqual([]);
  expect(STANDING).toEqual({
    alarmMetrics: alarms.reduce((sum, { Properties }) => sum + metricsOf(Properties), 0),
    metrics: count('AWS::Logs::MetricFilter'),
    keys: count('AWS::KMS::Key'),
    secrets: count('AWS::SecretsManager::Secret'),
    firewalls: count('AWS::WAFv2::WebACL'),
    firewallRules: acl?.Properties.Rules.length,
  });
});

test('all functions trace, and run on arm64, as they are billed', () => {
  for (const [, { Properties }] of resourcesOf(template, 'AWS::Lambda::Function')) {
    expect(Properties.TracingConfig).toEqual({ Mode: 'Active' });
    expect(Properties.Architectures).toEqual(['arm64']);
  }
});

test('state transitions are those of the workflows', () => {
  const [selection, notification, erasure] = ['ScreenShards', 'NotifyShards', 'EraseShards'].map((state) => definitionWith(state));
  // Every state once; the round's states as often as there are rounds, the last of them without awards; one state of a Map per item.
  const names = Object.keys(selection!.States);
  expect(names.toSorted()).toEqual(
    [
      'ListShards',
      'StartRounds',
      'ScreenShards',
      'CommitEntrants',
      'WaitForBeacon',
      'Draw',
      'AnyWinners',
      'AwardBatches',
      'WaitOutTheOutage',
      'Publish',
      'Published',
    ].toSorted(),
  );
  const { awardRounds, refillBatches } = ASSUMED;
  const rounds = awardRounds * 3 + 2;
  expect(selectionTransitions(wave)).toBe(5 + 256 + rounds + (256 + refillBatches * (awardRounds - 1)) + 2);
  // A day on which a refill is made has five states more, and as many rounds as that takes: it is a plan's choice and not on the bill.
  const ofARefill = ['StartRounds', 'Draw', 'AnyWinners', 'AwardBatches', 'PublishRefill'].length;
  expect(DEADLINES_TRANSITIONS).toBe(Object.keys(definitionWith('TendGroups').States).length - ofARefill + 16);
  expect(NOTIFICATION_TRANSITIONS).toBe(Object.keys(notification!.States).length + 256);
  expect(ERASURE_TRANSITIONS).toBe(Object.keys(erasure!.States).length + 256);
});

function definitionWith(state: string): { States: Record<string, unknown> } {
  for (const [, { Properties }] of resourcesOf(template, 'AWS::StepFunctions::StateMachine')) {
    const text = Properties.DefinitionString['Fn::Join'][1]
      .map((part: unknown) => (typeof part === 'string' ? part : 'arn'))
      .join('');
    const definition = JSON.parse(text);
    if (state in definition.States) return definition;
  }
  throw new Error(`no workflow has a state ${state}`);
}
