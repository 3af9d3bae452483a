import { Alarm, ComparisonOperator, type IAlarmAction, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';

/** Who is hurt, in a sentence; the page of docs/runbook.md; and what has to be seen how often before it counts. */
export type Hurt = {
  readonly who: string;
  readonly page: string;
  readonly metric: IMetric;
  /** In so many periods out of how many; in one of one if left out. */
  readonly in?: readonly [periods: number, outOf: number];
  /** What a period without data means; that all is well if left out. */
  readonly missing?: TreatMissingData;
} & ({ readonly above: number } | { readonly below: number });

/** Where the alarms of a stage are sent, when they begin and when they are over. */
export type AlarmTarget = { readonly stage: string; readonly action: IAlarmAction };

/** The alarm `gelombang-<stage>-<name>`. */
export function hurtAlarm(scope: Construct, name: string, hurt: Hurt, { stage, action }: AlarmTarget): void {
  const [periods, outOf] = hurt.in ?? [1, 1];
  const alarm = new Alarm(scope, name, {
    alarmName: `gelombang-${stage}-${name}`,
    alarmDescription: `${hurt.who} What to do: docs/runbook.md#${hurt.page}`,
    metric: hurt.metric,
    threshold: 'above' in hurt ? hurt.above : hurt.below,
    comparisonOperator: 'above' in hurt ? ComparisonOperator.GREATER_THAN_THRESHOLD : ComparisonOperator.LESS_THAN_THRESHOLD,
    datapointsToAlarm: periods,
    evaluationPeriods: outOf,
    treatMissingData: hurt.missing ?? TreatMissingData.NOT_BREACHING,
  });
  alarm.addAlarmAction(action);
  alarm.addOkAction(action);
}
