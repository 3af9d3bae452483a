import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { RETRYABLE } from '#shared/errors.ts';
import { COUNTED_ERRORS, COUNTED_MESSAGES } from '#shared/names.ts';
import { functionName, idIn, onlyOne, type Resource, resourcesOf, synthesized, textOf } from './synthesized-template.ts';

type Stat = { Metric: { Namespace: string; MetricName: string; Dimensions?: Dimension[] }; Period: number; Stat: string };
type Dimension = { Name: string; Value: unknown };

const template = synthesized('production');
const alarms = new Map(
  resourcesOf(template, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => [
    String(Properties.AlarmName).replace('gelombang-production-', ''),
    Properties,
  ]),
);
const topic = resourcesOf(template, 'AWS::SNS::Topic')[0]![0];
const functions = resourcesOf(template, 'AWS::Lambda::Function');
const filters = new Map(
  resourcesOf(template, 'AWS::Logs::MetricFilter').map(([, { Properties }]) => [
    Properties.MetricTransformations[0].MetricName as string,
    Properties,
  ]),
);
const runbook = readFileSync('docs/runbook.md', 'utf8');
const pages = [...runbook.matchAll(/^## (.+)$/gm)].map(([, title]) => anchorOf(title!));

/** What hurts people, and what its alarm looks at: written down a second time. */
const WATCHED: Record<string, string[]> = {
  'registrations-failing': ['gelombang-production FailedRegistrations', 'gelombang-production Registrations'],
  'wrong-pepper': ['gelombang-production WrongPepper'],
  'api-failing': ['AWS/ApiGateway 5xx ApiId=Api', 'AWS/ApiGateway Count ApiId=Api'],
  'api-throttled': ['gelombang-production Requests', 'gelombang-production ThrottledRequests'],
  'selection-failed': ['Aborted', 'Failed', 'TimedOut'].map((end) => `AWS/States Executions${end} StateMachineArn=Selection`),
  'erasure-failed': ['Aborted', 'Failed', 'TimedOut'].map((end) => `AWS/States Executions${end} StateMachineArn=Erasure`),
  'erasure-functions-throttled': ['erase-shard', 'finish-erasure'].map((name) => `AWS/Lambda Throttles FunctionName=${name}`),
  'deadlines-failed': ['Aborted', 'Failed', 'TimedOut'].map((end) => `AWS/States Executions${end} StateMachineArn=Deadlines`),
  'deadlines-functions-throttled': ['begin-refill', 'publish-refill', 'settle-wave', 'tend-places'].map(
    (name) => `AWS/Lambda Throttles FunctionName=${name}`,
  ),
  'notification-failed': ['Aborted', 'Failed', 'TimedOut'].map((end) => `AWS/States Executions${end} StateMachineArn=Notification`),
  'notices-undelivered': ['AWS/SQS ApproximateNumberOfMessagesVisible QueueName=NoticeDeliveryDeadLetters'],
  'notification-functions-throttled': ['finish-notification', 'notify-shard'].map(
    (name) => `AWS/Lambda Throttles FunctionName=${name}`,
  ),
  'delivery-functions-throttled': ['AWS/Lambda Throttles FunctionName=deliver-notice'],
  'selection-late': ['gelombang-production LateSelections'],
  'beacon-late': ['gelombang-production SilentBeacon'],
  'awards-throttled': ['AWS/DynamoDB WriteThrottleEvents TableName=Recipients'],
  'wave-clock-silent': ['AWS/Lambda Invocations FunctionName=wave-clock'],
  'wave-clock-failing': ['AWS/Lambda Errors FunctionName=wave-clock'],
  'dead-letters': ['AWS/SQS ApproximateNumberOfMessagesVisible QueueName=DeadLetters'],
  'partner-functions-throttled': ['activate-place', 'partners'].map((name) => `AWS/Lambda Throttles FunctionName=${name}`),
  'appeal-functions-throttled': ['appeal', 'appeals'].map((name) => `AWS/Lambda Throttles FunctionName=${name}`),
  'wave-clock-throttled': ['AWS/Lambda Throttles FunctionName=wave-clock'],
  'selection-functions-throttled': ['award-batch', 'commit-entrants', 'draw', 'publish', 'screen-shard'].map(
    (name) => `AWS/Lambda Throttles FunctionName=${name}`,
  ),
};

describe.each([...alarms])('alarm %s', (_name, alarm) => {
  test('says in a sentence who is hurt, and links an existing page', () => {
    const [, who, page] = String(alarm.AlarmDescription).match(/^(.+\.) What to do: docs\/runbook\.md#([a-z-]+)$/)!;
    expect(who).toMatch(/^(Applicants|Everybody|Winners|Officers|Those)\b.{30,}\.$/);
    expect(pages).toContain(page);
    expect(alarm.AlarmDescription.length).toBeLessThanOrEqual(1024);
  });

  test('is sent to the topic when it begins and when it is over', () => {
    expect(alarm.AlarmActions.map(idIn)).toEqual([topic]);
    expect(alarm.OKActions.map(idIn)).toEqual([topic]);
    expect(alarm.ActionsEnabled ?? true).toBe(true);
  });

  test('looks at no more than the ten metrics that CloudWatch allows', () => {
    expect(statsOf(alarm).length).toBeGreaterThan(0);
    expect(statsOf(alarm).length).toBeLessThanOrEqual(10);
  });

  test('takes silence for well, unless silence is what it is about', () => {
    expect(alarm.TreatMissingData).toBe(_name === 'wave-clock-silent' ? 'breaching' : 'notBreaching');
  });
});

describe('each hurt has its alarm', () => {
  test.each(Object.entries(WATCHED))('%s looks at the right metric', (name, metrics) => {
    expect(statsOf(alarms.get(name)!).map(described).sort()).toEqual([...metrics].sort());
  });

  test('and the runbook lists every alarm', () => {
    const unlisted = [...alarms.keys()].filter((name) => !name.endsWith('-throttled') && !runbook.includes(`\`${name}\``));
    expect(unlisted).toEqual([]);
  });

  test('every function is watched for throttling, once', () => {
    const watched = [...alarms.values()].flatMap(statsOf).map(described);
    const names = functions.map(([id]) => `AWS/Lambda Throttles FunctionName=${functionName(template, id)}`);
    expect(watched.filter((metric) => metric.includes(' Throttles ')).sort()).toEqual(names.sort());
  });

  test('the wave clock is silent when it was not called once in five minutes', () => {
    const { Threshold, ComparisonOperator, Period, Statistic, EvaluationPeriods } = alarms.get('wave-clock-silent')!;
    expect({ Threshold, ComparisonOperator, Period, Statistic, EvaluationPeriods }).toEqual({
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
      Period: 300,
      Statistic: 'Sum',
      EvaluationPeriods: 1,
    });
  });

  test('one failed execution is enough', () => {
    for (const name of ['selection-failed', 'notification-failed', 'erasure-failed']) {
      expect(alarms.get(name)).toMatchObject({
        Threshold: 0,
        ComparisonOperator: 'GreaterThanThreshold',
        EvaluationPeriods: 1,
      });
    }
  });
});

describe('what is counted in logs', () => {
  const registering = ['POST /v1/waves/{waveId}/registrations', 'POST /v1/waves/{waveId}/registration'];
  const routes = `($.routeKey = "${registering[0]}" || $.routeKey = "${registering[1]}")`;

  test.each([
    ['FailedRegistrations', `{ ${routes} && $.status = "5*" }`, 'AccessLog'],
    ['Registrations', `{ ${routes} && $.status = "*" }`, 'AccessLog'],
    ['ThrottledRequests', '{ $.status = "429" }', 'AccessLog'],
    ['Requests', '{ $.status = "*" }', 'AccessLog'],
    ['LateSelections', `{ $.message = "${COUNTED_MESSAGES.selectionLate}" }`, 'waveclockLogs'],
    ['SilentBeacon', `{ $.error = "${RETRYABLE.beaconNotAvailable}" }`, 'drawLogs'],
  ])('%s', (name, pattern, group) => {
    expect(filters.get(name)).toMatchObject({ FilterPattern: pattern });
    expect(idIn(filters.get(name)!.LogGroupName)).toContain(group);
    expect(filters.get(name)!.MetricTransformations[0]).toMatchObject({
      MetricValue: '1',
      MetricNamespace: 'gelombang-production',
    });
  });

  test('a wrong pepper, in the log of each function that reads it, as one metric', () => {
    const ofPepper = resourcesOf(template, 'AWS::Logs::MetricFilter').filter(
      ([, { Properties }]) => Properties.MetricTransformations[0].MetricName === 'WrongPepper',
    );
    const readers = ofPepper.map(([, { Properties }]) => idIn(Properties.LogGroupName).replace(/Logs\w+$/, ''));
    expect(readers.sort()).toEqual([
      'Applicantsjoinwave',
      'Applicantsregister',
      'OfficerRoutesListsimportlist',
      'OfficerRoutesschedulewave',
    ]);
    const { wrongPepper } = COUNTED_ERRORS;
    for (const [, { Properties }] of ofPepper) {
      // Lambda puts what a function writes by itself below `message`; the logger's lines are JSON already.
      expect(Properties.FilterPattern).toBe(`{ $.message.error = "${wrongPepper}" || $.error = "${wrongPepper}" }`);
    }
  });

  test('the routes are routes of the API', () => {
    const known = resourcesOf(template, 'AWS::ApiGatewayV2::Route').map(([, { Properties }]) => Properties.RouteKey);
    for (const route of registering) expect(known).toContain(route);
  });

  test('the access log holds the fields that are counted, and nothing that says who has asked', () => {
    const { AccessLogSettings } = onlyOne(template, 'AWS::ApiGatewayV2::Stage').Properties;
    const format = JSON.parse(AccessLogSettings.Format) as Record<string, string>;
    expect(format).toMatchObject({ routeKey: '$context.routeKey', status: '$context.status' });
    expect(Object.values(format).filter((value) => /identity|path|authorizer|domain|header/i.test(value))).toEqual([]);
  });
});

test('the topic is encrypted, and its ARN is an output', () => {
  const { KmsMasterKeyId } = onlyOne(template, 'AWS::SNS::Topic').Properties;
  expect(template.Resources[idIn(KmsMasterKeyId)]!.Properties).toMatchObject({ EnableKeyRotation: true });
  expect(idIn(template.Outputs['AlarmTopicArn']!.Value)).toBe(topic);
});

/** The metrics that an alarm looks at, whether alone or in an expression. */
function statsOf(alarm: Resource['Properties']): Stat[] {
  if (!alarm.Metrics) {
    const { Namespace, MetricName, Dimensions, Period, Statistic } = alarm;
    return [{ Metric: { Namespace, MetricName, Dimensions }, Period, Stat: Statistic }];
  }
  return alarm.Metrics.flatMap(({ MetricStat }: { MetricStat?: Stat }) => (MetricStat ? [MetricStat] : []));
}

/** `AWS/Lambda Errors FunctionName=wave-clock`: what a dimension points at by its short name. */
function described({ Metric: { Namespace, MetricName, Dimensions = [] } }: Stat): string {
  return [Namespace, MetricName, ...Dimensions.map(({ Name, Value }) => `${Name}=${shortName(idIn(Value))}`)].join(' ');
}

function shortName(id: string): string {
  const resource = template.Resources[id.replace(/^\$\{(\w+)\..*$/, '$1')];
  if (resource?.Type === 'AWS::Lambda::Function') return functionName(template, id);
  return id.match(/(NoticeDelivery)?DeadLetters|Recipients|^Selection|^Notification|^Erasure|^Deadlines|^Api/)?.[0] ?? textOf(id);
}

/** As GitHub makes anchors of headings. */
function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-');
}
