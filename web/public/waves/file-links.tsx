import { signatureFile } from '#shared/evidence/evidence-names.ts';
import { type Language, saying } from '#web/shared/text.ts';
import { evidencePath } from '../evidence.ts';
import { ALL_WAVES } from '../texts/waves.ts';

type FileLinksProps = { waveId: string; files: readonly string[]; unsigned?: readonly string[]; language: Language };

/** Links to files of a wave, each with its signature beside it, but for those that have none (yet). */
export function FileLinks({ waveId, files, unsigned = [], language }: FileLinksProps) {
  const say = saying(ALL_WAVES, language);
  return (
    <ul class="files" aria-label={say('files')}>
      {files.map((file) => (
        <li key={file}>
          <a href={evidencePath(waveId, file)}>{file}</a>
          {!unsigned.includes(file) && (
            <a href={evidencePath(waveId, signatureFile(file))} aria-label={`${signatureFile(file)} (${say('signature')})`}>
              .jws
            </a>
          )}
        </li>
      ))}
    </ul>
  );
}
