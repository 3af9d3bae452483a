import { MultiBar, type SingleBar } from 'cli-progress';
import type { TimelineWave } from './timeline.ts';
import type { WaveStage } from './wave-run.ts';

/** What is seen while the waves run; all of it goes to stderr. */
export type Progress = {
  note(line: string): void;
  started(wave: TimelineWave): void;
  moved(wave: TimelineWave, stage: WaveStage, done: number): void;
  ended(wave: TimelineWave, sentence: string): void;
  stop(): void;
};

export function silentProgress(): Progress {
  const nothing = () => {};
  return { note: nothing, started: nothing, moved: nothing, ended: nothing, stop: nothing };
}

/** A line for each wave when it has ended. */
export function plainProgress(write: (line: string) => void): Progress {
  return {
    ...silentProgress(),
    note: write,
    ended: (wave, sentence) => write(`${wave.waveId}  ${wave.registrations} registered; ${sentence}`),
  };
}

/** One bar for each wave: it fills with the registrations, and then tells how the selection goes. */
export function progressBars(stream: NodeJS.WriteStream): Progress {
  const bars = new MultiBar({
    stream,
    format: '{waveId} |{bar}| {value}/{total} {stage}',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 30,
    hideCursor: true,
    gracefulExit: false,
  });
  const ofWave = new Map<TimelineWave, SingleBar>();
  return {
    note: (line) => bars.log(`${line}\n`),
    started: (wave) => {
      ofWave.set(wave, bars.create(wave.registrations, 0, { waveId: wave.waveId, stage: 'announced' }));
    },
    moved: (wave, stage, done) => {
      if (stage === 'registering') ofWave.get(wave)?.update(done, { stage });
      else ofWave.get(wave)?.update({ stage: `${stage}${'.'.repeat((done % 3) + 1)}` });
    },
    ended: (wave, sentence) => ofWave.get(wave)?.update({ stage: sentence }),
    stop: () => bars.stop(),
  };
}
