/** Stands in the headers below for the origin of the bucket of evidence, which is known where they are sent. */
export const EVIDENCE_ORIGIN = '{evidence}';

/**
 * What the pages may do: load scripts, styles and data of their own origin, and nothing else. No inline script, no inline style, no frame,
 * no form that a browser sends by itself. Images may be data, for the icon. A published file that is too large for a function comes from
 * the bucket of evidence itself, to which the API redirects.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  `connect-src 'self' ${EVIDENCE_ORIGIN}`,
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Of every file of the site, set by CloudFront and by the local runtime alike. Seconds where a number is meant. */
export const SITE_HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
} as const;
