/** What a picture holds: the text of a QR code; none that could be found; or the file is no picture that this browser knows. */
export type QrReading = { state: 'read'; text: string } | { state: 'none' } | { state: 'no-picture' };

/** Of the longer side, in pixels: a phone's photo is made so small, in which its code is still whole; a second look is closer. */
const SIDES = [1200, 2400];
/** A screenshot with a code of a pixel a module is made so large that its patterns are found. */
const LEAST_SIDE = 500;
const PATIENCE_MS = 2000;

/** Reads the QR code in an image file, on this device. The decoder is loaded when the first picture is read. */
export async function readQr(file: Blob): Promise<QrReading> {
  const picture = await createImageBitmap(file).catch(() => undefined);
  if (!picture) return { state: 'no-picture' };
  const { default: decode } = await import('qr/decode.js');
  for (const side of SIDES) {
    try {
      return { state: 'read', text: decode(pixelsOf(picture, side), { timeLimit: PATIENCE_MS }) };
    } catch {
      // It says by an error that it has found none.
    }
  }
  return { state: 'none' };
}

function pixelsOf(picture: ImageBitmap, most: number): ImageData {
  const longer = Math.max(picture.width, picture.height);
  const scale = longer > most ? most / longer : longer < LEAST_SIDE ? Math.ceil(LEAST_SIDE / longer) : 1;
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const context = canvas.getContext('2d');
  if (!context) throw new Error('this browser has no canvas to look at pictures with');
  // Larger by whole pixels: nothing is to be blurred.
  context.imageSmoothingEnabled = scale < 1;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}
