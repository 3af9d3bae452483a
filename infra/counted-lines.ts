import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, type LogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';

/** Counts the lines of a log that a pattern matches, as the metric `id` in the namespace of the stack. */
export class CountedLines extends Construct {
  readonly metric: Metric;

  /** @param pattern in CloudWatch's syntax for JSON lines, `{ $.field = "value" }` */
  constructor(scope: Construct, id: string, logGroup: LogGroup, pattern: string) {
    super(scope, id);
    const metricNamespace = Stack.of(this).stackName;
    new MetricFilter(this, 'Filter', {
      logGroup,
      filterPattern: FilterPattern.literal(pattern),
      metricNamespace,
      metricName: id,
      metricValue: '1',
      defaultValue: 0,
    });
    this.metric = new Metric({ namespace: metricNamespace, metricName: id, statistic: Stats.SUM, period: Duration.minutes(1) });
  }
}
