import { type IMetric, MathExpression, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { AlarmTopic } from './alarm-topic.ts';
import type { Api } from './api.ts';
import type { AppealFunctions } from './appeal-functions.ts';
import { type ApplicantFunctions, REGISTERING_ROUTES } from './applicant-functions.ts';
import type { Deadlines } from './deadlines.ts';
import type { Deployment } from './deployment.ts';
import type { Erasure } from './erasure.ts';
import { GelombangFunction } from './gelombang-function.ts';
import { type AlarmTarget, type Hurt, hurtAlarm } from './hurt-alarm.ts';
import type { NoticeDelivery } from './notice-delivery.ts';
import type { Notification } from './notification.ts';
import type { OfficerFunctions } from './officer-functions.ts';
import type { PartnerFunctions } from './partner-functions.ts';
import type { SelectionSteps } from './selection-steps.ts';
import type { SelectionWorkflow } from './selection-workflow.ts';
import type { Stores } from './stores.ts';
import type { WaveClock } from './wave-clock.ts';

/** What one alarm may look at: CloudWatch allows ten metrics in the expression of an alarm. */
const MOST_METRICS = 10;

const ONE_MINUTE = Duration.minutes(1);

export type Watched = {
  readonly api: Api;
  readonly stores: Stores;
  readonly steps: SelectionSteps;
  readonly selection: SelectionWorkflow;
  readonly notification: Notification;
  readonly delivery: NoticeDelivery;
  readonly erasure: Erasure;
  readonly deadlines: Deadlines;
  readonly clock: WaveClock;
  readonly applicants: ApplicantFunctions;
  readonly officers: OfficerFunctions;
  readonly partners: PartnerFunctions;
  readonly appeals: AppealFunctions;
};

/** An alarm for what hurts people, each naming who is hurt and the runbook's page about it. */
export class Alarms extends Construct {
  readonly topicArn: string;
  readonly #target: AlarmTarget;

  constructor(scope: Construct, id: string, watched: Watched, deployment: Deployment) {
    super(scope, id);
    const { topic } = new AlarmTopic(this, 'AlarmTopic');
    this.topicArn = topic.topicArn;
    this.#target = { stage: deployment.stage.name, action: new SnsAction(topic) };

    this.#watchRegistrations(watched);
    this.#watchSelection(watched);
    this.#watchNotices(watched);
    this.#watchErasure(watched);
    this.#watchDeadlines(watched);
    this.#watchTheClock(watched);
    this.#watchThrottling(watched);
  }

  #watchRegistrations({ api, stores }: Watched): void {
    this.#alarm('registrations-failing', {
      who: 'Applicants who fill in the form get an error instead of a receipt (more than 1 % of them).',
      page: 'registrations-fail',
      metric: share(
        api.accessLog.requests('FailedRegistrations', { status: '5*', routes: REGISTERING_ROUTES }),
        api.accessLog.requests('Registrations', { routes: REGISTERING_ROUTES }),
      ),
      above: 1,
      in: [2, 3],
    });
    this.#alarm('wrong-pepper', {
      who: 'Applicants can not register: the pepper is not the one of the waves, and under another one nobody who has received would be known.',
      page: 'the-pepper',
      metric: stores.pepper.misfits(),
      above: 0,
    });
    this.#alarm('api-failing', {
      who: 'Applicants, journalists and officers get errors from the API (more than 1 % of all requests).',
      page: 'the-api-fails',
      metric: share(api.failed(), api.requests()),
      above: 1,
      in: [3, 5],
    });
    this.#alarm('api-throttled', {
      who: 'Applicants are turned away with 429 (more than 1 % of all requests); whoever does not try again is not registered.',
      page: 'requests-are-throttled',
      metric: share(api.accessLog.requests('ThrottledRequests', { status: '429' }), api.accessLog.requests('Requests', {})),
      above: 1,
      in: [3, 5],
    });
  }

  #watchSelection({ selection, clock, steps, stores }: Watched): void {
    this.#alarm('selection-failed', {
      who: 'Everybody who registered for the wave waits for a result: its selection has failed, and goes on only when somebody starts it again.',
      page: 'a-selection-fails',
      metric: selection.endedUnfinished(),
      above: 0,
    });
    this.#alarm('selection-late', {
      who: 'Everybody who registered for the wave waits for a result that should have been published two hours after its beacon.',
      page: 'a-selection-is-late',
      metric: clock.lateSelections(),
      above: 0,
      in: [5, 5],
    });
    this.#alarm('beacon-late', {
      who: 'Everybody who registered for the wave waits: the beacon has not spoken for a quarter of an hour after its time.',
      page: 'the-beacon-is-silent',
      // At first tries come each few seconds, later one in ten minutes: two quarters of an hour with a try each are a silence.
      metric: steps.silentBeacon().with({ period: Duration.minutes(15) }),
      above: 0,
      in: [2, 2],
    });
    this.#alarm('awards-throttled', {
      who: 'Winners wait longer for their award: the recipients table takes fewer writes than the awards ask for.',
      page: 'awards-are-throttled',
      // A table that splits its partitions throttles for minutes, and the awards slow down by themselves.
      metric: stores.recipients.throttledWrites(),
      above: 100,
      in: [10, 10],
    });
  }

  #watchNotices({ notification, delivery }: Watched): void {
    this.#alarm('notification-failed', {
      who: 'Applicants are not told their result: the notification of a wave has failed, until the next try, a day later or by hand.',
      page: 'a-notification-fails',
      metric: notification.endedUnfinished(),
      above: 0,
    });
    this.#alarm('notices-undelivered', {
      who: 'Applicants were not told what they should have been: their notices have failed for good and wait to be looked at.',
      page: 'notices-are-not-delivered',
      metric: delivery.undelivered(),
      above: 0,
    });
    this.#alarmOnThrottles('notification-functions-throttled', notification, {
      who: 'Applicants are told their result later: Lambda has no environment left for the steps of the notification.',
      page: 'functions-are-throttled',
    });
    this.#alarmOnThrottles('delivery-functions-throttled', delivery, {
      who: 'Applicants are told later, and after six hours not at all: Lambda has no environment left to deliver notices.',
      page: 'functions-are-throttled',
    });
  }

  #watchErasure({ erasure }: Watched): void {
    this.#alarm('erasure-failed', {
      who: 'Applicants who were not selected: their details are kept longer than they were told, until the next try, a week later or by hand.',
      page: 'an-erasure-fails',
      metric: erasure.endedUnfinished(),
      above: 0,
    });
  }

  #watchDeadlines({ deadlines }: Watched): void {
    this.#alarm('deadlines-failed', {
      who: 'Those who would be drawn for places that have come back: places whose deadline has passed are not taken back, until the next day.',
      page: 'a-day-of-deadlines-fails',
      metric: deadlines.endedUnfinished(),
      above: 0,
    });
  }

  #watchTheClock({ clock }: Watched): void {
    this.#alarm('wave-clock-silent', {
      who: 'Everybody who registered for a wave that has closed: no selection starts by itself, since the wave clock has not been called for five minutes.',
      page: 'the-wave-clock-is-silent',
      metric: clock.calls(),
      below: 1,
      missing: TreatMissingData.BREACHING,
    });
    this.#alarm('wave-clock-failing', {
      who: 'Everybody who registered for a wave that has closed: the wave clock fails, so that selections do not start or plans are not frozen.',
      page: 'the-wave-clock-fails',
      metric: clock.failures(),
      above: 0,
      in: [3, 5],
    });
    this.#alarm('dead-letters', {
      who: 'Everybody who registered for a wave that has closed: a call of the wave clock was given up.',
      page: 'dead-letters',
      metric: clock.deadLetters.waiting(),
      above: 0,
    });
  }

  #watchThrottling({ applicants, officers, partners, appeals, steps, erasure, deadlines, clock }: Watched): void {
    const page = 'functions-are-throttled';
    this.#alarmOnThrottles('applicant-functions-throttled', applicants, {
      who: 'Applicants and readers get a 503: Lambda has no environment left for what they call.',
      page,
    });
    this.#alarmOnThrottles('officer-functions-throttled', officers, {
      who: 'Officers and auditors get a 503: Lambda has no environment left for what they call.',
      page,
    });
    this.#alarmOnThrottles('partner-functions-throttled', partners, {
      who: 'Everybody whose place a partner is to activate waits: Lambda has no environment left for the partners.',
      page,
    });
    this.#alarmOnThrottles('appeal-functions-throttled', appeals, {
      who: 'Applicants who were refused can not appeal: Lambda has no environment left for it, and their days go by.',
      page,
    });
    this.#alarmOnThrottles('selection-functions-throttled', steps, {
      who: 'Everybody who registered for the wave waits longer: Lambda has no environment left for the steps of its selection.',
      page,
    });
    this.#alarmOnThrottles('erasure-functions-throttled', erasure, {
      who: 'Applicants who were not selected: their details are kept longer, since Lambda has no environment left for the erasure.',
      page,
    });
    this.#alarmOnThrottles('deadlines-functions-throttled', deadlines, {
      who: 'Those who would be drawn for places that have come back: Lambda has no environment left for the day of deadlines.',
      page,
    });
    this.#alarmOnThrottles('wave-clock-throttled', clock, {
      who: 'Everybody who registered for a wave that has closed: Lambda has no environment left for the wave clock.',
      page,
    });
  }

  /** For all functions below `scope`, so that a new one is watched without being written down. */
  #alarmOnThrottles(name: string, scope: Construct, hurt: Pick<Hurt, 'who' | 'page'>): void {
    const functions = scope.node.findAll().filter((construct) => construct instanceof GelombangFunction);
    for (let at = 0; at < functions.length; at += MOST_METRICS) {
      const some = functions.slice(at, at + MOST_METRICS);
      const usingMetrics = Object.fromEntries(some.map((fn, i) => [`f${i}`, fn.lambda.metricThrottles({ period: ONE_MINUTE })]));
      const metric = new MathExpression({
        expression: `SUM([${Object.keys(usingMetrics)
          .map((key) => `FILL(${key}, 0)`)
          .join(', ')}])`,
        label: 'throttled calls',
        usingMetrics,
        period: ONE_MINUTE,
      });
      this.#alarm(at === 0 ? name : `${name}-${at / MOST_METRICS + 1}`, { ...hurt, metric, above: 0, in: [3, 5] });
    }
  }

  #alarm(name: string, hurt: Hurt): void {
    hurtAlarm(this, name, hurt, this.#target);
  }
}

/** Per cent of the requests in each minute; nothing in a minute without any. */
function share(part: IMetric, all: IMetric): MathExpression {
  return new MathExpression({
    expression: '100 * part / all',
    label: 'per cent',
    usingMetrics: { part, all },
    period: ONE_MINUTE,
  });
}
