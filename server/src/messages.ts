// Sentences a user reads, kept apart from the code that has reason to say them.
// The rooms below lsp/ and cli/ hand on a Message; only those two rooms turn it into words.
// Called by every room.
import enAws from '../../l10n/en/aws.json' with { type: 'json' };
import enChecks from '../../l10n/en/checks.json' with { type: 'json' };
import enCli from '../../l10n/en/cli.json' with { type: 'json' };
import enFixes from '../../l10n/en/fixes.json' with { type: 'json' };
import enHcl from '../../l10n/en/hcl.json' with { type: 'json' };
import enLsp from '../../l10n/en/lsp.json' with { type: 'json' };
import enProof from '../../l10n/en/proof.json' with { type: 'json' };
import enTeam from '../../l10n/en/team.json' with { type: 'json' };
import enTerraform from '../../l10n/en/terraform.json' with { type: 'json' };
import enWorkspace from '../../l10n/en/workspace.json' with { type: 'json' };
import jaAws from '../../l10n/ja/aws.json' with { type: 'json' };
import jaChecks from '../../l10n/ja/checks.json' with { type: 'json' };
import jaCli from '../../l10n/ja/cli.json' with { type: 'json' };
import jaFixes from '../../l10n/ja/fixes.json' with { type: 'json' };
import jaHcl from '../../l10n/ja/hcl.json' with { type: 'json' };
import jaLsp from '../../l10n/ja/lsp.json' with { type: 'json' };
import jaProof from '../../l10n/ja/proof.json' with { type: 'json' };
import jaTeam from '../../l10n/ja/team.json' with { type: 'json' };
import jaTerraform from '../../l10n/ja/terraform.json' with { type: 'json' };
import jaWorkspace from '../../l10n/ja/workspace.json' with { type: 'json' };

const en = {
  ...enAws,
  ...enChecks,
  ...enCli,
  ...enFixes,
  ...enHcl,
  ...enLsp,
  ...enProof,
  ...enTeam,
  ...enTerraform,
  ...enWorkspace,
};
const ja = {
  ...jaAws,
  ...jaChecks,
  ...jaCli,
  ...jaFixes,
  ...jaHcl,
  ...jaLsp,
  ...jaProof,
  ...jaTeam,
  ...jaTerraform,
  ...jaWorkspace,
};

export type MessageId = keyof typeof en;

export type Language = 'en' | 'ja';

/** A sentence of the tables with the values for its `{name}` places; a value may be a message itself, or a list of them. */
export interface Message {
  readonly id: MessageId;
  readonly values: Readonly<Record<string, MessageValue>>;
}

export type MessageValue = string | number | Message | readonly (string | number | Message)[];

/** Makes a message; the tables say which values each id takes, and a test holds both languages to the same ones. */
export function message(id: MessageId, values: Readonly<Record<string, MessageValue>> = {}): Message {
  return { id, values };
}

/** The sentence in a language. A place without a value keeps its braces, so that the omission is seen. */
export function render(what: Message, language: Language): string {
  const tables: Record<Language, Record<MessageId, string>> = { en, ja };
  return tables[language][what.id].replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = what.values[name];
    return value === undefined ? place : renderValue(value, language);
  });
}

/** The language for a locale such as `ja`, `ja-JP` or `ja_JP.UTF-8`; English for all others and for none. */
export function languageOf(locale: string | undefined): Language {
  return locale !== undefined && /^ja\b|^ja[_-]/i.test(locale) ? 'ja' : 'en';
}

function renderValue(value: MessageValue, language: Language): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (isList(value))
    return joinList(
      value.map((part) => renderValue(part, language)),
      language,
    );
  return render(value, language);
}

function isList(value: MessageValue): value is readonly (string | number | Message)[] {
  return Array.isArray(value);
}

function joinList(parts: readonly string[], language: Language): string {
  if (language === 'ja') return parts.join('、');
  if (parts.length < 3) return parts.join(' and ');
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
}
