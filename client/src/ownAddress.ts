// Asks a service on the internet which address it sees, and believes nothing of the answer but one address.
// It asks no user and no editor. Called by useOwnAddress.ts, after the user has said yes.

/** How a request is made: `fetch`, or what stands in for it. */
export type Request = (url: URL, options: RequestInit) => Promise<Response>;

/** What came of asking: an address, or why there is none. `detail` is the machine's own word, where it has one. */
export type Answer =
  | { readonly kind: 'address'; readonly address: string }
  | { readonly kind: 'notHttps' | 'tooSlow' | 'noAddress' }
  | { readonly kind: 'failed'; readonly detail: string };

/** No address is longer, however it is written; what is longer is a page. */
const longestAnswer = 64;

/** The service as a URL; undefined where it is none, is not reached over TLS, or carries a name and a password. */
export function readService(service: string): URL | undefined {
  if (!URL.canParse(service)) return undefined;
  const url = new URL(service);
  return url.protocol === 'https:' && url.username === '' && url.password === '' ? url : undefined;
}

/** Asks once, follows no redirect, sends nothing of the user's, and gives up after the time limit. */
export async function askOwnAddress(url: URL, request: Request, timeLimitMs: number): Promise<Answer> {
  const limit = AbortSignal.timeout(timeLimitMs);
  try {
    const options = {
      redirect: 'error',
      credentials: 'omit',
      headers: { accept: 'text/plain' },
      signal: limit,
    } as const;
    const response = await request(url, options);
    if (!response.ok) return { kind: 'failed', detail: `HTTP ${response.status}` };
    const text = await beginningOf(response);
    const address = text === undefined ? undefined : readAddress(text);
    return address === undefined ? { kind: 'noAddress' } : { kind: 'address', address };
  } catch (error) {
    return limit.aborted ? { kind: 'tooSlow' } : { kind: 'failed', detail: causeOf(error) };
  }
}

/** One IPv4 or IPv6 address and nothing else but white space around it. */
export function readAddress(text: string): string | undefined {
  const address = text.trim();
  const octets = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(address)?.slice(1);
  if (octets !== undefined)
    return octets.every((octet) => String(Number(octet)) === octet && Number(octet) < 256) ? address : undefined;
  return /^[0-9A-Fa-f:.]+$/.test(address) && address.includes(':') && URL.canParse(`http://[${address}]/`)
    ? address
    : undefined;
}

/** The answer's text; undefined where it goes on for longer than an address can. */
async function beginningOf({ body }: Response): Promise<string | undefined> {
  if (body === null) return '';
  const reader: ReadableStreamDefaultReader<Uint8Array> = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    text += decoder.decode(value, { stream: true });
    if (text.length <= longestAnswer) continue;
    await reader.cancel();
    return undefined;
  }
}

/** `fetch` says no more than that it failed; the reason is its cause's. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
