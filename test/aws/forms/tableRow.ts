// One row for each way of writing who may connect: how it is written, and what is said of it.
// Read by table.test.ts, which makes every cell of it a test; rowsOf*.ts are the rows.

/** What the table asks of every form. */
export const questions = ['open v4', 'open v6', 'union', 'possible', 'unknown', 'suppressed', 'not open'] as const;

export type Question = (typeof questions)[number];

/** A network as it is written, `"10.0.0.0/8"` or an expression; ⟦ and ⟧ stand around what is to be found. */
export interface Network {
  readonly family: 'IPv4' | 'IPv6';
  readonly written: string;
}

export interface Row {
  /** The resource type, data source or module that it is a row of. */
  readonly form: string;
  /** The way of writing it, where a form has several. */
  readonly way: string;
  readonly write: (networks: readonly Network[], comment: string) => string;
  /** The check that finds it open, and what it is silenced by. */
  readonly check: string;
  readonly ignoreId: string;
  /** The check that finds networks that are everyone together. */
  readonly union: string;
  /** What an open network comes to; `possible` for rules that are taken out again. */
  readonly verdict?: 'possible';
  /** Questions that nobody can ask of it, each with the reason. */
  readonly never: Partial<Record<Question, string>>;
  /** Questions that are answered with silence although the text is there, each with the reason. */
  readonly silent?: Partial<Record<Question, string>>;
}

/** Port 22 over TCP. */
export const ports = 'protocol = "tcp"\n  from_port = 22\n  to_port = 22';
/** The networks of one family, as a list. */
export function of(family: Network['family'], networks: readonly Network[]): string {
  return `[${networks
    .filter((network) => network.family === family)
    .map(({ written }) => written)
    .join(', ')}]`;
}

/** Both lists, the one that is empty left out. */
export function lists(networks: readonly Network[], ipv4: string, ipv6: string): string {
  const written = (['IPv4', 'IPv6'] as const).filter((family) => networks.some((network) => network.family === family));
  return written.map((family) => `${family === 'IPv4' ? ipv4 : ipv6} = ${of(family, networks)}`).join('\n  ');
}

/** One resource or block for each network, with one network each. */
export function each(write: (network: Network, index: number, comment: string) => string): Row['write'] {
  return (networks, comment) => networks.map((network, index) => write(network, index, comment)).join('\n');
}

/** One reason for every question. */
export const noNetworks = (reason: string): Row['never'] =>
  Object.fromEntries(questions.map((question) => [question, reason]));
