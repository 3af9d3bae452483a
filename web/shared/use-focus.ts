import { useEffect, useRef } from 'preact/hooks';

/** Gives the focus to a heading when it appears, so that a screen reader and the keyboard are where the page is. */
export function useFocus<T extends HTMLElement>() {
  const place = useRef<T>(null);
  useEffect(() => place.current?.focus(), []);
  return place;
}
