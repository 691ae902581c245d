// Ways of writing single values with functions and operators, by what the value is for.
// Every way gives a value that suits its shape whatever its parts are.
// Called by configurationsTerms.ts.
import type { Simple } from './configurationsShapes.ts';
import { listOf, simple } from './configurationsShapes.ts';
import type { Term, TermScope } from './configurationsTerms.ts';
import { join, known, knownOnly, term } from './configurationsTerms.ts';

/** Makes a term; `part` makes its parts. */
export type Way = (part: (kind: Simple) => Term, scope: TermScope, depth: number) => Term;

function list(scope: TermScope, kind: Simple, depth: number): Term {
  return term(scope, listOf(simple(kind), false), depth);
}

function knownFlag(scope: TermScope, depth: number): Term {
  return term(knownOnly(scope), simple('flag'), depth);
}

export const simpleTerms: Readonly<Record<Simple, readonly Way[]>> = {
  cidr4: [
    (part) => join`cidrsubnet("10.0.0.0/8", 8, ${part('octet')})`,
    (part) => join`cidrsubnet("172.16.0.0/12", ${part('count')} + 4, 3)`,
    (part) => join`format("%d.%s.0.0/%d", 10, ${part('octet')}, 16)`,
    (part) => join`"10.\${${part('octet')}}.0.0/\${8 + 8}"`,
    (part) => join`join("/", ["10.\${${part('octet')}}.0.0", 16])`,
    (part) => join`"\${cidrhost("10.0.0.0/8", ${part('octet')})}/32"`,
    (part) => join`cidrsubnets("10.0.0.0/8", 4, 4 + ${part('count')})[1]`,
    (part) => join`trimspace("  \${${part('cidr4')}} ")`,
    (part) => join`lower(${part('cidr4')})`,
    (part) => join`split(",", "\${${part('cidr4')}},0.0.0.0/0")[0]`,
    (part) => join`split(",", join(",", [${part('cidr4')}, "0.0.0.0/0"]))[1]`,
    (part) => join`replace(replace(${part('cidr4')}, "/", "_"), "_", "/")`,
    (part) => join`regex("^[0-9./]+", "\${${part('cidr4')}} from here")`,
    (part) => join`trimsuffix(trimprefix("net:\${${part('cidr4')}}#", "net:"), "#")`,
    (part) => join`"%{ if ${part('flag')} }\${${part('cidr4')}}%{ else }0.0.0.0/0%{ endif }"`,
    (part) => join`trimspace("%{ for n in [${part('octet')}] } 10.\${n}.0.0/16%{ endfor }")`,
    (part) => join`substr("x\${${part('cidr4')}}", 1, -1)`,
    (part, scope, depth) => join`try(sort(${list(scope, 'cidr4', depth)})[0], ${part('cidr4')})`,
    (part, scope, depth) => join`try(element(${list(scope, 'cidr4', depth)}, ${part('count')}), ${part('cidr4')})`,
    (part) => join`yamldecode("cidr: \${${part('cidr4')}}")["cidr"]`,
    (part) => join`lookup({ open = "0.0.0.0/0", closed = ${part('cidr4')} }, ${part('flag')} ? "open" : "closed")`,
    (part) => join`cidrsubnet(${part('cidr4')} == "0.0.0.0/0" ? "0.0.0.0/0" : "10.0.0.0/8", 8, ${part('octet')})`,
  ],
  cidr6: [
    (part) => join`cidrsubnet("2001:db8::/32", 16, ${part('octet')})`,
    () => known('lower("2001:DB8::/32")'),
    () => known('format("%s/%d", "::", 0)'),
    () => known('"::/${1 - 1}"'),
    (part) => join`replace(${part('cidr6')}, "fd00::/8", "::/0")`,
    (part) => join`"2001:db8:\${${part('octet')}}::/48"`,
  ],
  port: [
    (part) => join`(20 + ${part('count')})`,
    (part) => join`tonumber(${part('portText')})`,
    (part) => join`max(${part('port')}, ${part('port')})`,
    (part) => join`min(${part('port')}, ${part('port')}, 443)`,
    () => known('parseint("16", 16)'),
    (part) => join`floor(${part('port')} / 2)`,
    (part) => join`ceil(${part('port')} / 3)`,
    (part) => join`abs(0 - ${part('port')})`,
    (part) => join`((${part('port')} + 1) % 65536)`,
    (part) => join`sum([20, ${part('count')}, 2])`,
    (part) => join`(22 * ${part('count')})`,
    (_part, scope, depth) => join`length(${list(scope, 'cidr4', depth)}) + 8000`,
    (part) => join`element(range(20, 30), ${part('octet')})`,
    () => known('tonumber(split("-", "8000-8010")[1])'),
    (part) => join`tonumber(regex("[0-9]+$", "tcp/\${${part('port')}}"))`,
    (part) => join`lookup({ ssh = 22, http = ${part('port')} }, ${part('flag')} ? "ssh" : "http", 443)`,
    (part) => join`(${part('port')} > 1024 ? 80 : ${part('port')})`,
    () => known('pow(2, 10)'),
    (part) => join`jsondecode("{\\"port\\": \${${part('port')}}}").port`,
    (part) => join`index([0, 1, ${part('port')}], 1) + 80`,
  ],
  portText: [
    (part) => join`tostring(${part('port')})`,
    (part) => join`format("%d", ${part('port')})`,
    (part) => join`split("-", "\${${part('port')}}-443")[0]`,
    (part) => join`trimspace(" \${${part('port')}} ")`,
    (part) => join`join("", ["4", ${part('count')}])`,
    (part) => join`format("%02d", ${part('count')} + 20)`,
    (part) => join`replace("\${${part('port')}}tcp", "tcp", "")`,
  ],
  protocol: [
    () => known('lower("TCP")'),
    (part) => join`lower(${part('protocol')})`,
    (part) => join`upper(${part('protocol')})`,
    (part) => join`(${part('flag')} ? "tcp" : "-1")`,
    (part) => join`(${part('port')} == 53 ? "udp" : "tcp")`,
    (part) => join`lookup({ http = "tcp", dns = "udp" }, ${part('word')}, ${part('protocol')})`,
    () => known('split("/", "udp/53")[0]'),
    () => known('tostring(6)'),
    () => known('tostring(-1)'),
    () => known('substr("tcpx", 0, 3)'),
    (part) => join`title(${part('protocol')})`,
  ],
  flag: [
    (part) => join`(${part('word')} == ${part('word')})`,
    (part) => join`(${part('port')} > 100)`,
    (part) => join`(${part('port')} <= ${part('port')})`,
    (part) => join`(${part('cidr4')} != "0.0.0.0/0")`,
    (part) => join`!${part('flag')}`,
    // Known parts only: Terraform 1.12 and later know `unknown || true`, which the releases before did not.
    (_part, scope, depth) => join`(${knownFlag(scope, depth)} && ${knownFlag(scope, depth)})`,
    (_part, scope, depth) => join`(${knownFlag(scope, depth)} || ${knownFlag(scope, depth)})`,
    (part) => join`startswith(${part('cidr4')}, "10.")`,
    (part) => join`endswith(${part('cidr4')}, "/0")`,
    (part) => join`can(tonumber(${part('word')}))`,
    (part) => join`can(regex("^1", ${part('cidr4')}))`,
    (part, scope, depth) => join`(length(${list(scope, 'cidr4', depth)}) > ${part('count')})`,
    (part, scope, depth) => join`contains(${list(scope, 'cidr4', depth)}, ${part('cidr4')})`,
    (part) => join`contains(["tcp", "udp"], ${part('protocol')})`,
    (part) => join`anytrue([${part('flag')}, ${part('flag')}])`,
    (part) => join`alltrue([${part('flag')}, true])`,
    (part) => join`tobool(${part('flag')} ? "true" : "false")`,
    (part) => join`(${part('count')} == 0)`,
    (part) => join`(${part('portText')} == "22")`,
    (part) => join`strcontains(${part('word')}, "e")`,
  ],
  count: [
    (part) => join`(${part('flag')} ? 1 : 0)`,
    (part) => join`(${part('flag')} ? ${part('count')} : 1)`,
    (_part, scope, depth) => join`min(length(${list(scope, 'cidr4', depth)}), 3)`,
    (_part, scope, depth) => join`min(2, length(distinct(${list(scope, 'word', depth)})))`,
    () => known('tonumber("2")'),
    (part) => join`(${part('count')} % 2)`,
    (part) => join`length(compact([${part('word')}, ""]))`,
    (part) => join`signum(${part('count')})`,
  ],
  octet: [
    (part) => join`(${part('count')} + 4)`,
    () => known('parseint("1f", 16)'),
    (part) => join`min(${part('octet')}, 100)`,
    (part) => join`index(["web", "db", "ssh"], "db") + ${part('count')}`,
    (part) => join`length(${part('word')})`,
    (part) => join`floor(${part('octet')} / 2)`,
    (part) => join`(${part('octet')} % 7)`,
  ],
  word: [
    (part) => join`lower(${part('word')})`,
    (part) => join`upper(${part('word')})`,
    (part) => join`title(${part('word')})`,
    (part) => join`join("-", [${part('word')}, "x"])`,
    (part) => join`format("%s-%s", ${part('word')}, ${part('count')})`,
    (part) => join`"\${${part('word')}}-a"`,
    (part) => join`replace(${part('word')}, "e", "3")`,
    (part) => join`substr("\${${part('word')}}xyz", 0, 3)`,
    (part) => join`strrev(${part('word')})`,
    (part) => join`"n\${${part('port')}}"`,
    (part) => join`trimprefix(${part('word')}, "w")`,
    (part) => join`md5(${part('word')})`,
  ],
  group: [
    (part) => join`(${part('flag')} ? ${part('group')} : ${part('group')})`,
    (part) => join`one([${part('group')}])`,
  ],
  prefixList: [(part) => join`(${part('flag')} ? "pl-0a1b2c3d" : ${part('prefixList')})`],
};
