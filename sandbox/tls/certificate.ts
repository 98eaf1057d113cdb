import { X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Certificate {
  readonly cert: string;
  readonly key: string;
  /** PEM file that a client is told to trust. */
  readonly certPath: string;
  /** Takes the file away again, unless it lives in a data folder. */
  forget(): void;
}

/** X's own names too, so that a client may call them and be led here by its resolver or agent. */
const NAMES = ['localhost', 'api.x.com', 'upload.x.com', 'api.twitter.com', 'upload.twitter.com'];
const ADDRESSES = ['127.0.0.1', '::1'];
const LIFETIME_DAYS = 365;

/** A certificate for this machine: that of the data folder while it is good for another day, else a new one. */
export async function provideCertificate(host: string, dataDir: string | undefined): Promise<Certificate> {
  const folder = dataDir ?? mkdtempSync(join(tmpdir(), 'x-sandbox-'));
  const certPath = join(folder, 'certificate.pem');
  const keyPath = join(folder, 'certificate-key.pem');
  const forget = (): void => {
    if (dataDir === undefined) rmSync(folder, { recursive: true, force: true });
  };
  if (!isUsable(certPath, keyPath, host)) {
    const made = await makeCertificate(host);
    mkdirSync(folder, { recursive: true });
    writeFileSync(keyPath, made.private, { mode: 0o600 });
    writeFileSync(certPath, made.cert);
  }
  return { cert: readFileSync(certPath, 'utf8'), key: readFileSync(keyPath, 'utf8'), certPath, forget };
}

function isUsable(certPath: string, keyPath: string, host: string): boolean {
  if (!existsSync(certPath) || !existsSync(keyPath)) return false;
  const certificate = new X509Certificate(readFileSync(certPath));
  const named = isIP(host) === 0 ? certificate.checkHost(host) : certificate.checkIP(host);
  const tomorrow = Date.now() + 24 * 60 * 60 * 1000;
  return named !== undefined && Date.parse(certificate.validTo) > tomorrow;
}

async function makeCertificate(host: string) {
  // Loaded when needed: it takes longer than everything else the sandbox starts with.
  const { generate } = await import('selfsigned');
  const names = new Set(isIP(host) === 0 ? [...NAMES, host] : NAMES);
  const addresses = new Set(isIP(host) === 0 ? ADDRESSES : [...ADDRESSES, host]);
  return generate([{ name: 'commonName', value: 'Pigeonpost X sandbox' }], {
    algorithm: 'sha256',
    keyType: 'ec',
    notAfterDate: new Date(Date.now() + LIFETIME_DAYS * 24 * 60 * 60 * 1000),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          ...[...names].map((value) => ({ type: 2 as const, value })),
          ...[...addresses].map((ip) => ({ type: 7 as const, ip })),
        ],
      },
    ],
  });
}
