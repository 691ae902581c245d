// What an editor may say of itself when it starts the server, beside what the protocol has words for.
// Everything may be left out; what cannot be used counts as left out.

export interface InitializationOptions {
  /** Another extension reports syntax errors of Terraform. */
  readonly otherTerraformExtension: boolean;
  /** The editor understands `portcullis/status`. */
  readonly showsStatus: boolean;
  /** The editor knows the command that asks for the user's own address. */
  readonly asksOwnAddress: boolean;
  /** The pause after a change before work starts, in milliseconds; undefined leaves it to the server. */
  readonly pauseMs: number | undefined;
}

/** The longest pause that is taken at its word, in milliseconds. */
const longestPauseMs = 5000;

/** Reads what came with `initialize`. */
export function readInitializationOptions(options: unknown): InitializationOptions {
  const pauseMs = memberOf(options, 'pauseMs');
  return {
    otherTerraformExtension: memberOf(options, 'otherTerraformExtension') === true,
    showsStatus: memberOf(options, 'showsStatus') === true,
    asksOwnAddress: memberOf(options, 'asksOwnAddress') === true,
    pauseMs: typeof pauseMs === 'number' && pauseMs >= 0 && pauseMs <= longestPauseMs ? pauseMs : undefined,
  };
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined;
}
