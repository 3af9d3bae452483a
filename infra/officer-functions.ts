import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { Construct } from 'constructs';
import { ENVIRONMENT } from '#shared/names.ts';
import type { Api } from './api.ts';
import type { Deployment } from './deployment.ts';
import { GelombangFunction } from './gelombang-function.ts';
import { ListFunctions } from './list-functions.ts';
import type { NoticeDelivery } from './notice-delivery.ts';
import type { Opening } from './opening.ts';
import type { SelectionWorkflow } from './selection-workflow.ts';
import type { Stores } from './stores.ts';

/** What programme officers and auditors reach with a token. */
export class OfficerFunctions extends Construct {
  constructor(
    scope: Construct,
    id: string,
    api: Api,
    stores: Stores,
    opening: Opening,
    selection: SelectionWorkflow,
    delivery: NoticeDelivery,
    deployment: Deployment,
  ) {
    super(scope, id);
    // Each relay of the beacon may keep it waiting for three seconds, and to check a BLS signature is a second of work at 512 MB.
    const scheduleWave = new GelombangFunction(
      this,
      'schedule-wave',
      {
        purpose: 'Proposes and decides plans of waves, and says whether what they need is in place',
        timeoutSeconds: 25,
        memoryMb: 512,
      },
      deployment,
    );
    stores.waves.grantSchedule(scheduleWave);
    stores.waves.grantList(scheduleWave);
    stores.ledger.grantSeeGrant(scheduleWave);
    opening.grantLook(scheduleWave);
    stores.pepper.grantRead(scheduleWave);
    stores.signing.grantRead(scheduleWave);
    stores.sealingKeys.grantGetPublicKey(scheduleWave);
    stores.beaconChain.grantUse(scheduleWave);
    stores.desk.grantPropose(scheduleWave);
    stores.desk.grantDecide(scheduleWave);
    stores.audit.grantAppendActs(scheduleWave);
    stores.exclusions.grantQueryVersions(scheduleWave);
    api.officerRoute(HttpMethod.PUT, '/v1/waves/{waveId}', scheduleWave);
    api.officerRoute(HttpMethod.POST, '/v1/waves/{waveId}/plan-decision', scheduleWave);
    api.officerRoute(HttpMethod.GET, '/v1/preflight', scheduleWave);

    // Before it grants places that came back it reads all that came back in the year: half a million entries in 2020.
    const proposals = new GelombangFunction(
      this,
      'proposals',
      { purpose: 'Takes, shows and decides what officers propose, but for plans', timeoutSeconds: 29, memoryMb: 1024 },
      deployment,
    );
    stores.desk.grantPropose(proposals);
    stores.desk.grantDecide(proposals);
    stores.desk.grantList(proposals);
    stores.waves.grantGet(proposals);
    stores.waves.grantList(proposals);
    stores.waves.grantSeeAnnounced(proposals);
    stores.ledger.grantBook(proposals);
    stores.ledger.grantQuery(proposals);
    stores.ledger.grantGet(proposals);
    stores.recipients.grantGet(proposals);
    stores.recipients.grantMovePlace(proposals);
    stores.recipients.grantAward(proposals);
    stores.waves.grantAdvance(proposals);
    stores.partners.grantRegister(proposals);
    stores.appeals.grantDecide(proposals);
    stores.registrations.grantKeepSealed(proposals);
    delivery.grantPublish(proposals);
    stores.audit.grantAppendActs(proposals);
    api.officerRoute(HttpMethod.GET, '/v1/proposals', proposals);
    api.officerRoute(HttpMethod.GET, '/v1/proposals/{proposalId}', proposals);
    api.officerRoute(HttpMethod.POST, '/v1/proposals', proposals);
    api.officerRoute(HttpMethod.POST, '/v1/proposals/{proposalId}/decision', proposals);

    const startSelection = new GelombangFunction(
      this,
      'start-selection',
      { purpose: 'Starts a due selection by hand', timeoutSeconds: 10, memoryMb: 256 },
      deployment,
    );
    stores.waves.grantGet(startSelection);
    stores.waves.grantAdvance(startSelection);
    stores.ledger.grantBookGrant(startSelection);
    selection.grantStart(startSelection);
    selection.grantDescribe(startSelection);
    stores.audit.grantAppendActs(startSelection);
    startSelection.tell(ENVIRONMENT.settleSeconds, String(deployment.stage.settleSeconds));
    api.officerRoute(HttpMethod.POST, '/v1/waves/{waveId}/selection', startSelection);

    // One vCPU (1,769 MB): 200,000 made-up entrants are made, ordered and walked within the 30 s that the HTTP API waits.
    const dryRun = new GelombangFunction(
      this,
      'dry-run',
      { purpose: 'Tries the plan of a wave on made-up entrants, and changes nothing', timeoutSeconds: 30, memoryMb: 1769 },
      deployment,
    );
    stores.waves.grantGet(dryRun);
    stores.beaconChain.grantUse(dryRun);
    stores.audit.grantAppendActs(dryRun);
    api.officerRoute(HttpMethod.POST, '/v1/waves/{waveId}/dry-run', dryRun);

    const report = new GelombangFunction(
      this,
      'report',
      { purpose: 'Reports counts, progress and ledger of a wave', timeoutSeconds: 30, memoryMb: 512 },
      deployment,
    );
    stores.waves.grantGet(report);
    stores.registrations.grantQuery(report);
    stores.evidence.grantRead(report);
    selection.grantDescribe(report);
    api.officerRoute(HttpMethod.GET, '/v1/waves/{waveId}/report', report);

    // A wave of 800,000 recipients has at most 1.6 million entries, which are read whole; those of a year are only counted.
    const ledger = new GelombangFunction(
      this,
      'ledger',
      { purpose: 'Shows where the places of a year or of a wave went', timeoutSeconds: 29, memoryMb: 1769 },
      deployment,
    );
    stores.waves.grantGet(ledger);
    stores.waves.grantList(ledger);
    stores.ledger.grantQuery(ledger);
    stores.evidence.grantReadEvidence(ledger);
    api.officerRoute(HttpMethod.GET, '/v1/ledger/{year}', ledger);
    api.officerRoute(HttpMethod.GET, '/v1/waves/{waveId}/ledger', ledger);

    const audit = new GelombangFunction(
      this,
      'audit',
      { purpose: 'Shows the audit log, chain by chain', timeoutSeconds: 10, memoryMb: 256 },
      deployment,
    );
    stores.audit.grantRead(audit);
    api.officerRoute(HttpMethod.GET, '/v1/audit/{chain}', audit);

    new ListFunctions(this, 'Lists', api, stores, deployment);
  }
}
