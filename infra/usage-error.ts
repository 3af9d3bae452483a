/** A mistake of the person at the keyboard: the message is the one sentence to show, without a stack. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Runs a command's body; a usage error becomes its sentence on stderr and exit code 1, anything else is a defect and throws. */
export async function runCommand(body: () => void | Promise<void>): Promise<void> {
  try {
    await body();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
