// What a judgement needs beside the rule: the settings that hold for it, the texts and ignore comments around it.
// It judges nothing. Made by ../analyze.ts for each root, read by judge.ts and judgeConfiguration.ts.
import type { IngressRule } from '../aws/ingressRule.ts';
import type { Message } from '../messages.ts';
import type { ModuleInstance } from '../terraform/scope.ts';
import type { Place } from '../text.ts';
import type { FileIgnores } from './ignores/fileIgnores.ts';
import { ignoresIn } from './ignores/fileIgnores.ts';
import type { HearingRoom } from './ignores/hearing.ts';
import type { IgnoreLedger } from './ignores/ledger.ts';
import type { CheckSettings, SettingsFor } from './settings.ts';

export interface Court extends HearingRoom {
  /** Told of a check that threw. */
  readonly failed: (what: Message, place: Place) => void;
}

/** The courts of one root. */
export interface Courthouse {
  /** The court for the rules of one file in one module instance; the same one each time. */
  readonly courtOf: (rule: IngressRule) => Court;
  readonly file: (instance: ModuleInstance, path: string) => FileIgnores | undefined;
  readonly settings: (instance: ModuleInstance, path: string) => CheckSettings;
}

/** Settings are looked up by the file of a rule and those of the calls that lead to it. */
export function courthouse(settingsFor: SettingsFor, ledger: IgnoreLedger, failed: Court['failed']): Courthouse {
  const courts = new Map<ModuleInstance, Map<string, Court>>();
  const read = new Map<ModuleInstance, Map<string, FileIgnores | undefined>>();
  const settings = (instance: ModuleInstance, path: string): CheckSettings => settingsOf(settingsFor, instance, path);
  const file = (instance: ModuleInstance, path: string): FileIgnores | undefined => {
    const files = read.get(instance) ?? new Map<string, FileIgnores | undefined>();
    read.set(instance, files);
    if (files.has(path)) return files.get(path);
    const text = textFile(instance, path);
    const found = text && ignoresIn(text, settings(instance, path));
    files.set(path, found);
    return found;
  };
  const courtOf = (rule: IngressRule): Court => {
    const { instance } = rule.resource.scope;
    const { path } = rule.place;
    const known = courts.get(instance) ?? new Map<string, Court>();
    courts.set(instance, known);
    const court = known.get(path) ?? {
      settings: settings(instance, path),
      file: (each) => file(instance, each),
      ledger,
      failed,
    };
    known.set(path, court);
    return court;
  };
  return { courtOf, file, settings };
}

/** The settings for what stands in a file of a module instance. */
export function settingsOf(settingsFor: SettingsFor, instance: ModuleInstance, path: string): CheckSettings {
  return settingsFor([path, ...instance.callPath.map(({ place }) => place.path)]);
}

/** A file of the module, or of one that calls it. */
function textFile(instance: ModuleInstance, path: string): FileIgnores['file'] | undefined {
  for (let at: ModuleInstance | undefined = instance; at !== undefined; at = at.caller?.instance) {
    const found = at.module.files.find((candidate) => candidate.path === path);
    if (found !== undefined) return found;
  }
  return undefined;
}
