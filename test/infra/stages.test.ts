import { describe, expect, test } from 'vitest';
import { STAGES } from '#infra/stages.ts';
import { NOTICE_KINDS, NOTICE_SOURCE } from '#shared/names.ts';
import { functionName, idIn, onlyOne, resourcesOf, synthesized } from './synthesized-template.ts';

describe.each(Object.values(STAGES))('stage $name', (stage) => {
  const template = synthesized(stage.name);

  test('throttles the API and ends its logs as the stage says', () => {
    expect(onlyOne(template, 'AWS::ApiGatewayV2::Stage').Properties).toMatchObject({
      StageName: '$default',
      AutoDeploy: true,
      DefaultRouteSettings: { ThrottlingRateLimit: stage.throttling.rate, ThrottlingBurstLimit: stage.throttling.burst },
    });
    const groups = resourcesOf(template, 'AWS::Logs::LogGroup');
    // One for each function, and the access log of the API.
    expect(groups.length).toBe(resourcesOf(template, 'AWS::Lambda::Function').length + 1);
    for (const [id, { Properties }] of groups) expect(Properties.RetentionInDays, id).toBe(stage.logRetention);
  });

  test('prints what an operator needs to know', () => {
    expect(Object.keys(template.Outputs).sort()).toEqual([
      'AlarmTopicArn',
      'ApiUrl',
      'EvidenceBucketName',
      'OfficersSignIn',
      'SignInUrl',
      'UserPoolClientId',
      'UserPoolId',
    ]);
  });

  test('draws with quicknet unless told otherwise', () => {
    expect(template.Parameters['BeaconChain']!.Type).toBe('String');
    const chain = JSON.parse(template.Parameters['BeaconChain']!.Default!);
    expect(chain).toMatchObject({ name: 'quicknet', periodSeconds: 3, scheme: 'bls-unchained-g1-rfc9380', test: false });
    expect(chain.chainHash).toBe('52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971');
    expect(Date.parse(chain.genesisAt)).toBe(1692803367_000);
  });

  test('looks for due selections each minute, and does not pile up what was missed', () => {
    const { Properties } = onlyOne(template, 'AWS::Scheduler::Schedule');
    expect(Properties).toMatchObject({
      ScheduleExpression: 'rate(1 minute)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      State: 'ENABLED',
      Target: { RetryPolicy: { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 60 } },
    });
    expect(functionName(template, idIn(Properties.Target.Arn))).toBe('wave-clock');
    const role = template.Resources[idIn(Properties.Target.RoleArn)]!;
    const statements = role.Properties.Policies.flatMap((policy: never) => policy['PolicyDocument']['Statement']);
    expect(statements).toEqual([
      { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: Properties.Target.Arn },
      { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: Properties.Target.DeadLetterConfig.Arn },
    ]);
  });

  test('keeps for 14 days, encrypted, what the schedule could not deliver and what the wave clock has failed at', () => {
    const queues = resourcesOf(template, 'AWS::SQS::Queue');
    for (const [, { Properties }] of queues)
      expect(Properties).toEqual({ MessageRetentionPeriod: 14 * 86_400, SqsManagedSseEnabled: true });
    const queueOf = (name: string) => queues.find(([id]) => id.startsWith(name))![0];
    const queue = queueOf('WaveClock');
    expect(idIn(onlyOne(template, 'AWS::Scheduler::Schedule').Properties.Target.DeadLetterConfig.Arn)).toBe(queue);
    const withLetters = resourcesOf(template, 'AWS::Lambda::Function').filter(([, fn]) => fn.Properties.DeadLetterConfig);
    const letters = withLetters.map(([id, fn]) => [functionName(template, id), idIn(fn.Properties.DeadLetterConfig.TargetArn)]);
    expect(Object.fromEntries(letters)).toEqual({ 'wave-clock': queue, 'deliver-notice': queueOf('NoticeDelivery') });
    const asynchronous = resourcesOf(template, 'AWS::Lambda::EventInvokeConfig').map(([, { Properties }]) => [
      functionName(template, idIn(Properties.FunctionName)),
      [Properties.MaximumRetryAttempts, Properties.MaximumEventAgeInSeconds],
    ]);
    expect(Object.fromEntries(asynchronous)).toEqual({ 'wave-clock': [2, 300], 'deliver-notice': [2, 6 * 3_600] });
  });

  test('hands notices to the function that delivers them for six hours, and keeps what it could not', () => {
    const { Properties } = onlyOne(template, 'AWS::Events::Rule');
    expect(Properties.EventPattern).toEqual({ source: [NOTICE_SOURCE], 'detail-type': [...NOTICE_KINDS] });
    expect(Properties.State).toBe('ENABLED');
    expect(Properties.Targets).toHaveLength(1);
    const [target] = Properties.Targets;
    expect(functionName(template, idIn(target.Arn))).toBe('deliver-notice');
    expect(target.RetryPolicy).toEqual({ MaximumEventAgeInSeconds: 6 * 3_600, MaximumRetryAttempts: 185 });
    expect(idIn(target.DeadLetterConfig.Arn)).toContain('NoticeDeliveryDeadLetters');
  });

  test('tells everybody the result, unless the parameter says otherwise', () => {
    expect(template.Parameters['NoticesTo']).toMatchObject({ Default: stage.noticesTo, AllowedValues: ['everybody', 'selected'] });
    expect(stage.noticesTo).toBe('everybody');
  });
});

test('the stages differ in nothing but what a stage says', () => {
  const types = Object.keys(STAGES).map((stage) =>
    Object.entries(synthesized(stage).Resources).map(([id, { Type }]) => [nameless(id, Type), Type]),
  );
  expect(types[1]).toEqual(types[0]);
  expect(types[2]).toEqual(types[0]);
});

/** A version's id holds a digest of the function's settings, which a stage may say; that of a rule's permission holds the stage's name. */
function nameless(id: string, type: string): string {
  if (type === 'AWS::Lambda::Version') return id.replace(/[0-9a-f]{32}$/, '');
  return type === 'AWS::Lambda::Permission' ? id.replace(/gelombang(dev|staging|production)(\w+)[0-9A-F]{16}$/, '$2') : id;
}

test('an unknown stage is refused by a sentence that names the known ones', () => {
  expect(() => synthesized('prod')).toThrow('Unknown stage "prod"; known are: dev, staging, production.');
});
