/** Where the officers' pages find their user pool: a file of the site that the deployment writes, since no build knows it. */
export const SIGN_IN_FILE = '/officers-sign-in.json';

/** What lies there: the issuer of tokens, the client's id, and the pages to sign in and to sign out at. */
export type SignInFile = { issuer: string; clientId: string; authorize: string; logout: string };
