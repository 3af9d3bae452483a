import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { ENVIRONMENT } from '#shared/names.ts';
import type { Deployment } from './deployment.ts';
import { GelombangFunction } from './gelombang-function.ts';
import type { SelectionWorkflow } from './selection-workflow.ts';
import type { Stores } from './stores.ts';

/** Looks each minute whether a selection is due, and starts it under a name that makes twice once; and freezes the plans of waves that have opened. */
export class WaveClock extends Construct {
  constructor(scope: Construct, id: string, stores: Stores, selection: SelectionWorkflow, deployment: Deployment) {
    super(scope, id);
    const clock = new GelombangFunction(
      this,
      'wave-clock',
      { purpose: 'Starts the selections that are due and freezes the plans of open waves', timeoutSeconds: 30, memoryMb: 256 },
      deployment,
    );
    stores.waves.grantList(clock);
    stores.waves.grantAdvance(clock);
    selection.grantStart(clock);
    stores.evidence.grantPublish(clock);
    stores.signing.grantRead(clock);
    clock.tell(ENVIRONMENT.settleSeconds, String(deployment.stage.settleSeconds));

    const role = new Role(this, 'SchedulerRole', {
      description: `gelombang-${deployment.stage.name}: the schedule that calls the wave clock`,
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
      inlinePolicies: {
        CallTheWaveClock: new PolicyDocument({
          statements: [new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [clock.lambda.functionArn] })],
        }),
      },
    });
    new Schedule(this, 'EachMinute', {
      schedule: ScheduleExpression.rate(Duration.minutes(1)),
      description: 'Starts the selections that are due',
      target: new LambdaInvoke(clock.lambda, {
        // Not the default of 185 attempts in 24 hours: the next tick comes after a minute and looks at everything again.
        retryAttempts: 2,
        maxEventAge: Duration.seconds(60),
        // The policy above is all it needs; the target would add the function's versions.
        role: role.withoutPolicyUpdates(),
      }),
    });
  }
}
