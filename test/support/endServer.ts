// Ends a server that was started as a child process, as an editor does; by force where it does not go by itself.
// Called by client.ts and by the benchmark's editor.
import type { ChildProcess } from 'node:child_process';
import type { MessageConnection } from 'vscode-languageserver/node';

/** How long a server may take to go once it was told to, in milliseconds. */
const patienceMs = 5000;

/** Asks the server to shut down, waits until its process is gone, and closes the connection whatever comes of it. */
export async function endServer(server: ChildProcess, connection: MessageConnection): Promise<void> {
  const gone = new Promise((resolve) => server.once('exit', resolve));
  const timer = setTimeout(() => server.kill('SIGKILL'), patienceMs);
  try {
    await connection.sendRequest('shutdown');
    await connection.sendNotification('exit');
    await gone;
  } finally {
    clearTimeout(timer);
    connection.dispose();
  }
}
