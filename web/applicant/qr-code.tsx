import { useEffect, useState } from 'preact/hooks';

/** A QR code as one path; the encoder is loaded when the first one is shown. @param label what a screen reader says */
export function QrCode({ text, label }: { text: string; label: string }) {
  const [code, setCode] = useState<{ size: number; path: string }>();
  useEffect(() => {
    let ended = false;
    void import('qr').then(({ default: encodeQR }) => {
      if (ended) return;
      // The lowest level of correction: the fewer modules, the better an old camera reads it from a screen.
      const data = encodeQR(text, 'raw', { ecc: 'low', border: 4 });
      const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
      setCode({ size: data.length, path });
    });
    return () => {
      ended = true;
    };
  }, [text]);
  if (!code) return null;
  return (
    <svg role="img" aria-label={label} viewBox={`0 0 ${code.size} ${code.size}`} shape-rendering="crispEdges">
      <rect width={code.size} height={code.size} fill="#fff" />
      <path d={code.path} fill="#000" />
    </svg>
  );
}
