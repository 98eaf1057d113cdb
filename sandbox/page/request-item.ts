import type { Explanation } from '../oauth/signature-check.ts';
import type { LoggedRequest } from '../state/request-log.ts';
import { type Markup, html } from './look/html.ts';
import { showBytes, showDuration, showTime } from './look/show-time.ts';

/** One request of the log, with what was made of its signature. */
export function requestItem(entry: LoggedRequest, nowEpochMs: number): Markup {
  const { number, method, path, screenName, durationMs, atEpochMs, signature, notes } = entry;
  return html`<li class="request" id="request-${number}">
    <details class="check">
      <summary class="request-line">
        ${statusPill(entry)}
        <span class="request-what"><span class="request-method">${method}</span> <bdi>${path}</bdi></span>
        <span class="request-who">${screenName !== undefined && `@${screenName}`}</span>
        <span class="request-took">${showDuration(durationMs)}</span>
        ${showTime(atEpochMs, nowEpochMs)}
      </summary>
      ${check(entry)}
    </details>
    ${signature.verdict === 'refused' && html`<p class="note note-bad"><strong>${signature.why}</strong></p>`}
    ${notes.map((note) => html`<p class="note note-wait">${note}</p>`)}
  </li>`;
}

function statusPill({ status }: LoggedRequest): Markup {
  if (status === undefined) return html`<span class="pill pill-wait">cut</span>`;
  return html`<span class="pill ${status < 400 ? 'pill-good' : 'pill-bad'}">${status}</span>`;
}

function check({ endpoint, bodyBytes, signature }: LoggedRequest): Markup {
  return html`<dl class="facts">
      <div>
        <dt>Signature</dt>
        <dd>${VERDICTS[signature.verdict]}: ${signature.why}</dd>
      </div>
      <div>
        <dt>Endpoint</dt>
        <dd>${endpoint === undefined ? 'none that X knows' : html`<code>${endpoint}</code>`}</dd>
      </div>
      <div>
        <dt>Body</dt>
        <dd>${showBytes(bodyBytes)}</dd>
      </div>
    </dl>
    ${expected(signature)}`;
}

const VERDICTS: Readonly<Record<Explanation['verdict'], string>> = {
  signed: 'signed as it must be',
  refused: 'refused',
  'not-asked': 'not asked for',
};

/** What a right signature is made over, as one text and taken apart. */
function expected({ baseString, signedKeys, signingKey }: Explanation): Markup | undefined {
  if (baseString === undefined) return undefined;
  return html`<h2>Base string expected</h2>
    <pre class="base-string" tabindex="0"><code>${baseString}</code></pre>
    ${takenApart(baseString)}
    ${
      signedKeys !== undefined &&
      html`<h2>Order of the keys</h2>
        <ol class="key-order">
          ${signedKeys.map((key) => html`<li><code>${key}</code></li>`)}
        </ol>`
    }
    ${
      signingKey !== undefined &&
      html`<h2>Signing key</h2>
        <p><code>${signingKey}</code></p>`
    }`;
}

/** Method, address and each parameter on a line of its own, as they are before the last encoding. */
function takenApart(baseString: string): Markup | undefined {
  const [method = '', address = '', params = ''] = baseString.split('&').map(decode);
  if (params === '') return undefined;
  const lines = params.split('&').map((pair) => html`<li><code>${pair}</code></li>`);
  return html`<h2>The same, taken apart</h2>
    <p><code>${method}</code> <code>${address}</code></p>
    <ul class="base-parts">
      ${lines}
    </ul>`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
