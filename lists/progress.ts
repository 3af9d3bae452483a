import { SingleBar } from 'cli-progress';

/** How far a long work is. */
export type Bar = { moved(done: number): void; stop(): void };

/** A bar where somebody looks, and a line at the end where the output goes to a file. All of it goes to stderr. */
export function bar(what: string, total: number, unit: string): Bar {
  const stream = process.stderr;
  if (!stream.isTTY) {
    let last = 0;
    return {
      moved: (done) => {
        last = done;
      },
      stop: () => void stream.write(`${what}: ${last} of ${total} ${unit}\n`),
    };
  }
  const drawn = new SingleBar({
    stream,
    format: `${what.padEnd(10)} |{bar}| {value}/{total} ${unit}, {eta_formatted} left`,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 30,
    hideCursor: true,
    gracefulExit: false,
  });
  drawn.start(total, 0);
  return { moved: (done) => drawn.update(done), stop: () => drawn.stop() };
}
