// What the words of a variable's name and description say of its being for some access.
// It looks at words alone; whether the variable is open, or of the right type, is another question.
// Used by sourceVariable.ts.
import type { VariablePurpose } from './sourceVariable.ts';

/** The better it suits a purpose, the higher; 0 where it says nothing of trusted networks, or is about something else. */
export function suitability(name: string, description: string, purpose: VariablePurpose): number {
  const [named, described] = [wordsIn(name), wordsIn(description)];
  const all = [...named, ...described];
  // Anything else may be names, ids or bare addresses, which are no networks.
  if (!all.some((word) => networkWords.has(word))) return 0;
  if (all.includes('ipv6') !== (purpose.family === 'IPv6')) return 0;
  if (named.some((word) => otherUses.has(word))) return 0;
  if (named.some((word) => isOfOtherAccess(word, purpose.words))) return 0;
  const inName = named.filter((word) => purpose.words.includes(word)).length;
  const inDescription = described.filter((word) => purpose.words.includes(word)).length;
  if (inName > 0) return 1000 + 10 * inName + inDescription;
  // One more word may name the only thing that they may reach.
  const isGeneral = named.every((word) => trustWords.has(word) || networkWords.has(word) || fillers.has(word));
  if (isGeneral && named.some((word) => trustWords.has(word))) return 100 + inDescription;
  return inDescription > 0 && described.some((word) => trustWords.has(word)) ? 10 + inDescription : 0;
}

/** `sshCidrs` and `ssh-cidrs` have the same words; of plurals the one. */
function wordsIn(text: string): readonly string[] {
  const parts = text
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  return parts.filter((part) => part !== '').map((part) => (/[^s]s$/.test(part) ? part.slice(0, -1) : part));
}

const networkWords = wordSet('cidr network range');

/** Networks that are there for something else than to let people in. */
const otherUses = wordSet(
  'subnet vpc route peer peering egress outbound destination deny denied blocked exclude pod service',
);

/** Words of networks whose people are known. */
const trustWords = wordSet(`
  allow allowed allowlist whitelist whitelisted trusted permitted authorized authorised source ingress inbound access office
  corporate corp company internal private vpn client customer partner`);

const fillers = wordSet('ip ipv4 ipv6 block list address default all our my from to with in of');

/** The words for each access that is not everything. A variable named for one of them is not for another. */
const accesses: readonly ReadonlySet<string>[] = [
  wordSet(`
    ssh rdp winrm admin administrator administration management mgmt bastion jump jumphost jumpbox operator ops devops
    maintenance remote`),
  wordSet(`
    database db rds postgres postgresql mysql mariadb aurora mssql sql oracle redis memcached elasticache mongo mongodb
    documentdb redshift cassandra`),
  wordSet('web http https alb elb lb loadbalancer frontend cdn cloudfront'),
];

function wordSet(words: string): ReadonlySet<string> {
  return new Set(wordsIn(words));
}

/** The words for an access whose variable is called `allowed_<stem>_cidrs`: those of its kind, and those of the stem. */
export function relatedWords(stem: string): readonly string[] {
  const own = wordsIn(stem);
  const kind = accesses.find((words) => own.some((word) => words.has(word))) ?? [];
  return [...new Set([...own, ...kind])].filter((word) => !trustWords.has(word));
}

function isOfOtherAccess(word: string, words: readonly string[]): boolean {
  if (words.includes(word)) return false;
  // A number is a port.
  return /^\d{2,5}$/.test(word) || accesses.some((access) => access.has(word));
}
