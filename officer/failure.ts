/** What the person at the keyboard can mend, or was refused: the message is what is shown, without a stack. */
export class Failure extends Error {
  override name = 'Failure';
}
