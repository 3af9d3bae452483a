import { useEffect, useRef, useState } from 'preact/hooks';

/** A cracked phone's, until the page has been laid out. */
const LEAST = 280;

/** The width of an element in CSS pixels, anew when it changes: a chart is drawn one to one, so that its texts keep their size. */
export function useWidth<T extends Element>() {
  const place = useRef<T>(null);
  const [width, setWidth] = useState(LEAST);
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.max(LEAST, Math.floor(entry?.contentRect.width ?? LEAST))));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [place, width] as const;
}
