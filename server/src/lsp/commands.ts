// The commands that the server carries out for an editor, by name.
// Called by server.ts.
import { showPlaceCommand } from './codeActions.ts';
import { fixAllCommands } from './fixAllCommand.ts';
import { allowAddressCommand } from './ownAddress.ts';
import type { Session } from './session.ts';

type Command = (session: Session, words: readonly unknown[]) => Promise<void> | void;

/** What comes of a command and the words that it is given. */
export const commands: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['portcullis.scanAgain', (session) => session.scanAgain()],
  [fixAllCommands.workspace, (session) => session.fixEverything(undefined)],
  [fixAllCommands.module, (session, [uri]) => (typeof uri === 'string' ? session.fixEverything(uri) : undefined)],
  [allowAddressCommand, (session, [word, address]) => session.allowAddress(word, address)],
  [showPlaceCommand, (session, [uri, range]) => session.showPlace(uri, range)],
]);
