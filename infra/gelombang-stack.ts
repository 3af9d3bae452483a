import { CfnOutput, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { Alarms } from './alarms.ts';
import { Api } from './api.ts';
import { AppealFunctions } from './appeal-functions.ts';
import { ApplicantFunctions } from './applicant-functions.ts';
import { Deadlines } from './deadlines.ts';
import type { Deployment } from './deployment.ts';
import { Erasure } from './erasure.ts';
import { NoticeDelivery } from './notice-delivery.ts';
import { Notification } from './notification.ts';
import { OfficerFunctions } from './officer-functions.ts';
import { Officers } from './officers.ts';
import { Opening } from './opening.ts';
import { PartnerFunctions } from './partner-functions.ts';
import { SelectionSteps } from './selection-steps.ts';
import { SelectionWorkflow } from './selection-workflow.ts';
import { SIGN_IN_FILE_OUTPUT } from './site.ts';
import { Stores } from './stores.ts';
import { WaveClock } from './wave-clock.ts';

/** An output that the front reads. */
export const API_URL_OUTPUT = 'ApiUrl';
/** Another: the bucket of evidence, by its name. */
export const EVIDENCE_BUCKET_OUTPUT = 'EvidenceBucketName';
/** The output that the front reads too: where officers sign in. */
export const SIGN_IN_URL_OUTPUT = 'SignInUrl';

/** One deployment of Gelombang: stack `gelombang-<stage>`. */
export class GelombangStack extends Stack {
  constructor(scope: Construct, deployment: Deployment) {
    const { stage } = deployment;
    super(scope, `gelombang-${stage.name}`, {
      env: { region: stage.region },
      description: `Gelombang, an oversubscribed public benefit in waves (${stage.name})`,
      terminationProtection: stage.terminationProtection,
    });

    const stores = new Stores(this, 'Stores', stage);
    const officers = new Officers(this, 'Officers', stage);
    const api = new Api(this, 'Api', officers, deployment);
    const steps = new SelectionSteps(this, 'SelectionSteps', stores, deployment);
    const selection = new SelectionWorkflow(this, 'Selection', steps);
    const erasure = new Erasure(this, 'Erasure', stores, deployment);
    const delivery = new NoticeDelivery(this, 'NoticeDelivery', stores, deployment);
    const deadlines = new Deadlines(this, 'Deadlines', stores, steps, delivery, deployment);
    const notification = new Notification(this, 'Notification', stores, delivery, deployment);
    const applicants = new ApplicantFunctions(this, 'Applicants', api, stores, deployment);
    const opening = new Opening(stage, applicants.register, stores.registrations);
    const clock = new WaveClock(this, 'WaveClock', stores, { selection, notification, erasure, deadlines }, opening, deployment);
    const officerRoutes = new OfficerFunctions(this, 'OfficerRoutes', api, stores, opening, selection, delivery, deployment);
    const appeals = new AppealFunctions(this, 'Appeals', api, stores, delivery, deployment);
    const partners = new PartnerFunctions(this, 'Partners', api, stores, deployment);
    const watched = {
      api,
      stores,
      steps,
      selection,
      notification,
      delivery,
      erasure,
      deadlines,
      clock,
      applicants,
      officers: officerRoutes,
      partners,
      appeals,
    };
    const alarms = new Alarms(this, 'Alarms', watched, deployment);

    new CfnOutput(this, API_URL_OUTPUT, { value: api.url });
    new CfnOutput(this, SIGN_IN_URL_OUTPUT, { value: officers.signInUrl });
    new CfnOutput(this, SIGN_IN_FILE_OUTPUT, { value: officers.signInFile });
    new CfnOutput(this, 'UserPoolId', { value: officers.userPoolId });
    new CfnOutput(this, 'UserPoolClientId', { value: officers.clientId });
    new CfnOutput(this, EVIDENCE_BUCKET_OUTPUT, { value: stores.evidence.name });
    new CfnOutput(this, 'AlarmTopicArn', { value: alarms.topicArn });
  }
}
