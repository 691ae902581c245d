// Makes calls of every pure function of Terraform, with arguments that are interesting to it.
// Called by expressionsGenerator.ts.
import type { Kind, Setting } from './expressionsGenerator.ts';
import { expressionOf } from './expressionsGenerator.ts';
import * as texts from './expressionsTexts.ts';

/** A call of a function that gives a value of a kind, or of any function where no function does. */
export function functionCall(kind: Kind, setting: Setting): string {
  const { random } = setting;
  const fitting = definitions.filter(
    (candidate) => kind === 'any' || candidate.result === kind || candidate.result === 'any',
  );
  const { name, arguments: slots } = random.pick(fitting.length === 0 ? definitions : fitting);
  const chosen = random.pick(slots);
  const written = chosen.flatMap((slot) => argumentsOf(slot, setting));
  const args = random.oneIn(60)
    ? written.slice(1)
    : random.oneIn(60)
      ? [...written, expressionOf('any', setting)]
      : written;
  const prefix = random.oneIn(40) ? 'core::' : '';
  if (args.length > 1 && random.oneIn(25)) return `${prefix}${name}([${args.join(', ')}]...)`;
  return `${prefix}${name}(${args.join(random.oneIn(12) ? ',\n' : ', ')}${args.length > 0 && random.oneIn(25) ? ',' : ''})`;
}

/** Names of all functions that may be called, for a test that none is forgotten. */
export function calledFunctions(): readonly string[] {
  return definitions.map((definition) => definition.name);
}

const kinds = ['number', 'string', 'bool', 'sequence', 'set', 'mapping', 'null', 'any'] as const;

const slots = [
  'count',
  'small',
  'cidr',
  'pattern',
  'key',
  'json',
  'yaml',
  'csv',
  'base64',
  'encoding',
  'time',
  'duration',
  'dateFormat',
  'path',
  'file',
  'strings',
  'numbers',
  'bools',
  'lists',
  'maps',
  'directory',
  'glob',
  'templateText',
  'replacement',
  'format',
  'formatLists',
  'template',
  'vars',
  'namespace',
  'base',
] as const;

/** What an argument is made of: an expression of a kind, or something that the function at hand minds. */
type Slot = (typeof kinds)[number] | (typeof slots)[number];

interface Definition {
  readonly name: string;
  readonly result: Kind;
  /** The ways its arguments may be chosen. */
  readonly arguments: readonly (readonly Slot[])[];
}

/** `name: result: slots | other slots`, one function in a line. No large counts for `indent`: Terraform makes the blanks, gigabytes of them. */
const definitions: readonly Definition[] = `
abs: number: number
alltrue: bool: bools
anytrue: bool: bools
base64decode: string: base64 | string
base64encode: string: string
base64sha256: string: string
base64sha512: string: string
basename: string: path | string
can: bool: any
ceil: number: number
chomp: string: string
chunklist: sequence: sequence small | strings count
cidrhost: string: cidr count | cidr small
cidrnetmask: string: cidr
cidrsubnet: string: cidr small small | cidr count count | cidr small count
cidrsubnets: sequence: cidr small | cidr small small small | cidr count small | cidr
coalesce: any: any | null any | string string | null null any | number string
coalescelist: sequence: sequence sequence | sequence | strings null strings
compact: sequence: strings | sequence
concat: sequence: sequence sequence | sequence | strings numbers strings | lists
contains: bool: sequence any | strings string | set any | numbers number
csvdecode: sequence: csv | string
dirname: string: path | string
distinct: sequence: sequence | strings | numbers
element: any: sequence small | strings count | sequence count
endswith: bool: string string
fileexists: bool: file
filemd5: string: file
file: string: file
filebase64: string: file
filebase64sha256: string: file
filesha1: string: file
fileset: set: directory glob
flatten: sequence: sequence | lists | any
floor: number: number
format: string: format
formatdate: string: dateFormat time
formatlist: sequence: formatLists
indent: string: small string
index: number: sequence any | strings string | numbers number
issensitive: bool: any
join: string: string strings | string sequence | string strings strings | string set
jsondecode: any: json | json | string
jsonencode: string: any | mapping | sequence
keys: sequence: mapping
length: number: sequence | mapping | string | set | any
log: number: number number | numbers small
lookup: any: mapping key | mapping key any | mapping string any
lower: string: string
matchkeys: sequence: strings strings strings | sequence sequence sequence
max: number: number number | number | number number string
md5: string: string
merge: mapping: mapping mapping | mapping null mapping | mapping | maps
min: number: number number | number | number count
nonsensitive: any: any
one: any: sequence | set | any
parseint: number: string base | string small
pow: number: number small | number number | count count
range: sequence: small | small small | count count count | number number number | small small small
regex: any: pattern
regexall: sequence: pattern
replace: string: string string replacement | pattern replacement
reverse: sequence: sequence | set | strings
setintersection: set: sequence sequence | set set | strings strings
setproduct: sequence: sequence sequence | set sequence | strings strings strings | set set
setsubtract: set: sequence sequence | set set
setunion: set: sequence sequence | set set set | set
sha1: string: string
sha256: string: string
sha512: string: string
signum: number: number | count
slice: sequence: sequence small small | strings small count | sequence count count
sort: sequence: strings | set | sequence
split: sequence: string string
startswith: bool: string string
strcontains: bool: string string
strrev: string: string
substr: string: string count count | string small small
sum: number: numbers | numbers | set | sequence
templatefile: any: template vars
templatestring: string: templateText vars
textdecodebase64: string: base64 encoding
textencodebase64: string: string encoding
timeadd: string: time duration
timecmp: number: time time
title: string: string
tobool: bool: any | bool | string
tolist: sequence: any | sequence | set
tomap: mapping: any | mapping | mapping
tonumber: number: any | number | string
toset: set: any | sequence | set
tostring: string: any | number | bool
transpose: mapping: mapping | maps | any
trim: string: string string
trimprefix: string: string string
trimspace: string: string
trimsuffix: string: string string
try: any: any any | any | any any any
upper: string: string
urlencode: string: string
uuidv5: string: namespace string
values: sequence: mapping
yamldecode: any: yaml | yaml | string
yamlencode: string: any | mapping | sequence
zipmap: mapping: strings sequence | strings strings | sequence sequence
`
  .trim()
  .split('\n')
  .map((line) => {
    const [name = '', result = '', ways = ''] = line.split(': ');
    const [kind] = slotsOf(result);
    if (kind === undefined || !isKind(kind)) throw new Error(`${name} gives ${result}?`);
    return { name, result: kind, arguments: ways.split(' | ').map(slotsOf) };
  });

function slotsOf(way: string): readonly Slot[] {
  return way.split(' ').map((written) => {
    const slot = [...kinds, ...slots].find((known) => known === written);
    if (slot === undefined) throw new Error(`${written} is no argument.`);
    return slot;
  });
}

function isKind(slot: Slot): slot is Kind {
  return kinds.some((kind) => kind === slot);
}

function argumentsOf(slot: Slot, setting: Setting): readonly string[] {
  const { random } = setting;
  switch (slot) {
    case 'number':
    case 'string':
    case 'bool':
    case 'sequence':
    case 'set':
    case 'mapping':
    case 'null':
    case 'any':
      return [expressionOf(slot, setting)];
    case 'count':
      return [random.oneIn(5) ? expressionOf('number', setting) : random.pick(texts.counts)];
    case 'small':
      return [random.oneIn(8) ? expressionOf('number', setting) : random.pick(texts.smallCounts)];
    case 'base':
      return [random.pick(['2', '8', '10', '16', '36', '62', '10', '16', '1', '63', '0', '-10', '1.5', '"16"'])];
    case 'key':
      return [random.oneIn(5) ? expressionOf('string', setting) : `"${random.pick(texts.keys)}"`];
    case 'cidr':
      return [textFrom(texts.blocks, setting)];
    case 'json':
      return [textFrom(texts.jsonTexts, setting)];
    case 'yaml':
      return [textFrom(texts.yamlTexts, setting)];
    case 'csv':
      return [textFrom(texts.csvTexts, setting)];
    case 'base64':
      return [textFrom(texts.base64Texts, setting)];
    case 'encoding':
      return [random.pick(texts.encodings)];
    case 'time':
      return [textFrom(texts.times, setting)];
    case 'duration':
      return [textFrom(texts.durations, setting)];
    case 'dateFormat':
      return [textFrom(texts.dateFormats, setting)];
    case 'path':
      return [textFrom(texts.paths, setting)];
    case 'file':
      return [textFrom(texts.fileNames, setting)];
    case 'replacement':
      return [textFrom(texts.replacements, setting)];
    case 'namespace':
      return [
        random.pick(['"dns"', '"url"', '"oid"', '"x500"', '"6ba7b810-9dad-11d1-80b4-00c04fd430c8"', '"nope"', '""']),
      ];
    case 'template':
      return [
        random.pick([
          '"data/list.tftpl"',
          '"data/indented.tftpl"',
          '"data/one.tftpl"',
          '"data/text.txt"',
          '"nope.tftpl"',
        ]),
      ];
    case 'vars':
      return [`{ items = ${expressionOf(random.oneIn(3) ? 'any' : 'sequence', setting)} }`];
    case 'pattern':
      return patternAndText(setting);
    case 'strings':
      return [collectionOf('string', setting)];
    case 'numbers':
      return [collectionOf('number', setting)];
    case 'bools':
      return [collectionOf('bool', setting)];
    case 'lists':
      return [collectionOf('sequence', setting)];
    case 'maps':
      return [`{ a = ${collectionOf('string', setting)}, b = ${collectionOf('string', setting)} }`];
    case 'directory':
      return [random.pick(['"data"', '"./data/"', '"${path.module}/data"', '"nope"', '"data/../data"'])];
    case 'glob':
      return [
        random.pick([
          '"*"',
          '"*.txt"',
          '"**"',
          '"**/*.tftpl"',
          '"*.{txt,json}"',
          '"[a-l]*.t*"',
          '"t?xt.txt"',
          '"["',
          '""',
          '"*/*"',
        ]),
      ];
    case 'templateText':
      return [
        random.pick([
          'local.template',
          'local.template',
          '"${local.template}"',
          'local.u',
          'local.rule.protocol',
          'upper("a")',
        ]),
      ];
    case 'format':
      return formatAndArguments(setting, (kind) => expressionOf(kind, setting));
    case 'formatLists':
      return formatAndArguments(setting, (kind) =>
        random.oneIn(2) ? collectionOf(kind, setting, 2) : expressionOf(kind, setting),
      );
  }
}

function textFrom(pool: readonly string[], setting: Setting): string {
  return setting.random.oneIn(25) ? expressionOf('string', setting) : setting.random.pick(pool);
}

function collectionOf(kind: Kind, setting: Setting, length?: number): string {
  const { random } = setting;
  const elements = Array.from({ length: length ?? random.below(5) }, () =>
    expressionOf(kind, { ...setting, depth: Math.min(setting.depth, 1) }),
  );
  const list = `[${elements.join(', ')}]`;
  return random.oneIn(5) ? `tolist(${list})` : random.oneIn(9) ? `toset(${list})` : list;
}

function patternAndText(setting: Setting): readonly string[] {
  const { random } = setting;
  const [pattern, text] = random.pick(texts.matches);
  if (random.oneIn(4)) return [pattern, expressionOf('string', setting)];
  return [random.oneIn(25) ? expressionOf('string', setting) : pattern, text];
}

const verbs: readonly (readonly [string, Kind])[] = [
  ...(['s', 's', 'q', 'v', '#v'] as const).map((verb) => [verb, 'string'] as const),
  ...(['d', 'd', 'b', 'o', 'x', 'X', 'e', 'E', 'f', 'f', 'g', 'G', 'v'] as const).map(
    (verb) => [verb, 'number'] as const,
  ),
  ...(['t', 'v'] as const).map((verb) => [verb, 'bool'] as const),
  ...(['v', '#v', 's'] as const).map((verb) => [verb, 'any'] as const),
];

/** A format with as many arguments as it has verbs, most of the time. */
function formatAndArguments(setting: Setting, argument: (kind: Kind) => string): readonly string[] {
  const { random } = setting;
  const args: string[] = [];
  let text = random.pick(['', 'a', 'port ', '%%']);
  for (let position = random.below(3); position >= 0; position--) {
    const [verb, kind] = random.pick(verbs);
    const index = random.oneIn(20) ? `[${1 + random.below(2)}]` : '';
    const flags = random.oneIn(3) ? random.pick(['-', '+', ' ', '0', '#', '-0', '+ ']) : '';
    const width = random.oneIn(3) ? random.pick(['1', '2', '5', '8', '12']) : '';
    const precision = random.oneIn(4) ? random.pick(['.0', '.1', '.2', '.5', '.', '.20']) : '';
    text += `%${index}${flags}${width}${precision}${random.oneIn(50) ? 'z' : verb}${random.pick(['', '-', ' ', 'x'])}`;
    args.push(argument(random.oneIn(10) ? 'any' : kind));
  }
  return [`"${text}"`, ...(random.oneIn(25) ? args.slice(1) : args)];
}
