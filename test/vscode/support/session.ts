// A real VS Code with the packaged extension on a folder of its own, and the browser that shows it.
import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { startEditor } from '../../../scripts/embeddedCode.ts';
import type { Language, RunningEditor } from '../../../scripts/embeddedCode.ts';
import { packageFile } from '../../../scripts/packageFile.ts';
import { provideEmbeddedCode } from '../../../scripts/provision.ts';
import { provideBrowser, provideJapaneseFonts } from '../../../scripts/provisionBrowser.ts';
import * as editorKeys from './editor.ts';
import type { Editor } from './editor.ts';

const progress = { log: (line: string): void => console.error(line) };

/** One editor with the packaged extension, on a copy of a folder. */
export interface Session {
  readonly editor: Editor;
  readonly running: RunningEditor;
  readonly folder: string;
  readonly parent: string;
}

/** Starts VS Code and a browser on a copy of `source`. */
export async function beginSession(source: string, language: Language): Promise<Session> {
  const vsix = packageFile();
  assert.ok(existsSync(vsix), `${vsix} is not there; npm run package makes it.`);
  const code = provideEmbeddedCode(progress);
  const browser = provideBrowser(progress);
  if (language === 'ja') provideJapaneseFonts(progress);
  // The real path: VS Code would otherwise name files by another path than the command line does.
  const parent = realpathSync(mkdtempSync(join(tmpdir(), 'portcullis-example-')));
  const folder = join(parent, basename(source));
  cpSync(source, folder, { recursive: true });
  const running = await startEditor(code, { package: vsix, folder, language });
  try {
    const locale = language === 'ja' ? 'ja-JP' : 'en-US';
    return { editor: await editorKeys.openEditor(browser, running.url, locale), running, folder, parent };
  } catch (error) {
    await running.stop();
    throw error;
  }
}

/** Ends the browser and VS Code, and removes the copy. */
export async function endSession({ editor, running, parent }: Session): Promise<void> {
  await editorKeys.closeEditor(editor);
  await running.stop();
  rmSync(parent, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}
