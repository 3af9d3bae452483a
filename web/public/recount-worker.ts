import { keysOfSet } from '#shared/tokens/public-keys.ts';
import { checkReceipt } from '#verify/check-receipt.ts';
import { Unreachable } from '#verify/evidence-source.ts';
import { Fault } from '#verify/findings.ts';
import { download, urlSource } from '#verify/http-source.ts';
import type { Keys } from '#verify/keys.ts';
import { UsageError } from '#verify/usage-error.ts';
import { FILES_OF_A_WAVE, verifyWave } from '#verify/verify-wave.ts';
import type { RecountNews, RecountOrder } from './recount-messages.ts';

/** Recounts away from the page, so that the page can still be scrolled and left. One order, then it ends. */
const worker = globalThis as unknown as {
  addEventListener(type: 'message', listener: (event: MessageEvent<RecountOrder>) => void): void;
  postMessage(news: RecountNews): void;
};
worker.addEventListener('message', ({ data }) => {
  void carryOut(data).then((news) => worker.postMessage(news));
});

async function carryOut(order: RecountOrder): Promise<RecountNews> {
  if (!(await knowsEd25519())) return { kind: 'too-old' };
  const source = urlSource(`${location.origin}/v1/waves/${order.waveId}/evidence`);
  try {
    const keys = await publishedKeys();
    if (order.kind === 'receipt') return { kind: 'verdict', verdict: await checkReceipt(source, keys, order.receipt) };
    let done = 0;
    const findings = await verifyWave(source, keys, () => {
      done++;
      if (done % 8 === 0) worker.postMessage({ kind: 'progress', done, of: FILES_OF_A_WAVE });
    });
    return { kind: 'found', findings };
  } catch (error) {
    if (error instanceof Unreachable) return { kind: 'unreachable' };
    if (error instanceof UsageError || error instanceof Fault) return { kind: 'refused', sentence: error.message };
    throw error;
  }
}

async function publishedKeys(): Promise<Keys> {
  const address = `${location.origin}/.well-known/jwks.json`;
  const bytes = await download(address);
  if (!bytes) throw new Unreachable(`${address} is not there`);
  return { keys: keysOfSet(new TextDecoder().decode(bytes)), from: address };
}

/** Chrome 137, Firefox 129 and Safari 17 do; in an older one each signature would seem wrong. */
async function knowsEd25519(): Promise<boolean> {
  try {
    const x = '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo';
    await crypto.subtle.importKey('jwk', { kty: 'OKP', crv: 'Ed25519', x }, { name: 'Ed25519' }, false, ['verify']);
    return true;
  } catch {
    return false;
  }
}
