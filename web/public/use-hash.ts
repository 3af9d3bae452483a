import { useEffect, useState } from 'preact/hooks';

/** What stands behind the `#` of the address, anew when it changes; a jump to a part of the page itself changes nothing. */
export function useHash(): string {
  const [hash, setHash] = useState(hashNow);
  useEffect(() => {
    const changed = () => {
      if (!document.getElementById(hashNow())) setHash(hashNow());
    };
    window.addEventListener('hashchange', changed);
    return () => window.removeEventListener('hashchange', changed);
  }, []);
  return hash;
}

function hashNow(): string {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    // Typed by hand, and no text.
    return location.hash.slice(1);
  }
}
