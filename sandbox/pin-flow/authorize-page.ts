import type { Account } from '../state/account.ts';

/** The page on which somebody lets an app into an account. */
export function authorizePage(token: string, accounts: readonly Account[], chosen: string | undefined): string {
  const options = accounts.map(({ screenName }) => {
    const selected = screenName.toLowerCase() === chosen?.toLowerCase() ? ' selected' : '';
    return `<option value="${escape(screenName)}"${selected}>@${escape(screenName)}</option>`;
  });
  return page(
    'Authorize an app',
    `<h1>Let this app into an account?</h1>
<form method="post" action="/oauth/authorize">
<input type="hidden" name="oauth_token" value="${escape(token)}">
<p><label for="screen_name">Account</label> <select id="screen_name" name="screen_name">${options.join('')}</select></p>
<p><button id="allow" name="action" value="allow">Authorize app</button> <button id="cancel" name="action" value="cancel">Cancel</button></p>
</form>`,
  );
}

/** The page that shows the PIN. */
export function pinPage(pin: string): string {
  return page(
    'Your PIN',
    `<h1>You have let the app in</h1>
<p id="code-desc">Go back to the app and give it this PIN:</p>
<p><kbd aria-labelledby="code-desc"><code>${escape(pin)}</code></kbd></p>`,
  );
}

export function messagePage(title: string, text: string): string {
  return page(title, `<h1>${escape(title)}</h1>\n<p>${escape(text)}</p>`);
}

function page(title: string, main: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)} – X sandbox</title>
<style>body{font:1rem/1.5 system-ui,sans-serif;margin:2rem auto;max-width:32rem;padding:0 1rem}button,select{font:inherit;padding:.3rem .8rem}code{font-size:2rem}</style>
</head>
<body>
<main>
${main}
</main>
</body>
</html>
`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
