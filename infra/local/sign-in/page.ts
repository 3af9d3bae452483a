/** People to sign in as with one press: those that the README speaks of. */
const PEOPLE = [
  ['siti', 'officer'],
  ['budi', 'approver'],
  ['rina', 'auditor'],
  ['agus', 'support'],
] as const;

const TEXTS = {
  id: {
    title: 'Masuk sebagai petugas',
    why: 'Di laptop ini siapa pun boleh menjadi siapa pun: halaman ini menggantikan halaman masuk Cognito, tanpa kata sandi. Nama lain adalah orang lain.',
    other: 'Nama atau peran lain',
    name: 'Nama (huruf kecil, angka, tanda hubung)',
    roles: 'Peran',
    signIn: 'Masuk',
  },
  en: {
    title: 'Sign in as an officer',
    why: 'On this laptop anybody may be anybody: this page stands in for Cognito’s, and asks for no password. Another name is another person.',
    other: 'Another name or other roles',
    name: 'Name (lower-case letters, digits, hyphens)',
    roles: 'Roles',
    signIn: 'Sign in',
  },
};

/** What the page may do: be styled by the site, and send its form to itself. The browser goes where that answer leads. */
export const PAGE_POLICY =
  "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

export type PageOptions = {
  language: string;
  roles: readonly string[];
  /** Addresses of style sheets. */
  styles: readonly string[];
  /** What was wrong with the form that was sent. */
  fault?: string | undefined;
};

/** The page at which one signs in: a form that is sent to the address it has, so that nothing of the request is repeated in it. */
export function signInPage({ language, roles, styles, fault }: PageOptions): string {
  const lang = language === 'id' ? 'id' : 'en';
  const text = TEXTS[lang];
  const people = PEOPLE.filter(([, role]) => roles.includes(role)).map(
    ([name, role]) => `<button class="button second" name="who" value="${name} ${role}">${name} (${role})</button>`,
  );
  const boxes = roles.map(
    (role) => `<label class="choice"><input type="checkbox" name="role" value="${escaped(role)}"> ${escaped(role)}</label>`,
  );
  return `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text.title}</title>
<link rel="icon" href="data:,">
${styles.map((href) => `<link rel="stylesheet" href="${escaped(href)}">`).join('\n')}
</head>
<body>
<main class="wide">
<h1>${text.title}</h1>
<p>${text.why}</p>
${fault ? `<p class="fault" role="alert">${escaped(fault)}</p>` : ''}
<form method="post"><p class="row">${people.join('\n')}</p></form>
<h2>${text.other}</h2>
<form method="post">
<div class="field"><label for="name">${text.name}</label><input id="name" name="name" autocomplete="off"></div>
<fieldset class="field"><legend>${text.roles}</legend><div class="choices">${boxes.join('\n')}</div></fieldset>
<button class="button">${text.signIn}</button>
</form>
</main>
</body>
</html>
`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
